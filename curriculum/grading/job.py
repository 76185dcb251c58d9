"""From two notebooks to the job of a run: who runs which cell, and whose text."""

import ast
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.protocol.message import Job, JobCell, Role, SolutionCell
from curriculum.grading.runner import GradingJob

_VARIANT = "VARIANT"


def job_of(grading: GradingJob, cell_seconds: float) -> Job:
    """The job for the trusted process; texts of tests and locked cells are the instructor's."""
    authored = {name: cell for cell in grading.source.cells if (name := _name(cell))}
    cells, solution, submitted = [], [], []
    for index, cell in enumerate(grading.submission.cells):
        if cell.cell_type != "code":
            continue
        author = authored.get(_name(cell))
        role = _role(author)
        cells.append(JobCell(index, role, _text(cell.source, author, role)))
        if role is Role.STUDENT:
            submitted.append(cell.source)
        if role is Role.STUDENT and author is not None:
            solution.append(SolutionCell(index, author.source))
    return Job(tuple(cells), (*solution, *_unmarked(grading.source)), tuple(submitted), cell_seconds)


def _unmarked(source: NotebookNode) -> list[SolutionCell]:
    """The instructor's ordinary cells, which students may have changed: they have no place of their own."""
    ordinary = (cell for cell in source.cells if cell.cell_type == "code" and not _name(cell))
    return [SolutionCell(-1, cell.source) for cell in ordinary]


def _role(author: NotebookNode | None) -> Role:
    marks = _marks(author) if author is not None else {}
    if marks.get("solution"):
        return Role.STUDENT
    if marks.get("grade"):
        return Role.TEST
    return Role.LOCKED if marks.get("locked") else Role.STUDENT


def _text(submitted: str, author: NotebookNode | None, role: Role) -> str:
    if role is Role.STUDENT or author is None:
        return submitted
    if role is Role.LOCKED and _is_variant(author.source) and _is_variant(submitted):
        return submitted  # a learner's personal values, which the instructor's notebook cannot hold
    return str(author.source)


def _is_variant(source: str) -> bool:
    """Whether a cell does nothing but give VARIANT a dict of plain words."""
    try:
        body = ast.parse(source).body
        if len(body) != 1 or not isinstance(body[0], ast.Assign):
            return False
        names = [target.id for target in body[0].targets if isinstance(target, ast.Name)]
        value = ast.literal_eval(body[0].value)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return False
    is_plain = isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
    return names == [_VARIANT] and len(body[0].targets) == 1 and is_plain


def _name(cell: NotebookNode) -> str:
    name = _marks(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def _marks(cell: NotebookNode) -> Mapping[str, Any]:
    marks = cell.metadata.get("nbgrader")
    return marks if isinstance(marks, dict) else {}
