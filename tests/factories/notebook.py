"""Notebooks as stored."""

import hashlib

from sqlalchemy.orm import Session

from db.models import Notebook
from tests.factories.sequence import next_number


def make_notebook(session: Session, content: bytes | None = None) -> bytes:
    """Store a notebook's bytes and give their hash."""
    content = (
        content or f'{{"cells":[],"metadata":{{}},"nbformat":4,"nbformat_minor":{next_number()}}}'.encode()
    )
    sha256 = hashlib.sha256(content).digest()
    session.merge(Notebook(sha256=sha256, content=content))
    session.flush()
    return sha256
