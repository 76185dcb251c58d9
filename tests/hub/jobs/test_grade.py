"""One attempt, from the queue to the learner's progress."""

from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from sqlalchemy import select

from curriculum.grading import gradebook
from db.enums import GradingState, ProgressStatus, TestOutcome
from db.models import Activity, GradeEvent, ModuleCompletion, UserProgress
from hub.jobs.grade import GradeJob
from tests.factories.classroom import ASSIGNMENT, SOLUTION, STUDENT_PYTHON, Classroom

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


def test_a_function_that_is_still_the_starter_is_called_not_written(
    classroom: Classroom, job: GradeJob
) -> None:
    submission = classroom.submit(classroom.answer("def mean(numbers):\n    raise NotImplementedError()"))
    job(submission.id)
    reasons = [str(reason) for _, _, reason in outcomes(classroom.get(submission.id).tests).values()]
    assert all(reason.startswith("Not written yet") for reason in reasons)


def test_a_test_has_the_title_that_its_author_gave_it(classroom: Classroom, job: GradeJob) -> None:
    entitle(classroom.course.root.path / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", "Two numbers")
    answer = classroom.answer(SOLUTION)
    for cell in answer.cells:
        cell.metadata["coursewright"] = {"title": "Forged"}
    submission = classroom.submit(answer)
    job(submission.id)
    titles = [test["title"] for test in classroom.get(submission.id).tests or []]
    assert titles == ["Two numbers", "Mean of fractions"]


def entitle(source: Path, title: str) -> None:
    """Give the first test of the author's notebook a title."""
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "mean-of-two":
            cell.metadata["coursewright"] = {"title": title}
    nbformat.write(notebook, source)


def test_formgrader_knows_the_student_by_name(classroom: Classroom, job: GradeJob) -> None:
    submission = classroom.submit(classroom.answer(SOLUTION))
    job(submission.id)
    with gradebook.opened(classroom.course.gradebook_url, classroom.course.slug) as book:
        student = book.find_student(submission.username)
        assert student.last_name
        assert student.first_name


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
