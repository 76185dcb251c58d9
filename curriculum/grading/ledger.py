"""The gradebook's side of a batch: few openings, one transaction for many submissions."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from sqlalchemy import URL

from curriculum.grading.gradebook import cells_of, in_one_transaction, opened
from curriculum.grading.integrity.authored import AuthoredCell, marks_of, name_of
from curriculum.grading.score import automatic_points, is_unanswered

Penalty = Callable[[Any, str, float], float | None]
"""nbgrader's late penalty for (its row of a notebook, the student, the seconds late)."""


class UnknownAssignmentError(LookupError):
    """The gradebook knows no such assignment; the message says what to do."""


@dataclass(frozen=True)
class KnownNotebook:
    """What the gradebook knows of one notebook of an assignment."""

    cells: tuple[AuthoredCell, ...]
    kernelspec: Mapping[str, Any] | None


@dataclass(frozen=True)
class Arrival:
    """A submission that is going to be graded; `present` names the notebooks that it has."""

    student: str
    submitted_at: datetime | None
    present: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """What one graded notebook says for the gradebook: points, and which answers are blank."""

    student: str
    notebook: str
    points: Mapping[str, float | None]
    blank: Mapping[str, bool]
    changed: frozenset[str] = frozenset()
    """Cells whose answer is another than the one that was graded before."""


@dataclass(frozen=True)
class Change:
    """An automatic score that is another than before."""

    student: str
    notebook: str
    cell: str
    before: float
    after: float | None

    def __str__(self) -> str:
        """As a line of a report."""
        after = "to be graded by hand" if self.after is None else f"{self.after:g}"
        return f"{self.student}: {self.notebook}/{self.cell}: {self.before:g} -> {after}"


def entry_of(student: str, name: str, notebook: NotebookNode, changed: Iterable[str] = ()) -> Entry:
    """What a graded notebook says."""
    points = {name_of(cell): automatic_points(cell) for cell in notebook.cells if marks_of(cell).get("grade")}
    blank = {
        name_of(cell): not marks_of(cell).get("task") and is_unanswered(cell)
        for cell in notebook.cells
        if marks_of(cell).get("solution") or marks_of(cell).get("task")
    }
    return Entry(student, name, points, blank, frozenset(changed))


@dataclass(frozen=True)
class Outcome:
    """A submission that was worked on; without entries where it could not be graded."""

    arrival: Arrival
    entries: tuple[Entry, ...]


class Ledger:
    """One assignment in one course's gradebook."""

    def __init__(self, url: URL | str, course: str, assignment: str) -> None:
        self._url, self._course, self._assignment = url, course, assignment

    def known(self) -> dict[str, KnownNotebook]:
        """What the gradebook knows of each of the assignment's notebooks; raises UnknownAssignmentError."""
        with opened(self._url, self._course) as gradebook:
            return {str(notebook.name): _known(notebook) for notebook in self._find(gradebook).notebooks}

    def write(self, outcomes: Iterable[Outcome], penalty: Penalty) -> list[Change]:
        """Write all of `outcomes` in one transaction; returns which automatic scores moved.

        Students and submissions are entered where they are new, and a notebook that was not handed in is
        worth nothing. A manual score stands; it waits for a new look only where what was graded has changed.
        """
        changes: list[Change] = []
        with opened(self._url, self._course) as gradebook:
            assignment = self._find(gradebook)
            kept = [
                (*each.source_cells, *each.grade_cells, *each.solution_cells, *each.task_cells)
                for each in assignment.notebooks
            ]
            submissions = {str(each.student_id): each for each in assignment.submissions}
            students = {str(student.id) for student in gradebook.students}
            with in_one_transaction(gradebook):
                for outcome in outcomes:
                    if outcome.arrival.student not in students:
                        gradebook.add_student(outcome.arrival.student)
                    row = submissions.get(outcome.arrival.student)
                    if row is None:
                        row = gradebook.add_submission(self._assignment, outcome.arrival.student)
                    changes.extend(_write(gradebook, row, outcome, penalty))
            del kept  # held so far, so that each grade finds its cell without a query
        return changes

    def _find(self, gradebook: Any) -> Any:  # noqa: ANN401 - rows of nbgrader's
        found = next((each for each in gradebook.assignments if each.name == self._assignment), None)
        if found is None:
            msg = (
                f"The gradebook knows no assignment '{self._assignment}'. Make it first: nbgrader "
                f"generate_assignment '{self._assignment}'."
            )
            raise UnknownAssignmentError(msg)
        return found


def _write(gradebook: Any, row: Any, outcome: Outcome, penalty: Penalty) -> Iterator[Change]:  # noqa: ANN401
    if outcome.arrival.submitted_at is not None:
        row.timestamp = outcome.arrival.submitted_at
    notebooks = {str(notebook.name): notebook for notebook in row.notebooks}
    for name, notebook in notebooks.items():
        if name not in outcome.arrival.present:
            _zero(notebook)
    for entry in outcome.entries:
        notebook = notebooks[entry.notebook]
        yield from _write_grades(notebook, entry)
        _write_comments(notebook, entry)
        notebook.late_submission_penalty = None
        if (late := row.total_seconds_late) > 0:
            gradebook.db.flush()
            gradebook.db.expire(notebook, ["score"])
            notebook.late_submission_penalty = penalty(notebook, entry.student, late)


def _known(notebook: Any) -> KnownNotebook:  # noqa: ANN401
    kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else None
    return KnownNotebook(cells_of(notebook), kernelspec)


def _zero(notebook: Any) -> None:  # noqa: ANN401
    for grade in notebook.grades:
        grade.auto_score = 0
        grade.needs_manual_grade = False


def _write_grades(row: Any, entry: Entry) -> Iterator[Change]:  # noqa: ANN401
    for grade in row.grades:
        name = str(grade.name)
        if name not in entry.points:
            continue
        before, after = grade.auto_score, entry.points[name]
        is_moved = before is not None and before != after
        grade.auto_score = after
        if grade.manual_score is None:
            grade.needs_manual_grade = after is None
        else:
            grade.needs_manual_grade = is_moved or name in entry.changed
        if is_moved:
            yield Change(entry.student, entry.notebook, name, float(before), after)


def _write_comments(row: Any, entry: Entry) -> None:  # noqa: ANN401
    for comment in row.comments:
        if str(comment.name) in entry.blank:
            comment.auto_comment = "No response." if entry.blank[str(comment.name)] else None
