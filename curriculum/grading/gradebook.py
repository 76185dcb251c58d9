"""The gradebook of a cohort: the only place that speaks nbgrader's api; what leaves it is plain data."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL
from sqlalchemy.exc import SAWarning

from curriculum.grading.integrity.authored import AuthoredCell
from curriculum.grading.score import CellScore, Reading


@contextmanager
def opened(url: URL | str, course: str) -> Iterator[Gradebook]:
    """nbgrader's own gradebook for `course`; its connection is given back at the end."""
    address = url.render_as_string(hide_password=False) if isinstance(url, URL) else url
    with without_its_warnings(), Gradebook(address, course) as gradebook:
        yield gradebook


@contextmanager
def in_one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """Keep what nbgrader's own methods write for the end of the block: they would commit each row."""
    session = gradebook.db
    keep = session.commit
    session.commit = session.flush
    try:
        yield
        keep()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.commit


@contextmanager
def without_its_warnings() -> Iterator[None]:
    """nbgrader adds rows to collections before it adds them to the session, which SQLAlchemy remarks upon."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Object of type <.*> not in session", category=SAWarning)
        yield


def create_tables(url: URL, schema: str, course: str) -> None:
    """Make nbgrader's tables in `schema` as the owner behind `url`; those that exist stay as they are."""
    address = url.update_query_dict({"options": f'-csearch_path="{schema}"'})
    with opened(address, course):
        pass


def name_student(url: URL | str, course: str, student: str, full_name: str | None) -> None:
    """Enter a student with the name that formgrader's lists then show."""
    first, _, last = (full_name or student).rpartition(" ")
    with opened(url, course) as gradebook:
        gradebook.update_or_create_student(student, first_name=first or student, last_name=last)


@cache
def _newest_version() -> str | None:
    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


# nbgrader starts the `alembic` program for the same answer, which takes a second for each new gradebook.
api.get_alembic_version = _newest_version


def source_cells(url: URL | str, course: str, assignment: str, notebook: str) -> tuple[AuthoredCell, ...]:
    """The cells that nbgrader knows of a notebook, in no particular order; none when it is unknown."""
    with opened(url, course) as gradebook:
        try:
            return cells_of(gradebook.find_notebook(notebook, assignment))
        except MissingEntry:
            return ()


def cells_of(notebook: Any) -> tuple[AuthoredCell, ...]:  # noqa: ANN401 - a row of nbgrader's
    """The cells of one of nbgrader's notebooks."""
    points = {cell.name: float(cell.max_score) for cell in (*notebook.grade_cells, *notebook.task_cells)}
    grades = {cell.name for cell in notebook.grade_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return tuple(
        AuthoredCell(
            name=cell.name,
            cell_type=str(cell.cell_type),
            source=cell.source or "",
            checksum=cell.checksum,
            is_locked=bool(cell.locked),
            is_grade=cell.name in grades,
            is_solution=cell.name in solutions,
            is_task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    )


def read(url: URL | str, course: str, assignment: str, student: str) -> Reading | None:
    """What the gradebook says about the student's submission; None when there is none."""
    with opened(url, course) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return None
        notebooks = sorted(submission.notebooks, key=lambda notebook: str(notebook.name))
        return Reading(
            submission_id=submission.id,
            student=student,
            assignment=assignment,
            submitted_at=_aware(submission.timestamp),
            cells=tuple(score for notebook in notebooks for score in _scores(notebook)),
            comments={
                (notebook.name, comment.name): comment.manual_comment
                for notebook in notebooks
                for comment in sorted(notebook.comments, key=lambda comment: str(comment.name))
                if comment.manual_comment
            },
            late_penalty=sum(notebook.late_submission_penalty or 0.0 for notebook in notebooks),
        )


def forget_student(url: URL | str, course: str, student: str) -> bool:
    """Remove a student with all submissions, grades and comments; False when the gradebook has none such."""
    with opened(url, course) as gradebook:
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return False
    return True


def forget_reviews(url: URL | str, course: str, reading: Reading, cells: Iterable[tuple[str, str]]) -> None:
    """Take back what a person gave to these (notebook, cell) pairs: their answers are others now."""
    with opened(url, course) as gradebook:
        for notebook, name in cells:
            grade = gradebook.find_grade(name, notebook, reading.assignment, reading.student)
            grade.manual_score = grade.extra_credit = None
        gradebook.update_or_create_submission(reading.assignment, reading.student)  # keeps the changes


def _scores(notebook: object) -> Iterator[CellScore]:
    solutions = {cell.name for cell in notebook.notebook.solution_cells}  # type: ignore[attr-defined]
    grades = sorted(notebook.grades, key=lambda grade: str(grade.name))  # type: ignore[attr-defined]
    for grade in grades:
        yield CellScore(
            notebook=notebook.name,  # type: ignore[attr-defined]
            name=grade.name,
            max_points=float(grade.max_score),
            auto=grade.auto_score,
            manual=grade.manual_score,
            extra=grade.extra_credit,
            needs_manual=bool(grade.needs_manual_grade),
            is_test=grade.cell_type == "code" and grade.name not in solutions,
        )


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
