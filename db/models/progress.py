"""How far each learner is: the present state, not the history."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, JsonArray, UpdatedAt, UserId, Word, check
from db.enums import ProgressStatus

_EXERCISE_ONLY = (
    "submitted_code, score, attempts, execution_time_ms, memory_used_mb, "
    "test_results, hints_revealed, submitted_at"
)


class UserProgress(Base):
    """A learner's standing in a catalogue module or in an exercise: each row is about exactly one of them."""

    __tablename__ = "user_progress"
    __table_args__ = (
        check("progress_percent", "progress_percent BETWEEN 0 AND 100"),
        check("time_spent_minutes", "time_spent_minutes >= 0"),
        check("score", "score BETWEEN 0 AND 100"),
        check("attempts", "attempts >= 0"),
        check("execution_time_ms", "execution_time_ms >= 0"),
        check("memory_used_mb", "memory_used_mb >= 0"),
        check("hints_revealed", "hints_revealed IS NULL OR jsonb_typeof(hints_revealed) = 'array'"),
        check("one_subject", "num_nonnulls(module_id, exercise_id) = 1"),
        check(
            "module_row",
            "module_id IS NULL OR (status IN ('not-started', 'in-progress', 'completed') "
            "AND progress_percent IS NOT NULL AND time_spent_minutes IS NOT NULL "
            f"AND num_nonnulls({_EXERCISE_ONLY}) = 0)",
        ),
        check(
            "exercise_row",
            "exercise_id IS NULL OR (status IN ('pending', 'passed', 'failed') "
            "AND attempts IS NOT NULL AND progress_percent IS NULL)",
        ),
        check("exercise_score", "exercise_id IS NULL OR status = 'pending' OR score IS NOT NULL"),
        check("completed", "(status = 'completed') = (completed_at IS NOT NULL AND module_id IS NOT NULL)"),
        check("completed_percent", "status <> 'completed' OR progress_percent = 100"),
        check("not_started", "status <> 'not-started' OR (progress_percent = 0 AND started_at IS NULL)"),
        Index(
            "uq_progress_user_module",
            "user_id",
            "module_id",
            unique=True,
            postgresql_include=["status", "progress_percent"],
            postgresql_where=text("module_id IS NOT NULL"),
        ),
        Index(
            "uq_progress_user_exercise",
            "user_id",
            "exercise_id",
            unique=True,
            postgresql_where=text("exercise_id IS NOT NULL"),
        ),
        Index("idx_progress_module", "module_id", "status", postgresql_where=text("module_id IS NOT NULL")),
        Index("idx_progress_exercise", "exercise_id", postgresql_where=text("exercise_id IS NOT NULL")),
        Index("idx_progress_pending", "submitted_at", postgresql_where=text("status = 'pending'")),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    exercise_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("exercises.id", ondelete="CASCADE"))
    status: Mapped[ProgressStatus] = mapped_column(
        Word(ProgressStatus), server_default=ProgressStatus.NOT_STARTED
    )
    progress_percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    last_accessed: Mapped[datetime | None]
    time_spent_minutes: Mapped[int | None]
    submitted_code: Mapped[str | None]
    score: Mapped[int | None]
    attempts: Mapped[int | None]
    execution_time_ms: Mapped[int | None]
    memory_used_mb: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    test_results: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    hints_revealed: Mapped[JsonArray | None]
    submitted_at: Mapped[datetime | None]
    updated_at: Mapped[UpdatedAt]


class ModuleCompletion(Base):
    """That a learner completed a module, catalogue or generated, and with what score."""

    __tablename__ = "module_completions"
    __table_args__ = (
        check("time_spent_minutes", "time_spent_minutes >= 0"),
        check("final_score", "final_score BETWEEN 0 AND 100"),
        check("one_module", "num_nonnulls(generated_module_id, module_id) = 1"),
        Index(
            "uq_completion_gen",
            "user_id",
            "generated_module_id",
            unique=True,
            postgresql_where=text("generated_module_id IS NOT NULL"),
        ),
        Index(
            "uq_completion_cat",
            "user_id",
            "module_id",
            unique=True,
            postgresql_where=text("module_id IS NOT NULL"),
        ),
        Index(
            "idx_completion_gen",
            "generated_module_id",
            postgresql_where=text("generated_module_id IS NOT NULL"),
        ),
        Index(
            "idx_completion_cat", "module_id", "completed_at", postgresql_where=text("module_id IS NOT NULL")
        ),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    generated_module_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("generated_modules.id", ondelete="CASCADE")
    )
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    completed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    time_spent_minutes: Mapped[int | None]
    final_score: Mapped[int | None]


class LessonProgress(Base):
    """When a learner opened a lesson, and when she marked it done.

    It is a lesson of the catalogue or that of a module of her own course, never both.
    """

    __tablename__ = "lesson_progress"
    __table_args__ = (
        check("opened_first", "completed_at >= opened_at"),
        check("one_lesson", "num_nonnulls(lesson_id, generated_module_id) = 1"),
        Index("idx_lesson_progress_lesson", "lesson_id"),
        Index(
            "idx_lesson_progress_gen",
            "generated_module_id",
            postgresql_where=text("generated_module_id IS NOT NULL"),
        ),
        Index(
            "uq_lesson_progress_cat",
            "user_id",
            "lesson_id",
            unique=True,
            postgresql_where=text("lesson_id IS NOT NULL"),
        ),
        Index(
            "uq_lesson_progress_gen",
            "user_id",
            "generated_module_id",
            unique=True,
            postgresql_where=text("generated_module_id IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    lesson_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"))
    generated_module_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("generated_modules.id", ondelete="CASCADE")
    )
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
    completed_at: Mapped[datetime | None]
