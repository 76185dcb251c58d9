"""More time for one student."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, check


class AssignmentExtension(Base):
    """Until when a member of a cohort may hand in an assignment, whatever the cohort's own due time is."""

    __tablename__ = "assignment_extensions"
    __table_args__ = (
        check("not_to_oneself", "granted_by <> user_id"),
        check("reason", "length(reason) <= 1000"),
        ForeignKeyConstraint(  # an extension ends with the membership
            ["cohort_id", "user_id"],
            ["cohort_members.cohort_id", "cohort_members.user_id"],
            ondelete="CASCADE",
        ),
        Index("idx_extensions_granted_by", "granted_by", postgresql_where=text("granted_by IS NOT NULL")),
        Index("idx_extensions_user", "user_id"),
    )

    cohort_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    assignment_name: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    reason: Mapped[str | None]
    granted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    granted_at: Mapped[datetime] = mapped_column(server_default=func.now())
