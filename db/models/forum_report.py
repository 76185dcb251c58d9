"""What readers object to in the forum."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, UserId, check


class ForumReport(Base):
    """One reader's report of a post, and who settled it."""

    __tablename__ = "forum_reports"
    __table_args__ = (
        check("reason", "length(reason) BETWEEN 1 AND 1000"),
        check("resolved", "resolved_by IS NULL OR resolved_at IS NOT NULL"),
        check("resolved_later", "resolved_at >= created_at"),
        UniqueConstraint("post_id", "reporter_id"),
        Index("idx_forum_reports_open", "created_at", postgresql_where=text("resolved_at IS NULL")),
        Index("idx_forum_reports_reporter", "reporter_id"),
        Index(
            "idx_forum_reports_resolver",
            "resolved_by",
            postgresql_where=text("resolved_by IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"))
    reporter_id: Mapped[UserId]
    reason: Mapped[str]
    created_at: Mapped[CreatedAt]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
