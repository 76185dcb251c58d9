"""The real worker process: killed at any point and started again, it leaves the same rows."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import func, select

from curriculum.grading import gradebook
from db.enums import GradingState
from db.models import Activity, CodeSubmission, GradeEvent, UserProgress
from tests.factories.classroom import ASSIGNMENT, SOLUTION, Classroom
from tests.hub.jobs.running import until, worker_process


@contextmanager
def worker(room: Classroom, step: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of the classroom's platform."""
    with worker_process(room.access, room.state, step) as process:
        yield process


def counts(room: Classroom) -> dict[str, int]:
    """How many rows each table that grading writes holds."""
    models = (CodeSubmission, GradeEvent, Activity, UserProgress)
    with room.begin() as uow:
        return {
            model.__tablename__: uow.session.scalar(select(func.count()).select_from(model)) or 0
            for model in models
        }


@pytest.mark.parametrize("step", ["begin", "stage", "autograde", "record", "end"])
def test_a_worker_killed_at_any_step_leaves_the_same_rows(classroom: Classroom, step: str) -> None:
    submission = classroom.submit(classroom.answer(SOLUTION))
    with worker(classroom, step) as process:
        until(lambda: process.poll() is not None, f"the kill at {step}")
    with worker(classroom):
        until(lambda: classroom.get(submission.id).state is GradingState.GRADED, "the second grading")
    graded = classroom.get(submission.id)
    assert graded.score == 10
    assert counts(classroom) == {
        "code_submissions": 1,
        "grade_events": 1,
        "activity_feed": 1,
        "user_progress": 1,
    }


def test_an_instructors_word_arrives_through_the_worker(classroom: Classroom) -> None:
    submission = classroom.submit(classroom.answer(SOLUTION))
    with worker(classroom):
        until(lambda: classroom.get(submission.id).state is GradingState.GRADED, "the grading")
        with gradebook.opened(classroom.course.gradebook_url, "demo") as book:
            type_score(book, "mean-of-two", 1.0)
        until(lambda: classroom.get(submission.id).score == 7, "the manual score")


def test_two_workers_share_the_work(classroom: Classroom) -> None:
    students = [classroom.student, *(classroom.enrol(f"student{number}") for number in range(3))]
    submissions = [classroom.submit(classroom.answer(SOLUTION), student) for student in students]
    submissions += [classroom.submit(classroom.answer(SOLUTION), student) for student in students]
    with worker(classroom), worker(classroom):
        until(
            lambda: all(classroom.get(each.id).state is GradingState.GRADED for each in submissions),
            "the grading of all",
        )
    assert {classroom.get(each.id).score for each in submissions} == {10}
    assert counts(classroom)["grade_events"] == len(submissions)


def type_score(book: Gradebook, name: str, points: float) -> None:
    """What formgrader does when an instructor types a score."""
    grade = book.find_grade(name, ASSIGNMENT, ASSIGNMENT, "ada")
    grade.manual_score, grade.needs_manual_grade = points, False
    book.update_or_create_submission(ASSIGNMENT, "ada")
