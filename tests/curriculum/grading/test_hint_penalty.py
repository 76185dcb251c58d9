"""What hints cost is taken off by the grader, from the attempts that came after them."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import select

from curriculum.grading import gradebook
from curriculum.grading.penalty import hint_points
from curriculum.grading.recorder import Recorder
from db.claim import Claim
from db.enums import GradingState
from db.models import GradeEvent, HintReveal
from db.repositories.drift import DriftRepository
from db.repositories.progress import ProgressRepository
from db.repositories.submission import Submission
from db.unit_of_work import UnitOfWork
from hub.jobs.grade import GradeJob
from hub.jobs.marks import MarkConsumer
from tests.factories.classroom import ASSIGNMENT, SOLUTION, STUDENT_PYTHON, Classroom

HALF = "def mean(numbers):\n    return sum(numbers) // len(numbers)"
BEFORE, AFTER = timedelta(minutes=-1), timedelta(minutes=1)


@pytest.fixture
def job(essay_classroom: Classroom) -> GradeJob:
    room = essay_classroom
    return GradeJob(room.begin, room.access, room.state, STUDENT_PYTHON, room.runner)


def reveal(room: Classroom, number: int, penalty: int, at: datetime) -> None:
    with UnitOfWork(room.operator, Claim(room.student.id)) as uow:
        uow.session.add(
            HintReveal(
                user_id=room.student.id,
                assessment_id=room.task.id,
                number=number,
                penalty=penalty,
                hint="Divide.",
                revealed_at=at,
            )
        )
        uow.commit()


def again(room: Classroom, job: GradeJob, submission: Submission) -> Submission:
    """Grade an attempt once more."""
    job._set_state(submission, GradingState.QUEUED)
    job(submission.id)
    return room.get(submission.id)


def score(submission: Submission) -> tuple[Decimal | None, Decimal]:
    return submission.score, submission.hint_penalty


def test_an_attempt_pays_for_the_hints_that_came_before_it(essay_classroom: Classroom, job: GradeJob) -> None:
    room = essay_classroom
    first = room.submit(room.answer(SOLUTION))
    job(first.id)
    assert score(room.get(first.id)) == (Decimal(10), Decimal(0))
    reveal(room, 1, 10, first.submitted_at + timedelta(seconds=1))
    reveal(room, 2, 20, first.submitted_at + timedelta(seconds=2))
    second = room.submit(room.answer(SOLUTION + "\n"))
    job(second.id)
    assert score(room.get(second.id)) == (Decimal("5.5"), Decimal("4.5"))  # 30 percent of 15 points
    assert score(again(room, job, second)) == (Decimal("5.5"), Decimal("4.5"))
    assert score(room.get(first.id)) == (Decimal(10), Decimal(0))


def test_the_best_of_all_attempts_counts_still(essay_classroom: Classroom, job: GradeJob) -> None:
    room = essay_classroom
    first = room.submit(room.answer(SOLUTION))
    job(first.id)
    reveal(room, 1, 50, first.submitted_at + timedelta(seconds=1))
    second = room.submit(room.answer(SOLUTION + "\n"))
    job(second.id)
    with room.begin() as uow:
        assert ProgressRepository(uow.session).exercise(room.student.id, room.task.id).score == 66
    with UnitOfWork(room.operator) as uow:
        assert [drift for drift in DriftRepository(uow.session).find() if drift.rows] == []


def test_a_score_never_falls_below_nothing(essay_classroom: Classroom, job: GradeJob) -> None:
    room = essay_classroom
    submission = room.submit(room.answer(HALF))
    reveal(room, 1, 90, submission.submitted_at + BEFORE)
    reveal(room, 2, 90, submission.submitted_at)
    job(submission.id)
    assert score(room.get(submission.id)) == (Decimal(0), Decimal(4))  # what there was to lose


def test_marks_typed_in_formgrader_are_added_to_what_is_left(
    essay_classroom: Classroom, job: GradeJob
) -> None:
    room = essay_classroom
    submission = room.submit(room.answer(SOLUTION))
    reveal(room, 1, 10, submission.submitted_at + BEFORE)
    job(submission.id)
    assert score(room.get(submission.id)) == (Decimal("8.5"), Decimal("1.5"))
    with gradebook.opened(room.course.gradebook_url, room.course.slug) as book:
        _give(book, 4)
    assert MarkConsumer(room.begin, job.course, quiet_seconds=0).consume() == 1
    graded = room.get(submission.id)
    assert score(graded) == (Decimal("12.5"), Decimal("1.5"))
    essay = next(test for test in graded.tests or [] if test["grade_id"] == "essay")
    assert (essay["points"], essay["is_marked"]) == (4, True)
    assert not any(test["is_marked"] for test in graded.tests or [] if test["grade_id"] != "essay")


def test_recording_again_is_no_news(essay_classroom: Classroom, job: GradeJob) -> None:
    room = essay_classroom
    submission = room.submit(room.answer(SOLUTION))
    reveal(room, 1, 10, submission.submitted_at + BEFORE)
    job(submission.id)
    reveal(room, 2, 20, submission.submitted_at + AFTER)
    assert not Recorder(room.begin).record(room.course, ASSIGNMENT, "ada", is_job=True)
    with room.begin() as uow:
        assert list(uow.session.scalars(select(GradeEvent.score))) == [Decimal("8.5")]


def test_points_are_rounded_in_the_learners_favour() -> None:
    assert hint_points(5, Decimal("3.33")) == Decimal("0.16")
    assert hint_points(0, Decimal(10)) == 0
    assert hint_points(100, Decimal(7)) == 7


def _give(book: Gradebook, points: float) -> None:
    grade = book.find_grade("essay", ASSIGNMENT, ASSIGNMENT, "ada")
    grade.manual_score, grade.needs_manual_grade = points, False
    book.update_or_create_submission(ASSIGNMENT, "ada")
