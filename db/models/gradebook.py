"""The bridge to the cohorts' gradebooks: what changed there, what it means here, what was recorded."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, JsonObject, TimeOrderedId, UserId, check


class NbgraderBinding(Base):
    """Which task of ours an assignment, notebook or cell of a gradebook stands for."""

    __tablename__ = "nbgrader_bindings"
    __table_args__ = (
        check("one_meaning", "num_nonnulls(module_id, assessment_id, exercise_slug) = 1"),
        check("cell_of_notebook", "cell_name IS NULL OR notebook_name IS NOT NULL"),
        UniqueConstraint(
            "nbgrader_course_id",
            "assignment_name",
            "notebook_name",
            "cell_name",
            name="uq_nbgrader_bindings_place",
            postgresql_nulls_not_distinct=True,
        ),
        Index("idx_nbb_module", "module_id"),
        Index("idx_nbb_assessment", "assessment_id"),
        Index("idx_nbb_exercise", "exercise_slug"),
    )

    id: Mapped[Id]
    nbgrader_course_id: Mapped[str] = mapped_column(String(128))
    assignment_name: Mapped[str] = mapped_column(String(128))
    notebook_name: Mapped[str | None] = mapped_column(String(128))
    cell_name: Mapped[str | None] = mapped_column(String(128))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    exercise_slug: Mapped[str | None]  # one assignment serves every learner's instance


class GradeEvent(Base):
    """One distinct state of a submission's scores: the ledger that makes recording a grade idempotent."""

    __tablename__ = "grade_events"
    __table_args__ = (
        check("idempotency_key", "octet_length(idempotency_key) = 32"),
        check("revision", "revision > 0"),
        check("max_score", "max_score >= 0"),
        UniqueConstraint("nbgrader_course_id", "assignment_name", "user_id", "revision"),
        Index("idx_grade_events_user", "user_id"),
        Index("idx_grade_events_todo", "observed_at", postgresql_where=text("applied_at IS NULL")),
    )

    id: Mapped[TimeOrderedId]
    idempotency_key: Mapped[bytes] = mapped_column(unique=True)
    nbgrader_course_id: Mapped[str] = mapped_column(String(128))
    assignment_name: Mapped[str] = mapped_column(String(128))
    user_id: Mapped[UserId]
    revision: Mapped[int]
    score: Mapped[Decimal] = mapped_column(Numeric(9, 3))
    max_score: Mapped[Decimal] = mapped_column(Numeric(9, 3))
    needs_manual_grade: Mapped[bool]
    payload: Mapped[JsonObject]
    observed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    applied_at: Mapped[datetime | None]


class GradebookMark(Base):
    """That a student's grade or comment changed in a gradebook and is to be read again."""

    __tablename__ = "gradebook_marks"
    __table_args__ = (Index("idx_gradebook_marks_marked", "marked_at"),)

    cohort_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True
    )
    assignment_name: Mapped[str] = mapped_column(primary_key=True)
    student_name: Mapped[str] = mapped_column(primary_key=True)
    marked_at: Mapped[datetime] = mapped_column(server_default=func.now())
