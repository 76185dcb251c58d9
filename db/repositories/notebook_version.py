"""Reads which release a stored notebook is."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from db.models.notebook import Notebook

_VERSION = ("metadata", "coursewright", "version")


class NotebookVersionRepository:
    """Looks into the stored bytes; they never change, so an answer may be kept for ever."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def versions(self, hashes: Collection[bytes]) -> dict[bytes, str]:
        """Return the version of each of these notebooks that is stored and carries one."""
        if not hashes:
            return {}
        content = func.convert_from(Notebook.content, "UTF8").cast(JSONB)
        rows = self._session.execute(
            select(Notebook.sha256, content[_VERSION].astext).where(Notebook.sha256.in_(hashes))
        )
        return {sha256: version for sha256, version in rows if version}

    def content(self, sha256: bytes) -> bytes | None:
        """Return the bytes of one notebook."""
        return self._session.scalar(select(Notebook.content).where(Notebook.sha256 == sha256))
