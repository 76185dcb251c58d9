"""Spaced review: how a learner answered."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from db.models.review_card import ReviewAnswer


@dataclass(frozen=True)
class Given:
    """An answer in the review."""

    id: uuid.UUID
    question_id: uuid.UUID
    answer: str | None
    is_correct: bool | None
    answered_at: datetime


_GIVEN = (
    ReviewAnswer.id,
    ReviewAnswer.assessment_id,
    ReviewAnswer.user_answer,
    ReviewAnswer.is_correct,
    ReviewAnswer.answered_at,
)


class ReviewAnswerRepository:
    """All SQL on answers in the review; policies let a learner reach her own alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        user_id: uuid.UUID,
        question_id: uuid.UUID,
        answer: str | None,
        *,
        is_correct: bool | None,
        at: datetime,
        seconds: int | None,
    ) -> Given:
        """Keep an answer; `is_correct` is None while the learner has to judge it herself."""
        values = {
            "user_id": user_id,
            "assessment_id": question_id,
            "user_answer": answer,
            "is_correct": is_correct,
            "answered_at": at,
            "time_spent_seconds": seconds,
        }
        return Given(*self._session.execute(insert(ReviewAnswer).values(values).returning(*_GIVEN)).one())

    def latest(self, user_id: uuid.UUID, question_id: uuid.UUID) -> Given | None:
        """The learner's last answer to a question in the review."""
        row = self._session.execute(
            select(*_GIVEN)
            .where(ReviewAnswer.user_id == user_id, ReviewAnswer.assessment_id == question_id)
            .order_by(ReviewAnswer.answered_at.desc(), ReviewAnswer.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else Given(*row)

    def get(self, user_id: uuid.UUID, answer_id: uuid.UUID) -> Given | None:
        """One answer of the learner's own in the review."""
        row = self._session.execute(
            select(*_GIVEN).where(ReviewAnswer.id == answer_id, ReviewAnswer.user_id == user_id)
        ).one_or_none()
        return None if row is None else Given(*row)

    def judge(self, answer_id: uuid.UUID, *, is_correct: bool) -> bool:
        """Store what the learner said of her own answer; False when that was said before."""
        changed = self._session.execute(
            update(ReviewAnswer)
            .where(ReviewAnswer.id == answer_id, ReviewAnswer.is_correct.is_(None))
            .values(is_correct=is_correct)
            .returning(ReviewAnswer.id)
        )
        return changed.one_or_none() is not None

    def count_answered(self, user_id: uuid.UUID, since: datetime) -> int:
        """How many answers since a moment were judged."""
        row = ReviewAnswer
        statement = select(func.count()).where(
            row.user_id == user_id, row.answered_at >= since, row.is_correct.is_not(None)
        )
        return self._session.scalar(statement) or 0
