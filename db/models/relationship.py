"""Who follows whom."""

import uuid

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, UserId, Word, check, one_of
from db.enums import RelationshipStatus


class UserRelationship(Base):
    """What the follower feels about another; triggers keep what the other side feels on the same row."""

    __tablename__ = "user_relationships"
    __table_args__ = (
        one_of("status", RelationshipStatus),
        check("not_oneself", "follower_id <> following_id"),
        Index(
            "uq_relationships_pair",
            "follower_id",
            "following_id",
            unique=True,
            postgresql_include=["status", "is_mutual", "is_blocked_by", "is_hidden"],
        ),
        Index("idx_relationships_counts", "following_id", "status"),
        Index(
            "idx_relationships_unwanted",
            "follower_id",
            postgresql_include=["following_id"],
            postgresql_where=text("status <> 'active'"),
        ),
    )

    id: Mapped[Id]
    follower_id: Mapped[UserId]
    following_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    status: Mapped[RelationshipStatus] = mapped_column(
        Word(RelationshipStatus), server_default=RelationshipStatus.ACTIVE
    )
    is_mutual: Mapped[bool] = mapped_column(server_default=false())
    is_blocked_by: Mapped[bool] = mapped_column(server_default=false())
    is_hidden: Mapped[bool] = mapped_column(server_default=false())  # the followed person hides
    created_at: Mapped[CreatedAt]
