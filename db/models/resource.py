"""Outside material that belongs to modules, and the votes on it."""

import uuid

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, UserId, Word, check, one_of
from db.enums import ResourceDifficulty, ResourceType


class LearningResource(Base):
    """A link to outside material; `upvotes` is a count that a trigger keeps."""

    __tablename__ = "learning_resources"
    __table_args__ = (
        check("url", "url ~ '^https?://'"),
        one_of("resource_type", ResourceType),
        one_of("difficulty", ResourceDifficulty),
        check("upvotes", "upvotes >= 0"),
        UniqueConstraint("module_id", "url", postgresql_nulls_not_distinct=True),
        Index("idx_resources_added_by", "added_by"),
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


class LearningResourceVote(Base):
    """One person's vote for a resource, which makes the count provable."""

    __tablename__ = "learning_resource_votes"
    __table_args__ = (Index("idx_resource_votes_user", "user_id"),)

    resource_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("learning_resources.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    created_at: Mapped[CreatedAt]
