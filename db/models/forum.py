"""The forum: threads as trees of posts, and votes on them."""

import uuid
from datetime import datetime

from sqlalchemy import (
    Computed,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, TimeOrderedId, UpdatedAt, UserId, Word, check, one_of
from db.enums import VoteType

_SEARCH = (
    "setweight(to_tsvector('english'::regconfig, coalesce(title, '')), 'A') "
    "|| setweight(to_tsvector('english'::regconfig, content), 'B')"
)


class ForumPost(Base):
    """A thread (no parent, has a title) or a reply; counters are kept by triggers."""

    __tablename__ = "forum_posts"
    __table_args__ = (
        check("depth", "depth BETWEEN 0 AND 20"),
        check("content", "length(content) BETWEEN 1 AND 40000"),
        check("upvotes", "upvotes >= 0"),
        check("downvotes", "downvotes >= 0"),
        check("reply_count", "reply_count >= 0"),
        check("title_of_thread", "(parent_post_id IS NULL) = (title IS NOT NULL)"),
        check("root_of_reply", "(parent_post_id IS NULL) = (root_post_id IS NULL)"),
        check("depth_of_reply", "(parent_post_id IS NULL) = (depth = 0)"),
        check("marks_of_thread", "parent_post_id IS NULL OR NOT (is_pinned OR is_solved)"),
        check("solved", "solved_by_post_id IS NULL OR is_solved"),
        check("hidden", "hidden_at IS NULL OR deleted_at IS NOT NULL"),
        check("locked", "parent_post_id IS NULL OR NOT is_locked"),
        UniqueConstraint("user_id", "request_key"),
        Index(
            "idx_forum_threads",
            "module_id",
            text("is_pinned DESC"),
            text("last_activity_at DESC"),
            text("id DESC"),
            postgresql_where=text("parent_post_id IS NULL AND deleted_at IS NULL"),
        ),
        Index(
            "idx_forum_latest",
            text("last_activity_at DESC"),
            text("id DESC"),
            postgresql_where=text("parent_post_id IS NULL AND deleted_at IS NULL"),
        ),
        Index(
            "idx_forum_recent",
            text("created_at DESC"),
            text("id DESC"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "idx_forum_replies",
            "root_post_id",
            "created_at",
            "id",
            postgresql_where=text("root_post_id IS NOT NULL"),
        ),
        Index("idx_forum_parent", "parent_post_id", postgresql_where=text("parent_post_id IS NOT NULL")),
        Index("idx_forum_user", "user_id", text("created_at DESC")),
        Index(
            "idx_forum_solver", "solved_by_post_id", postgresql_where=text("solved_by_post_id IS NOT NULL")
        ),
        Index("idx_forum_search", "search", postgresql_using="gin"),
        Index(
            "idx_forum_title_trgm",
            "title",
            postgresql_using="gin",
            postgresql_ops={"title": "gin_trgm_ops"},
            postgresql_where=text("parent_post_id IS NULL"),
        ),
    )

    id: Mapped[TimeOrderedId]
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(  # NULL: the author left, the thread stays
        ForeignKey("users.id", ondelete="SET NULL")
    )
    parent_post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"))
    root_post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"))
    depth: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    title: Mapped[str | None] = mapped_column(String(200))
    content: Mapped[str]
    is_pinned: Mapped[bool] = mapped_column(server_default=false())
    is_solved: Mapped[bool] = mapped_column(server_default=false())
    solved_by_post_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("forum_posts.id", ondelete="SET NULL")
    )
    upvotes: Mapped[int] = mapped_column(server_default=text("0"))
    downvotes: Mapped[int] = mapped_column(server_default=text("0"))
    reply_count: Mapped[int] = mapped_column(server_default=text("0"))
    last_activity_at: Mapped[datetime] = mapped_column(server_default=func.now())
    deleted_at: Mapped[datetime | None]  # a deleted post keeps its place in the tree
    hidden_at: Mapped[datetime | None]  # set with `deleted_at` where staff did it, who may undo it
    is_locked: Mapped[bool] = mapped_column(server_default=false())
    edited_at: Mapped[datetime | None]  # a trigger sets it
    request_key: Mapped[uuid.UUID | None]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    search: Mapped[str] = mapped_column(TSVECTOR, Computed(_SEARCH, persisted=True), deferred=True)


class ForumVote(Base):
    """One person's vote on a post."""

    __tablename__ = "forum_votes"
    __table_args__ = (one_of("vote_type", VoteType), Index("idx_forum_votes_user", "user_id"))

    post_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("forum_posts.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    vote_type: Mapped[VoteType] = mapped_column(Word(VoteType))
    created_at: Mapped[CreatedAt]
