"""What a learner who knows everything, half of it, or nothing types into an exercise."""

import json
from functools import cache

from curriculum.build import build
from curriculum.built import Exercise

ANSWER = "The others keep the original chain: she would have to redo the work of every block, and faster."
MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")
"""What stands around a solution in its source, and in no learner's notebook."""


@cache
def exercise(key: str) -> Exercise:
    """Return the exercise with this key, with its solutions and hidden tests."""
    return next(item for item in build().exercises if item.key == key)


def solution(key: str) -> dict[str, str]:
    """Return the reference solution, from grade id to the source of the cell."""
    cells = json.loads(exercise(key).source)["cells"]
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: _solved(cell)
        for cell in cells
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }


def half(key: str) -> dict[str, str]:
    """Return a solution whose last coding cell is missing."""
    solved = solution(key)
    last = [name for name in solved if solved[name] != ANSWER][-1]
    return {name: source for name, source in solved.items() if name != last}


def _solved(cell: dict[str, object]) -> str:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else str(source)
    lines = [line for line in text.splitlines() if line.strip() not in MARKS]
    return ANSWER if cell["cell_type"] == "markdown" else "\n".join(lines)
