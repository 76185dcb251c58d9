"""Notebooks by content: the exact bytes of every notebook that was released or handed in."""

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, check


class Notebook(Base):
    """The canonical UTF-8 JSON of one notebook, stored once however often it is used."""

    __tablename__ = "notebooks"
    __table_args__ = (check("sha256", "sha256 = sha256(content)"),)

    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    created_at: Mapped[CreatedAt]
