"""Attempts at an exercise as learners make them: the starter, a plausible mistake, the solution."""

import ast
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from curriculum.built import Exercise, TestCase
from curriculum.cell import BEGIN_SOLUTION, END_SOLUTION, Cell, Role
from db.enums import TestOutcome


@dataclass(frozen=True)
class Attempt:
    """What was handed in and what it is worth; a written answer that nobody read yet is worth nothing."""

    notebook: bytes
    tests: tuple[dict[str, Any], ...]
    needs_manual_grade: bool

    @property
    def score(self) -> Decimal:
        """The points of all tests."""
        return Decimal(sum(int(test["points"]) for test in self.tests))

    @property
    def max_score(self) -> Decimal:
        """The points that can be had."""
        return Decimal(sum(int(test["max_points"]) for test in self.tests))


def attempts_at(exercise: Exercise, dice: random.Random, care: float, released: bytes) -> list[Attempt]:
    """The attempts of a learner, the last of them right for most; the less care, the more there are."""
    mistakes = dice.sample(exercise.wrong_solutions, k=min(2, len(exercise.wrong_solutions)))
    made = [
        _attempt(exercise, released, mistake.cells, mistake.fails, dice, is_read=True)
        for mistake in mistakes
        if dice.random() > care
    ]
    if dice.random() < care or not made:
        made.append(_attempt(exercise, released, {}, (), dice, is_read=dice.random() < 0.7))
    return made


def _attempt(
    exercise: Exercise,
    released: bytes,
    wrong: Mapping[str, str],
    fails: tuple[str, ...],
    dice: random.Random,
    *,
    is_read: bool,
) -> Attempt:
    cells = {cell.name: cell for cell in exercise.template.cells if cell.name}
    answers = {
        name: wrong.get(name, _as_written(cell))
        for name, cell in cells.items()
        if cell.role in {Role.SOLUTION, Role.ANSWER}
    }
    tests = tuple(
        _judged(test, cells[test.name], test.name in fails, dice, is_read) for test in exercise.tests
    )
    waits = any(test.is_manual for test in exercise.tests) and not is_read
    return Attempt(_filled(released, answers), tests, waits)


def _filled(released: bytes, answers: Mapping[str, str]) -> bytes:
    """The released notebook with these sources under their grade ids."""
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True).encode()


def _as_written(cell: Cell) -> str:
    """The author's solution without its markers; of a model answer the first sentence."""
    lines = [
        line for line in cell.text.split("\n") if BEGIN_SOLUTION not in line and END_SOLUTION not in line
    ]
    text = "\n".join(lines)
    return text.partition(". ")[0].strip() + "." if cell.role is Role.ANSWER else text


def _judged(
    test: TestCase, cell: Cell, is_failed: bool, dice: random.Random, is_read: bool
) -> dict[str, Any]:
    entry = {"grade_id": test.name, "title": test.title, "max_points": test.points, "comment": None}
    if test.is_manual:
        points = dice.randint(test.points // 2, test.points) if is_read else 0
        comment = "Good. Say also what it would cost." if is_read and points < test.points else None
        return {**entry, "points": points, "outcome": TestOutcome.MANUAL, "reason": None, "comment": comment}
    if is_failed:
        return {**entry, "points": 0, "outcome": TestOutcome.FAILED, "reason": _reason(cell.text)}
    return {**entry, "points": test.points, "outcome": TestOutcome.PASSED, "reason": None}


def _reason(text: str) -> str:
    """The first plain message of the test's assertions."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assert) and isinstance(node.msg, ast.Constant):
            return str(node.msg.value)
    return "The result is not what this test expects."
