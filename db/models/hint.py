"""Which hints a learner has looked at, and at what price."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, UserId, check


class HintReveal(Base):
    """That a learner saw the hint `number` of a task; `penalty` is in percent of the task's points.

    Text and price are those of that moment: what she was promised holds, whatever becomes of the task.
    """

    __tablename__ = "hint_reveals"
    __table_args__ = (
        check("one_task", "num_nonnulls(assessment_id, exercise_id) = 1"),
        check("number", "number > 0"),
        check("penalty", "penalty BETWEEN 0 AND 100"),
        UniqueConstraint(
            "user_id",
            "assessment_id",
            "exercise_id",
            "number",
            name="uq_hint_reveals_once",
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "idx_hint_reveals_assessment", "assessment_id", postgresql_where=text("assessment_id IS NOT NULL")
        ),
        Index("idx_hint_reveals_exercise", "exercise_id", postgresql_where=text("exercise_id IS NOT NULL")),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    exercise_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("exercises.id", ondelete="CASCADE"))
    number: Mapped[int]
    penalty: Mapped[int]
    hint: Mapped[str]
    revealed_at: Mapped[datetime] = mapped_column(server_default=func.now())
