"""Quizzes: sittings and the ledger of answers."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, UserId, check


class QuizSession(Base):
    """One sitting of a module's quiz; a learner has at most one open per module."""

    __tablename__ = "quiz_sessions"
    __table_args__ = (
        check("attempt_number", "attempt_number > 0"),
        check("points_earned", "points_earned >= 0"),
        check("points_possible", "points_possible >= points_earned"),
        check("submitted", "(submitted_at IS NULL) = (points_earned IS NULL)"),
        UniqueConstraint("user_id", "module_id", "attempt_number"),
        UniqueConstraint("id", "user_id"),
        Index(
            "uq_quiz_open",
            "user_id",
            "module_id",
            unique=True,
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index("idx_quiz_sessions_module", "module_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    attempt_number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    submitted_at: Mapped[datetime | None]
    points_earned: Mapped[int | None]  # a trigger sums up the answers
    points_possible: Mapped[int | None]
    is_partial: Mapped[bool] = mapped_column(server_default=false())  # asks only what was missed


class QuizAttempt(Base):
    """One question of a sitting and its answer, added when the sitting begins.

    `is_correct` is NULL while the sitting is open, and then while the answer waits for a teacher.
    """

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "user_id"], ["quiz_sessions.id", "quiz_sessions.user_id"], ondelete="CASCADE"
        ),
        check("points_earned", "points_earned >= 0"),
        check("time_spent_seconds", "time_spent_seconds >= 0"),
        check("ungraded", "is_correct IS NOT NULL OR points_earned IS NULL"),
        check(
            "wrong", "is_correct IS DISTINCT FROM false OR (points_earned IS NOT NULL AND points_earned = 0)"
        ),
        check("comment", "length(comment) <= 2000"),
        check(
            "decided",
            "decided_at IS NOT NULL AND is_correct IS NOT NULL "
            "OR num_nonnulls(decided_at, decided_by, comment) = 0",
        ),
        check("not_by_oneself", "decided_by <> user_id"),
        UniqueConstraint("session_id", "assessment_id"),
        Index("idx_attempts_user_assessment", "user_id", "assessment_id", text("attempted_at DESC")),
        Index("idx_attempts_assessment", "assessment_id"),
        Index("idx_attempts_decider", "decided_by", postgresql_where=text("decided_by IS NOT NULL")),
        Index("idx_attempts_undecided", "user_id", postgresql_where=text("is_correct IS NULL")),
    )

    id: Mapped[Id]
    session_id: Mapped[uuid.UUID]
    user_id: Mapped[UserId]
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="RESTRICT"))
    user_answer: Mapped[str | None]
    is_correct: Mapped[bool | None]
    points_earned: Mapped[int | None]
    attempted_at: Mapped[datetime] = mapped_column(server_default=func.now())
    time_spent_seconds: Mapped[int | None]
    comment: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
