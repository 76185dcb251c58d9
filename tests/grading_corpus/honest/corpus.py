"""Honest submissions, made from the answers that are written down in `assignments/`, always the same ones."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curriculum.nbgrader_cells import released_form

FOLDER = Path(__file__).parent / "assignments"
SUBMISSIONS = 32
_KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Submission:
    """One student's notebook."""

    student: str
    notebook: Notebook


@dataclass(frozen=True)
class Exercise:
    """One assignment: the instructor's notebook, files beside it, and what students answer."""

    name: str
    source: Notebook
    files: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    scratch: tuple[str, ...]
    count: int
    cell_seconds: int

    def submissions(self) -> Iterator[Submission]:
        """All right, all untouched, and then a mixture that only the name decides."""
        released = released_form(self.source)
        for number in range(self.count):
            draw = random.Random(f"{self.name} {number}")  # noqa: S311 - reproducible on purpose
            notebook = deepcopy(released)
            for cell in notebook["cells"]:
                answers = self.answers.get(_name(cell), {})
                if answers and (kind := _kind(number, list(answers), draw)):
                    cell["source"] = answers[kind]
            for _ in range(draw.choice([0, 0, 0, 1, 2])):
                _add_scratch(notebook, self.scratch, draw)
            yield Submission(f"student{number:02}", notebook)


def exercises(folder: Path = FOLDER) -> list[Exercise]:
    """Every assignment of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.toml"))]


def _kind(number: int, kinds: list[str], draw: random.Random) -> str | None:
    if number < 2:
        return None if number else "right"
    return draw.choice(["right", "right", *kinds[1:], *kinds[1:], None])


def _add_scratch(notebook: Notebook, scratch: tuple[str, ...], draw: random.Random) -> None:
    place = draw.randrange(1, len(notebook["cells"]) + 1)
    notebook["cells"].insert(place, _cell("code", draw.choice(scratch), f"scratch-{draw.randrange(10**6)}"))


def _read(path: Path) -> Exercise:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    cells = [_authored(cell, number) for number, cell in enumerate(data["cells"])]
    metadata = {"kernelspec": _KERNEL}
    return Exercise(
        name=path.stem,
        source={"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells},
        files=data.get("files", {}),
        answers={
            _name(cell): raw["answers"]
            for cell, raw in zip(cells, data["cells"], strict=True)
            if "answers" in raw
        },
        scratch=tuple(data["scratch"]),
        count=data.get("submissions", SUBMISSIONS),
        cell_seconds=data.get("cell_seconds", 30),
    )


_FLAGS: dict[str, dict[str, bool]] = {
    "given": {"locked": True},
    "solution": {"solution": True},
    "test": {"grade": True, "locked": True},
    "essay": {"grade": True, "solution": True},
    "program": {"grade": True, "solution": True},
    "task": {"task": True, "locked": True},
}
_IN_MARKDOWN = {"text", "essay", "task"}


def _authored(raw: Mapping[str, Any], number: int) -> Notebook:
    role = next(iter(raw))
    kind = "markdown" if role in _IN_MARKDOWN else "code"
    if role not in _FLAGS:
        return _cell(kind, raw[role], f"{role}-{number}")
    source = raw["source"] if "source" in raw else raw["answers"]["right"]
    if role == "solution":
        source = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
    points = {"points": raw["points"]} if "points" in raw else {}
    return _cell(kind, source, raw[role], **_FLAGS[role], **points)


def _cell(kind: str, source: str, name: str, **flags: bool | int) -> Notebook:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    marks = {"grade_id": name, "schema_version": 3, **plain, **flags}
    cell: Notebook = {
        "cell_type": kind,
        "id": name,
        "metadata": {"nbgrader": marks} if flags else {},
        "source": source,
    }
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell


def _name(cell: Notebook) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
