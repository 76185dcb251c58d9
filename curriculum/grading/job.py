"""From two notebooks to the job of a run: who runs which cell, and whose text."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.protocol.message import Job, JobCell, Role, SolutionCell
from curriculum.grading.runner import GradingJob

_VARIANT = "VARIANT"


def job_of(grading: GradingJob, cell_seconds: float) -> Job:
    """The job for the trusted process; texts of tests and locked cells are the instructor's."""
    authored = {name: cell for cell in grading.source.cells if (name := _name(cell))}
    cells = []
    for index, cell in enumerate(grading.submission.cells):
        if cell.cell_type == "code":
            author = authored.get(_name(cell))
            role = _role(author)
            cells.append(JobCell(index, role.value, _text(cell.source, author, role)))
    submitted = tuple(cell.source for cell in cells if cell.role == Role.STUDENT)
    return Job(tuple(cells), tuple(_solution(grading, cells)), submitted, cell_seconds)


def _solution(grading: GradingJob, cells: list[JobCell]) -> Iterator[SolutionCell]:
    """The instructor's text of what students write, each at the cell of the submission where it belongs.

    An ordinary cell, which students may have removed, belongs to the next cell that is no test.
    """
    places = {name: place for place, cell in enumerate(grading.submission.cells) if (name := _name(cell))}
    texts: dict[int, list[str]] = {}
    open_places = [cell.index for cell in cells if cell.role != Role.TEST]
    after = -1
    for cell in grading.source.cells:
        after = max(after, places.get(_name(cell), after))
        if cell.cell_type == "code" and _role(cell) is Role.STUDENT and open_places:
            own = places.get(_name(cell))
            place = (
                own
                if own is not None
                else min((p for p in open_places if p > after), default=open_places[-1])
            )
            texts.setdefault(place, []).append(cell.source)
    for place, parts in texts.items():
        yield SolutionCell(place, "\n\n".join(parts))


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
