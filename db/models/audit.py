"""Who did what that others may have to account for."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, JsonObject, check


class AuditEntry(Base):
    """One deed; a trigger lets nobody change or remove it, but a person may be forgotten."""

    __tablename__ = "audit_log"
    __table_args__ = (
        check("action", "action ~ '^[a-z][a-z0-9_.]*$'"),
        check("details", "jsonb_typeof(details) = 'object'"),
        Index(
            "idx_audit_log_actor",
            "actor_id",
            "happened_at",
            postgresql_where=text("actor_id IS NOT NULL"),
        ),
        Index("idx_audit_log_subject", "subject", "happened_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(server_default=func.now())
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None]
    details: Mapped[JsonObject] = mapped_column(server_default=text("'{}'"))
