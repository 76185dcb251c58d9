"""The feed: what people did, for those who may see it."""

import uuid

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, JsonObject, TimeOrderedId, UserId, Word, check, one_of
from db.enums import ActivityType, ReferenceType, Visibility


class Activity(Base):
    """One feed item; a catalogue module is referred to by number, everything else by id."""

    __tablename__ = "activity_feed"
    __table_args__ = (
        one_of("activity_type", ActivityType),
        one_of("reference_type", ReferenceType),
        one_of("visibility", Visibility),
        check("metadata", "jsonb_typeof(metadata) = 'object' AND pg_column_size(metadata) < 2048"),
        check(
            "reference", "(reference_type IS NULL) = (num_nonnulls(reference_id, reference_module_id) = 0)"
        ),
        check("one_reference", "num_nonnulls(reference_id, reference_module_id) <= 1"),
        check(
            "module_reference",
            "reference_module_id IS NULL OR (reference_type IS NOT NULL AND reference_type = 'module')",
        ),
        Index(
            "idx_feed_pull",
            "user_id",
            text("created_at DESC"),
            text("id DESC"),
            postgresql_include=["visibility"],
        ),
        Index(
            "idx_feed_recent",
            text("created_at DESC"),
            text("id DESC"),
            postgresql_include=["user_id", "visibility"],
            postgresql_where=text("visibility <> 'private'"),
        ),
        Index(
            "idx_feed_refmod",
            "reference_module_id",
            postgresql_where=text("reference_module_id IS NOT NULL"),
        ),
    )

    id: Mapped[TimeOrderedId]
    user_id: Mapped[UserId]
    activity_type: Mapped[ActivityType] = mapped_column(Word(ActivityType))
    reference_type: Mapped[ReferenceType | None] = mapped_column(Word(ReferenceType))
    reference_id: Mapped[uuid.UUID | None]
    reference_module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    details: Mapped[JsonObject] = mapped_column("metadata", server_default=text("'{}'"))
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility), server_default=Visibility.FRIENDS)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[CreatedAt]
