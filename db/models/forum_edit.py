"""What stood in a post of the forum before it was edited."""

import uuid

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id


class ForumEdit(Base):
    """The words that an edit replaced; a trigger keeps them, and nobody changes them."""

    __tablename__ = "forum_edits"
    __table_args__ = (Index("idx_forum_edits_post", "post_id", "replaced_at"),)

    id: Mapped[Id]
    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"))
    title: Mapped[str | None] = mapped_column(String(200))
    content: Mapped[str]
    replaced_at: Mapped[CreatedAt]
