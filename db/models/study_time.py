"""How long a learner worked at what, day by day."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, UserId, check


class StudyTime(Base):
    """The minutes that one person worked at one item on one of her own days.

    `counted_at` is when the last of them was counted; no two minutes of a person are counted within one.
    """

    __tablename__ = "study_time"
    __table_args__ = (
        check("minutes", "minutes BETWEEN 1 AND 1440"),
        check("one_item", "num_nonnulls(lesson_id, generated_module_id, assessment_id, exercise_id) = 1"),
        Index(
            "uq_study_time_item",
            "user_id",
            "day",
            "lesson_id",
            "generated_module_id",
            "assessment_id",
            "exercise_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("idx_study_time_counted", "user_id", "counted_at"),
        Index("idx_study_time_lesson", "lesson_id", postgresql_where=text("lesson_id IS NOT NULL")),
        Index(
            "idx_study_time_gen",
            "generated_module_id",
            postgresql_where=text("generated_module_id IS NOT NULL"),
        ),
        Index(
            "idx_study_time_assessment", "assessment_id", postgresql_where=text("assessment_id IS NOT NULL")
        ),
        Index("idx_study_time_exercise", "exercise_id", postgresql_where=text("exercise_id IS NOT NULL")),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    day: Mapped[date]
    lesson_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"))
    generated_module_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("generated_modules.id", ondelete="CASCADE")
    )
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    exercise_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("exercises.id", ondelete="CASCADE"))
    minutes: Mapped[int] = mapped_column(server_default=text("1"))
    counted_at: Mapped[datetime]
