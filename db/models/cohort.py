"""Cohorts, who is in them, and when their assignments are due."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, CreatedAt, Id, UpdatedAt, UserId, Word, check, one_of
from db.enums import CohortRole
from db.models.user import User


class Cohort(Base):
    """A class; its slug is the nbgrader course id and names the schema of its gradebook."""

    __tablename__ = "cohorts"
    __table_args__ = (
        check("slug", "slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'"),
        check("slug_fits_role_name", "length(slug) <= 40"),  # PostgreSQL cuts names at 63 bytes
        check("dates", "end_date >= start_date"),
        check("quiz_tries", "quiz_tries > 0"),
        check("quiz_wait_minutes", "quiz_wait_minutes >= 0"),
        check("reviews_per_day", "reviews_per_day >= 0"),
        Index("idx_cohorts_active", "start_date", "end_date", postgresql_where=text("is_active")),
        Index("idx_cohorts_created_by", "created_by"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str | None]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    is_active: Mapped[bool] = mapped_column(server_default=true())
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    quiz_tries: Mapped[int | None]  # sittings of a quiz; None: as many as one likes
    quiz_wait_minutes: Mapped[int] = mapped_column(server_default=text("0"))  # between two of them
    reviews_per_day: Mapped[int] = mapped_column(server_default=text("20"))

    members: Mapped[list["CohortMember"]] = relationship(
        lazy="raise", back_populates="cohort", passive_deletes=True
    )


class CohortMember(Base):
    """One person's place in one cohort."""

    __tablename__ = "cohort_members"
    __table_args__ = (
        one_of("role", CohortRole),
        UniqueConstraint("cohort_id", "user_id"),
        Index("idx_cohort_members_user", "user_id", "role"),
    )

    id: Mapped[Id]
    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    user_id: Mapped[UserId]
    role: Mapped[CohortRole] = mapped_column(Word(CohortRole))
    joined_at: Mapped[datetime] = mapped_column(server_default=func.now())

    cohort: Mapped[Cohort] = relationship(lazy="raise", back_populates="members")
    user: Mapped[User] = relationship(lazy="raise")


class AssignmentSchedule(Base):
    """When an assignment is due in a cohort; no time means whenever the learner likes."""

    __tablename__ = "assignment_schedules"

    cohort_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True
    )
    assignment_name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime | None]
