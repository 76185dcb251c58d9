"""Notebooks by content: the exact bytes of every notebook that was released or handed in."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, NotebookHash, check


class Notebook(Base):
    """The canonical UTF-8 JSON of one notebook, stored once however often it is used."""

    __tablename__ = "notebooks"
    __table_args__ = (check("sha256", "sha256 = sha256(content)"),)

    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    created_at: Mapped[CreatedAt]


class NotebookRelease(Base):
    """That a notebook was once given out under the key of a lesson or task; triggers note it."""

    __tablename__ = "notebook_releases"

    item_key: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[NotebookHash] = mapped_column(primary_key=True)
    released_at: Mapped[datetime] = mapped_column(server_default=func.now())
