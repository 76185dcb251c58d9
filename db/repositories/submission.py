"""Attempts at coding tasks: handed in, graded, read back."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from db.base import uuid7
from db.enums import GradingState, SubmissionSource, SubmissionStatus
from db.models.catalogue import Assessment
from db.models.cohort import Cohort
from db.models.course import Exercise
from db.models.submission import CodeSubmission
from db.models.user import User

Task = tuple[uuid.UUID | None, uuid.UUID | None]


@dataclass(frozen=True)
class Submission:
    """One attempt as stored; `key` is the task's slug, `attempt` counts from 1."""

    id: uuid.UUID
    user_id: uuid.UUID
    username: str
    cohort_id: uuid.UUID | None
    cohort_slug: str | None
    assessment_id: uuid.UUID | None
    exercise_id: uuid.UUID | None
    key: str
    attempt: int
    notebook_sha256: bytes | None
    state: GradingState
    done: int | None
    total: int | None
    error: str | None
    score: Decimal | None
    max_score: Decimal
    tests: list[dict[str, Any]] | None
    feedback: str | None
    needs_manual_grade: bool
    submitted_at: datetime
    graded_at: datetime | None
    integrity: list[str] | None
    sandbox: str | None
    hint_penalty: Decimal

    @property
    def task(self) -> Task:
        """The ids (assessment, exercise) of what was attempted; one of them is None."""
        return self.assessment_id, self.exercise_id


@dataclass(frozen=True)
class Verdict:
    """What grading found out about an attempt; `hint_penalty`, in points, is taken off `score` already."""

    score: Decimal
    max_score: Decimal
    tests: list[dict[str, Any]]
    feedback: str | None
    needs_manual_grade: bool
    execution_time_ms: int | None
    nbgrader_submission_id: str
    integrity: list[str] = field(default_factory=list)
    sandbox: str | None = None
    hint_penalty: Decimal = Decimal(0)


_KEY: ColumnElement[str] = func.coalesce(Assessment.slug, Exercise.slug)
_TICK = timedelta(microseconds=1)


def _statement() -> Select[*tuple[Any, ...]]:
    row = CodeSubmission
    return (
        select(
            row.id,
            row.user_id,
            User.username,
            row.cohort_id,
            Cohort.slug,
            row.assessment_id,
            row.exercise_id,
            _KEY,
            row.submission_version,
            row.notebook_sha256,
            row.grading_state,
            row.grading_done,
            row.grading_total,
            row.grading_error,
            row.grade,
            row.max_grade,
            row.test_results,
            row.instructor_feedback,
            row.needs_manual_grade,
            row.submitted_at,
            row.graded_at,
            row.integrity,
            row.sandbox,
            row.hint_penalty,
        )
        .join(User, User.id == row.user_id)
        .outerjoin(Cohort, Cohort.id == row.cohort_id)
        .outerjoin(Assessment, Assessment.id == row.assessment_id)
        .outerjoin(Exercise, Exercise.id == row.exercise_id)
    )


def _has_key(key: str) -> ColumnElement[bool]:
    return _KEY.in_([key])


def _is_task(task: Task) -> ColumnElement[bool]:
    assessment_id, exercise_id = task
    if assessment_id is not None:
        return CodeSubmission.assessment_id == assessment_id
    return CodeSubmission.exercise_id == exercise_id


class SubmissionRepository:
    """All SQL on attempts; their numbers and moments are given out under a lock per learner and task."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create_next(
        self,
        *,
        user_id: uuid.UUID,
        cohort_id: uuid.UUID | None,
        notebook_sha256: bytes,
        max_grade: Decimal,
        submitted_at: datetime,
        assessment_id: uuid.UUID | None = None,
        exercise_id: uuid.UUID | None = None,
        source: SubmissionSource = SubmissionSource.WEB,
        state: GradingState = GradingState.QUEUED,
        number: uuid.UUID | None = None,
    ) -> Submission:
        """Store the learner's next attempt at exactly one task, waiting to be graded, under the id `number`.

        `submitted_at` is moved behind the former attempt's if it is not: it tells attempts apart.
        """
        task = (assessment_id, exercise_id)
        self.lock(user_id, task)
        latest = func.max(CodeSubmission.submission_version), func.max(CodeSubmission.submitted_at)
        version, last = self._session.execute(
            select(*latest).where(CodeSubmission.user_id == user_id, _is_task(task))
        ).one()
        row = CodeSubmission(
            id=number or uuid7(),
            user_id=user_id,
            cohort_id=cohort_id,
            assessment_id=assessment_id,
            exercise_id=exercise_id,
            notebook_sha256=notebook_sha256,
            max_grade=max_grade,
            submission_version=(version or 0) + 1,
            submitted_at=submitted_at if last is None else max(submitted_at, last + _TICK),
            source=source,
            grading_state=state,
            nbgrader_course_id=self._session.scalar(select(Cohort.slug).where(Cohort.id == cohort_id)),
        )
        self._session.add(row)
        self._session.flush()
        return self.require(row.id)

    def lock(self, user_id: uuid.UUID, task: Task) -> None:
        """Let one transaction at a time add to the learner's attempts at a task."""
        key = func.hashtextextended(f"attempt:{user_id}:{task[0] or task[1]}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def get(self, submission_id: uuid.UUID) -> Submission | None:
        """Find an attempt by id."""
        return self._one(CodeSubmission.id == submission_id)

    def require(self, submission_id: uuid.UUID) -> Submission:
        """Find an attempt that exists."""
        found = self.get(submission_id)
        if found is None:
            msg = f"There is no submission {submission_id}; it was deleted with its task or its learner."
            raise LookupError(msg)
        return found

    def submitted_at(self, user_id: uuid.UUID, task: Task, moment: datetime) -> Submission | None:
        """Find the attempt that was handed in at exactly this moment."""
        return self._one(
            CodeSubmission.user_id == user_id, _is_task(task), CodeSubmission.submitted_at == moment
        )

    def by_key(self, user_id: uuid.UUID, key: str, moment: datetime) -> Submission | None:
        """Find the attempt at any task of this key that was handed in at exactly this moment."""
        return self._one(
            CodeSubmission.user_id == user_id, _has_key(key), CodeSubmission.submitted_at == moment
        )

    def latest(self, user_id: uuid.UUID, task: Task) -> Submission | None:
        """The learner's newest attempt at a task."""
        return next(iter(self.list_for(user_id, task, limit=1)), None)

    def list_for(
        self, user_id: uuid.UUID, task: Task, *, before: int | None = None, limit: int = 20
    ) -> list[Submission]:
        """The learner's attempts at a task, newest first; only those numbered below `before`."""
        statement = (
            _statement()
            .where(CodeSubmission.user_id == user_id, _is_task(task))
            .order_by(CodeSubmission.submission_version.desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(CodeSubmission.submission_version < before)
        return [Submission(*row) for row in self._session.execute(statement)]

    def latest_of_cohort(
        self, cohort_id: uuid.UUID, key: str, usernames: list[str] | None = None
    ) -> list[Submission]:
        """The newest attempt of each learner of a cohort at the task `key`; `usernames` None means all."""
        newest = (
            _statement()
            .where(CodeSubmission.cohort_id == cohort_id, _has_key(key))
            .ext(distinct_on(CodeSubmission.user_id))
            .order_by(CodeSubmission.user_id, CodeSubmission.submitted_at.desc())
        )
        if usernames is not None:
            newest = newest.where(User.username.in_(usernames))
        return sorted((Submission(*row) for row in self._session.execute(newest)), key=lambda s: s.username)

    def marked_answers(self, user_id: uuid.UUID, task: Task) -> frozenset[str]:
        """The grade ids of the task's cells that a person has given points for, in any of her attempts."""
        found = self._session.scalars(
            select(CodeSubmission.test_results).where(
                CodeSubmission.user_id == user_id,
                _is_task(task),
                CodeSubmission.test_results.contains([{"is_marked": True}]),
            )
        )
        return frozenset(
            str(test["grade_id"]) for tests in found for test in tests or () if test.get("is_marked")
        )

    def is_grading(self, user_id: uuid.UUID, task: Task) -> bool:
        """Whether a worker is at one of the learner's attempts right now, or was interrupted at it."""
        statement = select(CodeSubmission.id).where(
            CodeSubmission.user_id == user_id,
            _is_task(task),
            CodeSubmission.grading_state == GradingState.GRADING,
        )
        return self._session.scalar(statement.limit(1)) is not None

    def set_state(self, submission_id: uuid.UUID, state: GradingState, error: str | None = None) -> None:
        """Note where grading stands; a failure needs an `error` that says what to do."""
        self._change(submission_id, grading_state=state, grading_error=error)

    def set_progress(self, submission_id: uuid.UUID, done: int, total: int) -> None:
        """Note how many cells have run."""
        self._change(submission_id, grading_done=done, grading_total=total)

    def record(self, submission_id: uuid.UUID, verdict: Verdict, at: datetime) -> None:
        """Store the verdict; the moment of the first grading stays."""
        self._change(
            submission_id,
            grade=verdict.score,
            max_grade=verdict.max_score,
            test_results=verdict.tests,
            instructor_feedback=verdict.feedback,
            needs_manual_grade=verdict.needs_manual_grade,
            execution_time_ms=func.coalesce(verdict.execution_time_ms, CodeSubmission.execution_time_ms),
            nbgrader_submission_id=verdict.nbgrader_submission_id,
            integrity=verdict.integrity,
            sandbox=verdict.sandbox,
            hint_penalty=verdict.hint_penalty,
            graded_at=func.coalesce(CodeSubmission.graded_at, at),
            status=SubmissionStatus.GRADED,
            grading_state=GradingState.GRADED,
            grading_error=None,
        )

    def _change(self, submission_id: uuid.UUID, **values: Any) -> None:  # noqa: ANN401
        self._session.execute(update(CodeSubmission).where(CodeSubmission.id == submission_id).values(values))

    def _one(self, *conditions: ColumnElement[bool]) -> Submission | None:
        row = self._session.execute(_statement().where(*conditions)).one_or_none()
        return None if row is None else Submission(*row)
