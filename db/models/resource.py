"""Outside material that belongs to modules, and the votes on it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, UserId, Word, check, one_of
from db.enums import ResourceDifficulty, ResourceState, ResourceType

STANDS = text("state <> 'withdrawn'")
"""Whether a link keeps its address from being proposed once more."""


class LearningResource(Base):
    """A link to outside material; `upvotes` is a count that a trigger keeps.

    Without a cohort it is for everybody. In a cohort it is for that cohort alone, once its staff approved it.
    """

    __tablename__ = "learning_resources"
    __table_args__ = (
        check("url", "url ~ '^https?://'"),
        one_of("resource_type", ResourceType),
        one_of("difficulty", ResourceDifficulty),
        check("upvotes", "upvotes >= 0"),
        one_of("state", ResourceState),
        check("for_everybody", "cohort_id IS NOT NULL OR state = 'approved'"),
        check("decided", "cohort_id IS NULL OR (state IN ('waiting', 'withdrawn')) = (decided_at IS NULL)"),
        check("decided_by", "decided_by IS NULL OR decided_at IS NOT NULL"),
        check("declined", "(state = 'declined') = (reason IS NOT NULL)"),
        check("reason", "length(reason) BETWEEN 10 AND 1000"),
        Index(
            "uq_resources_address",
            "module_id",
            "cohort_id",
            "url",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=STANDS,
        ),
        UniqueConstraint("added_by", "idempotency_key"),
        Index("idx_resources_added_by", "added_by"),
        Index("idx_resources_cohort", "cohort_id", "state", postgresql_where=text("cohort_id IS NOT NULL")),
        Index("idx_resources_decided_by", "decided_by", postgresql_where=text("decided_by IS NOT NULL")),
    )

    id: Mapped[Id]
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(500))
    resource_type: Mapped[ResourceType | None] = mapped_column(Word(ResourceType))
    difficulty: Mapped[ResourceDifficulty | None] = mapped_column(Word(ResourceDifficulty))
    upvotes: Mapped[int] = mapped_column(server_default=text("0"))
    added_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    description: Mapped[str | None] = mapped_column(String(300))
    cohort_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cohorts.id", ondelete="CASCADE"))
    idempotency_key: Mapped[uuid.UUID | None]
    state: Mapped[ResourceState] = mapped_column(Word(ResourceState), server_default=ResourceState.WAITING)
    reason: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]


class LearningResourceVote(Base):
    """One person's vote for a resource, which makes the count provable."""

    __tablename__ = "learning_resource_votes"
    __table_args__ = (Index("idx_resource_votes_user", "user_id"),)

    resource_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("learning_resources.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    created_at: Mapped[CreatedAt]
