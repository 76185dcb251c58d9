"""The log of what people did that others may have to account for."""

import uuid
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.models.audit import AuditEntry


class AuditRepository:
    """Adds to the log; nobody reads it through the service."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, actor_id: uuid.UUID | None, actor: str, action: str, subject: str, details: dict[str, Any]
    ) -> None:
        """Note a deed in the transaction that does it; name other people by their ids alone."""
        self._session.execute(
            insert(AuditEntry)
            .inline()
            .values(actor_id=actor_id, actor=actor, action=action, subject=subject, details=details)
        )
