"""Where in a notebook a question of the forum was asked."""

import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, check


class ForumAnchor(Base):
    """The lesson or exercise that a post is about, and the cell of it if one was pointed at."""

    __tablename__ = "forum_anchors"
    __table_args__ = (
        check("cell_id", "cell_id ~ '^[A-Za-z0-9_-]{1,64}$'"),
        check("quoted", "length(quoted) <= 4000"),
        Index("idx_forum_anchors_place", "item_key", "cell_id"),
    )

    post_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("forum_posts.id", ondelete="CASCADE"), primary_key=True
    )
    item_key: Mapped[str]
    cell_id: Mapped[str | None]
    quoted: Mapped[str | None]
