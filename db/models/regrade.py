"""What learners ask to have looked at once more."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, TimeOrderedId, UserId, Word, check, one_of
from db.enums import RegradeDecision


class RegradeRequest(Base):
    """A learner's request about one of her attempts, open until somebody of the cohort's staff answers."""

    __tablename__ = "regrade_requests"
    __table_args__ = (
        check("reason", "length(reason) BETWEEN 20 AND 2000"),
        one_of("decision", RegradeDecision),
        check("answer", "length(answer) BETWEEN 10 AND 2000"),
        check("answered", "num_nonnulls(decision, answer, answered_at) IN (0, 3)"),
        check("answered_later", "answered_at >= asked_at"),
        check("answered_by", "answered_by IS NULL OR answered_at IS NOT NULL"),
        check("not_by_oneself", "answered_by <> user_id"),
        Index(
            "uq_regrade_requests_open",
            "submission_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("idx_regrade_requests_submission", "submission_id", "id"),
        Index("idx_regrade_requests_cohort", "cohort_id", "id"),
        Index("idx_regrade_requests_user", "user_id"),
        Index(
            "idx_regrade_requests_answered_by",
            "answered_by",
            postgresql_where=text("answered_by IS NOT NULL"),
        ),
    )

    id: Mapped[TimeOrderedId]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("code_submissions.id", ondelete="CASCADE"))
    user_id: Mapped[UserId]
    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    reason: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decision: Mapped[RegradeDecision | None] = mapped_column(Word(RegradeDecision))
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
