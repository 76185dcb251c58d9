"""Puts the jobs of dead workers back into the queue."""

import asyncio
import logging
from collections.abc import Callable

from db.outage import is_outage
from db.repositories.queue import QueueRepository
from db.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 1.0
STALLED_SECONDS = 6.0
LOOK_SECONDS = 1.5
KEEP_FINISHED_HOURS = 24


def rescue(begin: Callable[[], UnitOfWork]) -> list[int]:
    """Put back what stalled; returns the jobs' numbers."""
    with begin() as uow:
        queue = QueueRepository(uow.session)
        rescued = queue.rescue_stalled(STALLED_SECONDS)
        queue.forget_finished(KEEP_FINISHED_HOURS)
        uow.commit()
    return rescued


async def keep_rescuing(begin: Callable[[], UnitOfWork]) -> None:
    """Look at once, and again and again."""
    while True:
        try:
            if rescued := await asyncio.to_thread(rescue, begin):
                _log.warning("Jobs %s had lost their worker and wait again", rescued)
        except Exception as error:
            if not is_outage(error):
                raise
        await asyncio.sleep(LOOK_SECONDS)
