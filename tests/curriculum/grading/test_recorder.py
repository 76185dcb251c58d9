"""What a person types into the gradebook reaches the learner, exactly once."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import func, select

from curriculum.grading import gradebook
from curriculum.grading.autograde import autograde
from curriculum.grading.recorder import Recorder
from db.enums import GradingState, SubmissionSource, TestOutcome
from db.models import CodeSubmission, GradebookMark, GradeEvent
from hub.jobs.grade import GradeJob
from hub.jobs.marks import MarkConsumer
from tests.factories.classroom import ASSIGNMENT, SOLUTION, STUDENT_PYTHON, Classroom, as_bytes

HALF = "def mean(numbers):\n    return sum(numbers) // len(numbers)"


@pytest.fixture
def job(essay_classroom: Classroom) -> GradeJob:
    room = essay_classroom
    return GradeJob(room.begin, room.access, room.state, STUDENT_PYTHON, room.runner)


@pytest.fixture
def consumer(essay_classroom: Classroom, job: GradeJob) -> MarkConsumer:
    return MarkConsumer(essay_classroom.begin, job.course, quiet_seconds=0)


@pytest.fixture
def book(essay_classroom: Classroom) -> Iterator[Gradebook]:
    """The gradebook as formgrader opens it."""
    course = essay_classroom.course
    with gradebook.opened(course.gradebook_url, course.slug) as opened:
        yield opened


def give(book: Gradebook, name: str, points: float | None, comment: str | None = None) -> None:
    """Type a score, and a comment on the same cell, as formgrader does."""
    if points is not None:
        grade = book.find_grade(name, ASSIGNMENT, ASSIGNMENT, "ada")
        grade.manual_score, grade.needs_manual_grade = points, False
    if comment is not None:
        book.find_comment(name, ASSIGNMENT, ASSIGNMENT, "ada").manual_comment = comment
    book.update_or_create_submission(ASSIGNMENT, "ada")


def count(room: Classroom, model: type[GradeEvent | GradebookMark | CodeSubmission]) -> int:
    with room.begin() as uow:
        return uow.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_manual_score_and_comment_reach_the_learner(
    essay_classroom: Classroom, job: GradeJob, consumer: MarkConsumer, book: Gradebook
) -> None:
    submission = essay_classroom.submit(essay_classroom.answer(SOLUTION))
    job(submission.id)
    assert essay_classroom.get(submission.id).score == 10
    give(book, "essay", 4, "Well argued.")
    assert consumer.consume() == 1
    graded = essay_classroom.get(submission.id)
    assert (graded.score, graded.needs_manual_grade) == (Decimal(14), False)
    assert graded.feedback == "Well argued."
    essay = next(test for test in graded.tests or [] if test["grade_id"] == "essay")
    assert (essay["points"], essay["outcome"]) == (4, TestOutcome.MANUAL)
    assert count(essay_classroom, GradebookMark) == 0


def test_the_same_word_twice_is_recorded_once(
    essay_classroom: Classroom, job: GradeJob, consumer: MarkConsumer, book: Gradebook
) -> None:
    submission = essay_classroom.submit(essay_classroom.answer(SOLUTION))
    job(submission.id)
    before = count(essay_classroom, GradeEvent)
    for points in (4, 3, 4):
        give(book, "essay", points)
        consumer.consume()
    consumer.consume()
    assert count(essay_classroom, GradeEvent) == before + 3
    assert essay_classroom.get(submission.id).score == 14


def test_a_submission_that_is_being_graded_is_left_to_its_worker(
    essay_classroom: Classroom, job: GradeJob, consumer: MarkConsumer, book: Gradebook
) -> None:
    submission = essay_classroom.submit(essay_classroom.answer(SOLUTION))
    job(submission.id)
    again = essay_classroom.submit(essay_classroom.answer(HALF))
    job._set_state(again, GradingState.GRADING)
    give(book, "essay", 4)
    assert consumer.consume() == 0
    assert count(essay_classroom, GradebookMark) == 1


def test_a_review_of_another_answer_does_not_outlive_it(
    essay_classroom: Classroom, job: GradeJob, consumer: MarkConsumer, book: Gradebook
) -> None:
    first = essay_classroom.submit(essay_classroom.answer(HALF))
    job(first.id)
    give(book, "mean-of-two", 1)
    give(book, "essay", 5)
    consumer.consume()
    assert essay_classroom.get(first.id).score == 6
    second = essay_classroom.submit(essay_classroom.answer(SOLUTION))
    job(second.id)
    assert essay_classroom.get(second.id).score == 15  # the essay is unchanged, the tests are judged anew
    assert essay_classroom.get(first.id).score == 6


def test_grading_again_keeps_a_review(
    essay_classroom: Classroom, job: GradeJob, consumer: MarkConsumer, book: Gradebook
) -> None:
    submission = essay_classroom.submit(essay_classroom.answer(HALF))
    job(submission.id)
    give(book, "mean-of-fractions", 5)
    give(book, "essay", 5)
    consumer.consume()
    job._set_state(submission, GradingState.QUEUED)
    job(submission.id)
    graded = essay_classroom.get(submission.id)
    assert (graded.score, graded.needs_manual_grade) == (Decimal(14), False)


def test_what_was_graded_past_the_queue_becomes_an_attempt(
    essay_classroom: Classroom, consumer: MarkConsumer
) -> None:
    room = essay_classroom
    moment = room.submit(room.released).submitted_at.replace(hour=9)
    room.course.root.stage(ASSIGNMENT, "ada", as_bytes(room.answer(SOLUTION)), moment)
    autograde(room.course, ASSIGNMENT, "ada", runner=room.runner, on_cell=lambda _done, _total: None)
    assert consumer.consume() == 1
    with room.begin() as uow:
        row = uow.session.scalars(
            select(CodeSubmission).where(CodeSubmission.source == SubmissionSource.NBGRADER)
        ).one()
        assert (row.grade, row.grading_state) == (Decimal(10), GradingState.GRADED)


def test_a_gradebook_entry_of_nobody_is_dropped(essay_classroom: Classroom, consumer: MarkConsumer) -> None:
    room = essay_classroom
    moment = room.submit(room.released).submitted_at
    room.course.root.stage(ASSIGNMENT, "ghost", as_bytes(room.answer(SOLUTION)), moment)
    autograde(room.course, ASSIGNMENT, "ghost", runner=room.runner, on_cell=lambda _done, _total: None)
    assert consumer.consume() == 0
    assert count(room, GradebookMark) == 0
    assert count(room, GradeEvent) == 0


def test_recording_again_changes_nothing(essay_classroom: Classroom, job: GradeJob) -> None:
    submission = essay_classroom.submit(essay_classroom.answer(SOLUTION))
    job(submission.id)
    recorder = Recorder(essay_classroom.begin)
    before = essay_classroom.get(submission.id)
    assert not recorder.record(essay_classroom.course, ASSIGNMENT, "ada", is_job=True)
    assert essay_classroom.get(submission.id) == before


def test_an_answer_that_was_not_written_is_said_to_be_missing(
    essay_classroom: Classroom, job: GradeJob
) -> None:
    submission = essay_classroom.submit(essay_classroom.answer(SOLUTION))
    job(submission.id)
    tests = {str(test["grade_id"]): test for test in essay_classroom.get(submission.id).tests or []}
    assert tests["essay"]["reason"] == "Nothing was written here yet."
