"""Requests to look at an attempt once more."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from db.base import uuid7
from db.enums import GradingState, RegradeDecision
from db.models.catalogue import Assessment
from db.models.course import Exercise
from db.models.regrade import RegradeRequest
from db.models.submission import CodeSubmission
from db.models.user import User


@dataclass(frozen=True)
class Request:
    """A request as stored, with the attempt that it is about and where that stands now.

    `latest_attempt` is the number of the learner's newest attempt at the same task.
    """

    id: uuid.UUID
    submission_id: uuid.UUID
    cohort_id: uuid.UUID
    username: str
    full_name: str | None
    key: str
    title: str
    attempt: int
    latest_attempt: int
    state: GradingState
    score: Decimal | None
    max_score: Decimal
    submitted_at: datetime
    reason: str
    asked_at: datetime
    decision: RegradeDecision | None
    answer: str | None
    answered_at: datetime | None
    answerer: str | None
    answerer_name: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None


_LEARNER, _STAFF = aliased(User), aliased(User)


def _statement() -> Select[*tuple[Any, ...]]:
    row, attempt, other = RegradeRequest, CodeSubmission, aliased(CodeSubmission)
    latest = (
        select(func.max(other.submission_version))
        .where(
            other.user_id == attempt.user_id,
            func.coalesce(other.assessment_id, other.exercise_id)
            == func.coalesce(attempt.assessment_id, attempt.exercise_id),
        )
        .scalar_subquery()
    )
    return (
        select(
            row.id,
            row.submission_id,
            row.cohort_id,
            _LEARNER.username,
            _LEARNER.full_name,
            func.coalesce(Assessment.slug, Exercise.slug),
            func.coalesce(Assessment.title, Exercise.title, Assessment.slug),
            attempt.submission_version,
            latest,
            attempt.grading_state,
            attempt.grade,
            attempt.max_grade,
            attempt.submitted_at,
            row.reason,
            row.asked_at,
            row.decision,
            row.answer,
            row.answered_at,
            _STAFF.username,
            _STAFF.full_name,
        )
        .join(attempt, attempt.id == row.submission_id)
        .join(_LEARNER, _LEARNER.id == row.user_id)
        .outerjoin(_STAFF, _STAFF.id == row.answered_by)
        .outerjoin(Assessment, Assessment.id == attempt.assessment_id)
        .outerjoin(Exercise, Exercise.id == attempt.exercise_id)
    )


class RegradeRequestRepository:
    """All SQL on requests; at most one is open for an attempt."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, submission_id: uuid.UUID) -> None:
        """Let one transaction at a time ask or answer about an attempt."""
        key = func.hashtextextended(f"regrade:{submission_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def add(
        self,
        submission_id: uuid.UUID,
        user_id: uuid.UUID,
        cohort_id: uuid.UUID,
        reason: str,
        at: datetime,
    ) -> uuid.UUID:
        """Store an open request of the learner's."""
        number = uuid7()
        self._session.execute(
            insert(RegradeRequest).values(
                id=number,
                submission_id=submission_id,
                user_id=user_id,
                cohort_id=cohort_id,
                reason=reason,
                asked_at=at,
            )
        )
        return number

    def answer(
        self,
        request_id: uuid.UUID,
        decision: RegradeDecision,
        answer: str,
        answered_by: uuid.UUID,
        at: datetime,
    ) -> None:
        """Close a request."""
        self._session.execute(
            update(RegradeRequest)
            .where(RegradeRequest.id == request_id)
            .values(decision=decision, answer=answer, answered_by=answered_by, answered_at=at)
        )

    def get(self, request_id: uuid.UUID) -> Request | None:
        """Find a request by id."""
        row = self._session.execute(_statement().where(RegradeRequest.id == request_id)).one_or_none()
        return None if row is None else Request(*row)

    def latest_of(self, submission_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Request]:
        """Return the newest request about each of these attempts that has one."""
        if not submission_ids:
            return {}
        statement = (
            _statement()
            .where(RegradeRequest.submission_id.in_(submission_ids))
            .ext(distinct_on(RegradeRequest.submission_id))
            .order_by(RegradeRequest.submission_id, RegradeRequest.id.desc())
        )
        found = [Request(*row) for row in self._session.execute(statement)]
        return {each.submission_id: each for each in found}

    def list_open(self, cohort_id: uuid.UUID, *, cursor: uuid.UUID | None, limit: int) -> list[Request]:
        """Return a cohort's open requests behind `cursor`, the oldest first."""
        conditions: list[ColumnElement[bool]] = [RegradeRequest.answered_at.is_(None)]
        if cursor is not None:
            conditions.append(RegradeRequest.id > cursor)
        return self._list(cohort_id, conditions, RegradeRequest.id.asc(), limit)

    def list_answered(self, cohort_id: uuid.UUID, *, cursor: uuid.UUID | None, limit: int) -> list[Request]:
        """Return a cohort's answered requests behind `cursor`, the one asked last first."""
        conditions: list[ColumnElement[bool]] = [RegradeRequest.answered_at.is_not(None)]
        if cursor is not None:
            conditions.append(RegradeRequest.id < cursor)
        return self._list(cohort_id, conditions, RegradeRequest.id.desc(), limit)

    def _list(
        self,
        cohort_id: uuid.UUID,
        conditions: list[ColumnElement[bool]],
        order: ColumnElement[Any],
        limit: int,
    ) -> list[Request]:
        statement = _statement().where(RegradeRequest.cohort_id == cohort_id, *conditions)
        return [Request(*row) for row in self._session.execute(statement.order_by(order).limit(limit))]
