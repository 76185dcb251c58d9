"""Effects outside the database that a transaction promised."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, JsonObject, check


class OutboxMessage(Base):
    """One promised effect; its dedupe key makes promising it twice the same as once."""

    __tablename__ = "outbox"
    __table_args__ = (
        check("attempts", "attempts >= 0"),
        Index("idx_outbox_ready", "available_at", "id", postgresql_where=text("delivered_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str] = mapped_column(String(50))
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    payload: Mapped[JsonObject]
    created_at: Mapped[CreatedAt]
    available_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    delivered_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
