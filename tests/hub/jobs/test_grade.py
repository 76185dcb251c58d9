"""One attempt, from the queue to the learner's progress."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from db.enums import GradingState, ProgressStatus, TestOutcome
from db.models import Activity, GradeEvent, ModuleCompletion, UserProgress
from hub.jobs.grade import GradeJob
from tests.factories.classroom import SOLUTION, STUDENT_PYTHON, Classroom

HALF = "def mean(numbers):\n    return sum(numbers) // len(numbers)"


@pytest.fixture
def job(classroom: Classroom) -> GradeJob:
    """The job as the worker makes it."""
    return GradeJob(classroom.begin, classroom.access, classroom.state, STUDENT_PYTHON, classroom.runner)


def outcomes(tests: list[dict[str, object]] | None) -> dict[str, tuple[object, object, object]]:
    """Points, outcome and reason by test."""
    return {str(t["grade_id"]): (t["points"], t["outcome"], t["reason"]) for t in tests or []}


def test_the_solution_gets_all_points(classroom: Classroom, job: GradeJob) -> None:
    submission = classroom.submit(classroom.answer(SOLUTION))
    job(submission.id)
    graded = classroom.get(submission.id)
    assert (graded.state, graded.score, graded.max_score) == (GradingState.GRADED, Decimal(10), Decimal(10))
    assert outcomes(graded.tests) == {
        "mean-of-two": (4.0, TestOutcome.PASSED, None),
        "mean-of-fractions": (6.0, TestOutcome.PASSED, None),
    }


def test_a_half_solution_gets_its_part_with_a_reason(classroom: Classroom, job: GradeJob) -> None:
    submission = classroom.submit(classroom.answer(HALF))
    job(submission.id)
    graded = classroom.get(submission.id)
    assert graded.score == 4
    assert outcomes(graded.tests)["mean-of-fractions"] == (0.0, TestOutcome.FAILED, "Halves count too.")


def test_the_starter_gets_nothing_and_no_test_is_shown(classroom: Classroom, job: GradeJob) -> None:
    submission = classroom.submit(classroom.released)
    job(submission.id)
    graded = classroom.get(submission.id)
    assert graded.score == 0
    assert {outcome for _, outcome, _ in outcomes(graded.tests).values()} == {TestOutcome.ERROR}
    assert "5.3" not in str(graded.tests)
    assert "assert" not in str(graded.tests)


def test_a_grade_moves_progress_and_feed_once(classroom: Classroom, job: GradeJob) -> None:
    submission = classroom.submit(classroom.answer(SOLUTION))
    job(submission.id)
    job(submission.id)
    with classroom.begin() as uow:
        progress = uow.session.scalars(select(UserProgress)).one()
        assert (progress.status, progress.progress_percent) == (ProgressStatus.IN_PROGRESS, Decimal(50))
        assert uow.session.scalars(select(Activity)).one().details["score"] == 100
        assert uow.session.scalars(select(GradeEvent)).one().score == 10
        assert uow.session.scalars(select(ModuleCompletion)).all() == []


def test_each_attempt_keeps_its_own_result(classroom: Classroom, job: GradeJob) -> None:
    first, second = classroom.submit(classroom.answer(HALF)), classroom.submit(classroom.answer(SOLUTION))
    job(first.id)
    job(second.id)
    assert [classroom.get(each.id).score for each in (first, second)] == [4, 10]


def test_what_is_no_notebook_fails_with_a_sentence(classroom: Classroom, job: GradeJob) -> None:
    submission = classroom.submit(b'{"cells": 3}')
    job(submission.id)
    failed = classroom.get(submission.id)
    assert failed.state is GradingState.FAILED
    assert "not a notebook" in str(failed.error)
