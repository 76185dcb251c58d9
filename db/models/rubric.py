"""By what a task is judged by hand."""

import uuid

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, check


class RubricItem(Base):
    """One line of a task's rubric; its key is that of the points in `rubric_scores`."""

    __tablename__ = "rubric_items"
    __table_args__ = (
        check("one_task", "num_nonnulls(assessment_id, exercise_slug) = 1"),
        check("key", "key ~ '^[a-z][a-z0-9_]*$'"),
        check("points", "points > 0"),
        check("order_index", "order_index >= 0"),
        UniqueConstraint(
            "assessment_id",
            "exercise_slug",
            "key",
            name="uq_rubric_items_task_key",
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "idx_rubric_items_exercise",
            "exercise_slug",
            postgresql_where=text("exercise_slug IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    exercise_slug: Mapped[str | None]
    key: Mapped[str]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None]
    points: Mapped[int]
    order_index: Mapped[int]
    answer: Mapped[str | None]  # the grade id of the written answer that it is about
