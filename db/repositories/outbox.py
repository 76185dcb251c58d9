"""Effects that a transaction promised: written with it, carried out after it, each once."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import OutboxTopic
from db.models.outbox import OutboxMessage
from db.repositories.submission import Submission


@dataclass(frozen=True)
class Promise:
    """One effect that waits to be carried out; `attempts` counts how often that failed."""

    id: int
    topic: OutboxTopic
    payload: dict[str, Any]
    attempts: int


class OutboxRepository:
    """All SQL on promised effects; promising the same thing twice is promising it once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def promise(self, topic: OutboxTopic, dedupe_key: str, payload: dict[str, Any]) -> bool:
        """Promise an effect in the caller's transaction; False when it was promised already."""
        statement = (
            insert(OutboxMessage)
            .values(topic=topic, dedupe_key=f"{topic}:{dedupe_key}", payload=payload)
            .on_conflict_do_nothing(index_elements=[OutboxMessage.dedupe_key])
            .returning(OutboxMessage.id)
        )
        return self._session.scalar(statement) is not None

    def take(self, limit: int) -> list[Promise]:
        """Hold the oldest promises that are due and that nobody else holds, until the transaction ends."""
        row = OutboxMessage
        statement = (
            select(row.id, row.topic, row.payload, row.attempts)
            .where(row.delivered_at.is_(None), row.available_at <= func.now())
            .order_by(row.available_at, row.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [
            Promise(number, OutboxTopic(topic), payload, attempts)
            for number, topic, payload, attempts in self._session.execute(statement)
        ]

    def keep(self, promise: Promise, at: datetime) -> None:
        """Note that the effect was carried out, with whatever it wrote in the same transaction."""
        self._change(promise, delivered_at=at, last_error=None)

    def postpone(self, promise: Promise, reason: str, wait: timedelta) -> None:
        """Note that it failed and is to be tried again after `wait`."""
        self._change(
            promise,
            attempts=promise.attempts + 1,
            last_error=reason,
            available_at=func.now() + wait,
        )

    def forget_kept(self, older_than: timedelta) -> None:
        """Delete what was carried out long ago."""
        self._session.execute(
            delete(OutboxMessage).where(OutboxMessage.delivered_at < func.now() - older_than)
        )

    def _change(self, promise: Promise, **values: Any) -> None:  # noqa: ANN401
        self._session.execute(update(OutboxMessage).where(OutboxMessage.id == promise.id).values(values))


class PromisedEvents:
    """Promises live events instead of sending them, so that a long transaction need not notify."""

    def __init__(self, session: Session, occasion: str) -> None:
        """`occasion` tells one change of a submission from the next."""
        self._outbox = OutboxRepository(session)
        self._occasion = occasion

    def submission_changed(self, submission: Submission) -> None:
        """See EventRepository."""
        key = f"{submission.id}:{self._occasion}"
        self._outbox.promise(OutboxTopic.SUBMISSION, key, {"submission_id": str(submission.id)})

    def activity_added(self, username: str, activity_id: uuid.UUID) -> None:
        """See EventRepository."""
        payload = {"user": username, "activity_id": str(activity_id)}
        self._outbox.promise(OutboxTopic.ACTIVITY, str(activity_id), payload)
