"""Records what instructors change in the gradebooks, soon after they do."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from sqlalchemy import URL

from curriculum.grading.autograde import Course
from curriculum.grading.recorder import Recorder
from db.enums import Channel
from db.listener import notifications
from db.outage import is_outage
from db.repositories.gradebook_mark import GradebookMarkRepository
from db.unit_of_work import UnitOfWork
from hub.jobs.outbox import Outbox

_log = logging.getLogger(__name__)

QUIET_SECONDS = 0.3
CATCH_UP_SECONDS = 2.0


class MarkConsumer:
    """Takes marks that have not moved for a moment; several consumers share them out."""

    def __init__(
        self,
        begin: Callable[[], UnitOfWork],
        course_of: Callable[[str], Course],
        *,
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        self._begin = begin
        self._quiet_seconds = quiet_seconds
        self._course_of = course_of
        self._recorder = Recorder(begin)
        self._outbox = Outbox(begin)

    def consume(self) -> int:
        """Record every mark that is due; returns how many changed our tables."""
        with self._begin() as uow:
            marks = GradebookMarkRepository(uow.session).waiting(older_than_seconds=self._quiet_seconds)
        news = 0
        for mark in marks:
            try:
                news += self._recorder.record(self._course_of(mark.slug), mark.assignment, mark.student)
            except Exception as error:
                if is_outage(error):
                    raise
                _log.exception("The mark of %s in %s was not recorded", mark.student, mark.assignment)
        if news:
            self._outbox.carry_out()
        return news

    async def run(self, url: URL) -> None:
        """Consume for ever: soon after each notification, and now and then for what was missed."""
        heard = asyncio.Event()
        listener = asyncio.create_task(_set_at_each(notifications(url, Channel.MARKS), heard))
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(heard.wait(), CATCH_UP_SECONDS)
                heard.clear()
                await asyncio.sleep(self._quiet_seconds)
                try:
                    await asyncio.to_thread(self.consume)
                except Exception as error:
                    if not is_outage(error):
                        raise
                    _log.warning("Marks have to wait for the database: %s", error)
        finally:
            listener.cancel()


async def _set_at_each(payloads: AsyncIterator[str], heard: asyncio.Event) -> None:
    async for _ in payloads:
        heard.set()
