"""Carries out what transactions promised: live events that tell of grades, and what decisions lead to."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from db.enums import OutboxTopic
from db.outage import is_outage
from db.repositories.event import EventRepository
from db.repositories.outbox import OutboxRepository, Promise
from db.repositories.submission import SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services import decision

_log = logging.getLogger(__name__)

BATCH = 50
SWEEP_SECONDS = 2.0
LONGEST_WAIT = timedelta(hours=1)
KEPT = timedelta(days=7)


class Outbox:
    """Any number of workers share the promises; one that fails waits longer each time."""

    def __init__(self, begin: Callable[[], UnitOfWork]) -> None:
        self._begin = begin

    def carry_out(self) -> int:
        """Carry out everything that is due; how many effects that was."""
        total = 0
        while count := self._batch():
            total += count
        return total

    def tidy(self) -> None:
        """Forget what was carried out long ago."""
        with self._begin() as uow:
            OutboxRepository(uow.session).forget_kept(KEPT)
            uow.commit()

    async def run(self) -> None:
        """Sweep up for ever what those who promised did not carry out themselves."""
        while True:
            try:
                await asyncio.to_thread(self.carry_out)
                await asyncio.to_thread(self.tidy)
            except Exception as error:
                if not is_outage(error):
                    raise
                _log.warning("Promised effects have to wait for the database: %s", error)
            await asyncio.sleep(SWEEP_SECONDS)

    def _batch(self) -> int:
        with self._begin() as uow:
            outbox = OutboxRepository(uow.session)
            promises = outbox.take(BATCH)
            for promise in promises:
                self._try(uow, outbox, promise)
            uow.commit()
        return len(promises)

    def _try(self, uow: UnitOfWork, outbox: OutboxRepository, promise: Promise) -> None:
        try:
            with uow.session.begin_nested():
                _carry_out(uow, promise)
        except Exception as error:
            if is_outage(error):
                raise
            _log.exception("The effect %s was not carried out", promise.id)
            wait = min(timedelta(seconds=2) * 2**promise.attempts, LONGEST_WAIT)
            outbox.postpone(promise, f"{type(error).__name__}: {error}"[:500], wait)
        else:
            outbox.keep(promise, datetime.now(UTC))


def _carry_out(uow: UnitOfWork, promise: Promise) -> None:
    events = EventRepository(uow.session)
    match promise.topic:
        case OutboxTopic.SUBMISSION:
            submission = SubmissionRepository(uow.session).get(uuid.UUID(promise.payload["submission_id"]))
            if submission is not None:
                events.submission_changed(submission)
        case OutboxTopic.ACTIVITY:
            events.activity_added(promise.payload["user"], uuid.UUID(promise.payload["activity_id"]))
        case OutboxTopic.ANSWER_DECIDED:
            answer_id = uuid.UUID(promise.payload["answer_id"])
            decision.follow(uow, answer_id, datetime.now(UTC), events)
            events.answer_decided(promise.payload["user"], answer_id)
