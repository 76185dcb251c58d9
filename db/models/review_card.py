"""Spaced review: which concept comes back to a learner when, and how she answered."""

import uuid
from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, UserId, Word, check, one_of
from db.enums import CardState


class ReviewCard(Base):
    """How well one person knows one concept, by the model of FSRS; new until it was reviewed once."""

    __tablename__ = "review_cards"
    __table_args__ = (
        one_of("state", CardState),
        check("step", "step >= 0"),
        check("step_while_learning", "(state = 'review') = (step IS NULL)"),
        check("stability", "stability > 0"),
        check("difficulty", "difficulty BETWEEN 1 AND 10"),
        check("memory", "num_nonnulls(stability, difficulty, last_review_at) IN (0, 3)"),
        check("reviewed", "state = 'learning' OR last_review_at IS NOT NULL"),
        check("concept", "length(concept) BETWEEN 1 AND 200"),
        UniqueConstraint("user_id", "concept"),
        Index("idx_review_cards_assessment", "assessment_id"),
        Index("idx_review_cards_due", "user_id", "due_at"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    concept: Mapped[str]
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="RESTRICT")
    )  # the question that it was asked with last
    state: Mapped[CardState] = mapped_column(Word(CardState), server_default=CardState.LEARNING)
    step: Mapped[int | None]
    stability: Mapped[float | None] = mapped_column(Double)
    difficulty: Mapped[float | None] = mapped_column(Double)
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_review_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class ReviewAnswer(Base):
    """One answer in the daily review; `is_correct` is NULL until the learner judged a short one herself."""

    __tablename__ = "review_answers"
    __table_args__ = (
        check("time_spent_seconds", "time_spent_seconds >= 0"),
        Index("idx_review_answers_user", "user_id", "answered_at"),
        Index("idx_review_answers_assessment", "assessment_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="RESTRICT"))
    user_answer: Mapped[str | None]
    is_correct: Mapped[bool | None]
    answered_at: Mapped[datetime] = mapped_column(server_default=func.now())
    time_spent_seconds: Mapped[int | None]
