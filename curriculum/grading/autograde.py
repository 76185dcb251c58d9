"""Grades one student's submission through nbgrader's own converter, in this process."""

from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import URL

from curriculum.grading import gradebook
from curriculum.grading.account import owner_of
from curriculum.grading.converter import CoursewrightAutograde
from curriculum.grading.course_root import CourseRoot
from curriculum.grading.integrity.reading import UnreadableNotebookError
from curriculum.grading.nbgrader_config import nbgrader_config
from curriculum.grading.runner import OnCell, Runner, RunnerUnavailableError
from curriculum.grading.score import Reading
from db.outage import is_outage


class UngradableError(Exception):
    """This submission cannot be graded, now or later; the message is for the student."""


@dataclass(frozen=True)
class Course:
    """What grading needs to know of a cohort's course."""

    root: CourseRoot
    gradebook_url: URL = field(repr=False)
    student_python: Path

    @property
    def slug(self) -> str:
        """The cohort's slug, which is nbgrader's course id."""
        return self.root.slug


def autograde(course: Course, assignment: str, student: str, *, runner: Runner, on_cell: OnCell) -> None:
    """Grade what is staged for the student, into the gradebook and the autograded folder.

    The caller has its turn. Raises UngradableError for the notebook's own fault, and whatever the machine or
    the database raised when trying again later makes sense.
    """
    config = nbgrader_config(course.slug, course.root.path, course.student_python)
    config.CourseDirectory.db_url = course.gradebook_url.render_as_string(hide_password=False)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.student_id = student
    converter = CoursewrightAutograde(coursedir=CourseDirectory(config=config), config=config)
    converter.force = converter.has_turn = True
    converter.runner, converter.on_cell = runner, on_cell
    try:
        with gradebook.without_its_warnings(), owner_of(course.root.path):
            converter.start()
    except (NbGraderException, SystemExit) as error:
        cause = next(iter(converter.failures.values()), error.__cause__ or error)
        if is_outage(cause) or isinstance(cause, RunnerUnavailableError | OSError):
            raise cause from error
        raise UngradableError(_sentence(cause)) from cause


def _sentence(cause: BaseException) -> str:
    if isinstance(cause, UnreadableNotebookError):
        return str(cause)
    return (
        f"This notebook could not be graded ({type(cause).__name__}). Open a fresh copy of the exercise, "
        "copy your answers into it and submit again; tell your instructor if it happens once more."
    )


def drop_outdated_reviews(course: Course, reading: Reading | None, assignment: str, student: str) -> None:
    """Before a new attempt is graded: a manual score that was given to another answer no longer counts."""
    decided = [cell for cell in reading.cells if cell.manual is not None] if reading else []
    if reading is None or not decided:
        return
    former = course.root.graded_notebooks(assignment, student)
    present = course.root.submitted_notebooks(assignment, student)
    outdated = [
        (cell.notebook, cell.name)
        for cell in decided
        if cell.is_test
        or _answer(former, cell.notebook, cell.name) != _answer(present, cell.notebook, cell.name)
    ]
    if outdated:
        gradebook.forget_reviews(course.gradebook_url, course.slug, reading, outdated)


def _answer(notebooks: dict[str, NotebookNode], notebook: str, name: str) -> str | None:
    if notebook not in notebooks:
        return None
    sources = [
        cell.source
        for cell in notebooks[notebook].cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    ]
    return sources[-1] if sources else None
