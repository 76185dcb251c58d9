"""Brings what a gradebook says into our tables, exactly once, by whatever way it got there."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import nbformat
from nbformat import NotebookNode

from curriculum.grading import gradebook
from curriculum.grading.autograde import Course
from curriculum.grading.mark import run_mark
from curriculum.grading.penalty import hint_points
from curriculum.grading.results import results_of
from curriculum.grading.score import Reading
from curriculum.grading.standing import Standing
from db.enums import GradingState, SubmissionSource
from db.repositories.catalogue import CatalogueRepository
from db.repositories.cohort import CohortRepository
from db.repositories.completion import CompletionRepository
from db.repositories.grade_event import GradeEventRepository, Grading, Task
from db.repositories.gradebook_mark import GradebookMarkRepository
from db.repositories.hint import HintRepository
from db.repositories.outbox import PromisedEvents
from db.repositories.submission import Submission, SubmissionRepository, Verdict
from db.repositories.user import Person, UserRepository
from db.retry import retried
from db.unit_of_work import UnitOfWork

Begin = Callable[[], UnitOfWork]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class _Found:
    """A gradebook's reading, the graded notebooks that belong to it, and the titles of their tests."""

    reading: Reading
    notebooks: dict[str, NotebookNode]
    titles: dict[str, str]

    @property
    def verdict(self) -> Verdict:
        reading = self.reading
        marks = [run_mark(notebook) for notebook in self.notebooks.values()]
        return Verdict(
            score=_points(reading.score),
            max_score=max(_points(reading.max_score), Decimal("0.01")),
            tests=[result.as_json() for result in results_of(reading, self.notebooks, self.titles)],
            feedback="\n\n".join(reading.comments.values()) or None,
            needs_manual_grade=reading.needs_manual,
            execution_time_ms=_milliseconds(self.notebooks),
            nbgrader_submission_id=reading.submission_id,
            integrity=[sentence for mark in marks for sentence in mark.integrity],
            sandbox=next((mark.tier for mark in marks if mark.tier), None),
        )


class Recorder:
    """Records one student's assignment at a time; safe to repeat, to interrupt and to run several of."""

    def __init__(self, begin: Begin, *, clock: Clock | None = None) -> None:
        self._begin = begin
        self._clock = clock or (lambda: datetime.now(UTC))

    def record(self, course: Course, assignment: str, student: str, *, is_job: bool = False) -> bool:
        """Read the gradebook again and bring our tables to what it says; whether that was news.

        Without `is_job`, a submission that a worker is grading right now is left to that worker, with its
        mark. Otherwise the mark is gone in the same transaction in which everything else is written.
        """
        return retried(lambda: self._record(course, assignment, student, is_job=is_job), is_idempotent=True)

    def _record(self, course: Course, assignment: str, student: str, *, is_job: bool) -> bool:
        with self._begin() as uow:
            cohort = CohortRepository(uow.session).require(course.slug)
            marks = GradebookMarkRepository(uow.session)
            person = UserRepository(uow.session).by_username(student)
            task = None
            if person is not None:
                events = GradeEventRepository(uow.session)
                events.lock(course.slug, assignment, person.id)
                task = events.task_of(course.slug, assignment, person.id)
            mark = marks.take(cohort.id, assignment, student)
            if mark is None and not is_job:
                return False
            if person is None or task is None:
                marks.clear(cohort.id, assignment, student)
                uow.commit()
                return False
            if not is_job and SubmissionRepository(uow.session).is_grading(person.id, task):
                return False
            is_news = self._write(uow, course, assignment, person, task, cohort_id=cohort.id)
            if mark is not None:
                marks.clear(cohort.id, assignment, student)
            uow.commit()
        return is_news

    def _write(
        self,
        uow: UnitOfWork,
        course: Course,
        assignment: str,
        person: Person,
        task: Task,
        *,
        cohort_id: uuid.UUID,
    ) -> bool:
        reading = gradebook.read(course.gradebook_url, course.slug, assignment, person.username)
        if reading is None or not reading.is_judged:
            return False
        notebooks = course.root.graded_notebooks(assignment, person.username)
        found = _Found(reading, notebooks, course.root.titles(assignment))
        submission = self._submission(uow, found, person, task, cohort_id)
        task = submission.task
        verdict = _after_hints(uow, found.verdict, submission)
        at = self._clock()
        is_news = GradeEventRepository(uow.session).add(
            Grading(
                course=course.slug,
                assignment=assignment,
                user_id=person.id,
                score=verdict.score,
                max_score=verdict.max_score,
                needs_manual_grade=verdict.needs_manual_grade,
                payload=_payload(submission, verdict),
            ),
            at,
        )
        if is_news or submission.state is not GradingState.GRADED:
            submissions = SubmissionRepository(uow.session)
            submissions.record(submission.id, verdict, at)
            events = PromisedEvents(uow.session, at.isoformat())
            self._move(uow, Standing(uow.session, person, at, events), task, assignment)
            events.submission_changed(submissions.require(submission.id))
        return is_news

    def _submission(
        self, uow: UnitOfWork, found: _Found, person: Person, task: Task, cohort_id: uuid.UUID
    ) -> Submission:
        """The attempt that the gradebook speaks of; one that came in past us is stored as an attempt."""
        submissions = SubmissionRepository(uow.session)
        moment = found.reading.submitted_at
        if moment is None:
            known = submissions.latest(person.id, task)
        else:  # or of the course that she had when she handed it in
            known = submissions.submitted_at(person.id, task, moment)
            known = known or submissions.by_key(person.id, found.reading.assignment, moment)
        if known is not None:
            return known
        content = nbformat.writes(next(iter(found.notebooks.values()), nbformat.v4.new_notebook())).encode()
        return submissions.create_next(
            user_id=person.id,
            cohort_id=cohort_id,
            assessment_id=task[0],
            exercise_id=task[1],
            notebook_sha256=CatalogueRepository(uow.session).put_notebook(content),
            max_grade=max(_points(found.reading.max_score), Decimal("0.01")),
            submitted_at=moment or self._clock(),
            source=SubmissionSource.NBGRADER,
            state=GradingState.GRADING,
        )

    @staticmethod
    def _move(uow: UnitOfWork, standing: Standing, task: Task, key: str) -> None:
        assessment_id, exercise_id = task
        title, module_id, _ = GradeEventRepository(uow.session).release_of(task)
        standing.task_judged(assessment_id, exercise_id, key=key, title=title)
        if module_id is not None:
            standing.catalogue_module(module_id)
        elif exercise_id is not None:
            generated, _ = CompletionRepository(uow.session).module_of_exercise(exercise_id)
            standing.generated_module(generated)
        standing.award()


def _after_hints(uow: UnitOfWork, verdict: Verdict, submission: Submission) -> Verdict:
    """The verdict less what the hints cost that the learner had seen when she handed in."""
    hints = HintRepository(uow.session)
    percent = hints.penalty(submission.user_id, submission.task, submission.submitted_at)
    cost = min(hint_points(percent, verdict.max_score), verdict.score)
    return replace(verdict, score=verdict.score - cost, hint_penalty=cost)


def _payload(submission: Submission, verdict: Verdict) -> dict[str, Any]:
    return {
        "submission": str(submission.id),
        "score": str(verdict.score),
        "max_score": str(verdict.max_score),
        "hint_penalty": str(verdict.hint_penalty),
        "needs_manual_grade": verdict.needs_manual_grade,
        "feedback": verdict.feedback,
        "tests": verdict.tests,
    }


def _points(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))


def _milliseconds(notebooks: dict[str, NotebookNode]) -> int | None:
    seconds = [run_mark(notebook).seconds for notebook in notebooks.values()]
    known = [each for each in seconds if each is not None]
    return int(1000 * sum(known)) if known else None
