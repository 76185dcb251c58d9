"""Quizzes: sittings and the ledger of answers."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, func, text
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
    points_earned: Mapped[int | None]
    points_possible: Mapped[int | None]


class QuizAttempt(Base):
    """One answer in a sitting; `is_correct` is NULL while it waits for a teacher."""

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
        UniqueConstraint("session_id", "assessment_id"),
        Index("idx_attempts_user_assessment", "user_id", "assessment_id", text("attempted_at DESC")),
        Index("idx_attempts_assessment", "assessment_id"),
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
