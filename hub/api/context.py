"""What every request shares: the database, who is who, live events and a bounded pool of threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from db.claim import Claim
from db.errors import Unavailable
from db.unit_of_work import UnitOfWork
from hub.api.broker import Broker
from hub.api.identity import HubIdentities
from hub.pace import Pace
from hub.services.course_server import CourseServers
from hub.services.share import Shares

Answer_T = TypeVar("Answer_T")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Context:
    """The service's parts; rules run in `threads` threads, as many as the database pool has connections.

    `begin_as` begins a unit of work that acts for somebody; acting for nobody reaches no private row.
    `reads` and `writes` bound what one hub user may ask for; `starts` keeps one start of a course server from
    being put on record at each look.
    """

    begin_as: Callable[[Claim | None], UnitOfWork]
    identities: HubIdentities
    course_servers: CourseServers
    broker: Broker = field(default_factory=Broker)
    reads: Pace = field(default_factory=lambda: Pace(most=3_000, seconds=60))
    writes: Pace = field(default_factory=lambda: Pace(most=600, seconds=60))
    starts: Pace = field(default_factory=lambda: Pace(most=1, seconds=600))
    previews: Pace = field(default_factory=lambda: Pace(most=240, seconds=60))
    shares: Shares = field(default_factory=Shares)
    threads: int = 8
    most_waiting: int = 200
    clock: Callable[[], datetime] = _now

    def __post_init__(self) -> None:
        """Make the pool."""
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="api")
        self._waiting = 0

    async def run(self, work: Callable[[], Answer_T]) -> Answer_T:
        """Do blocking work in a thread; Unavailable when too much is waiting already."""
        if self._waiting >= self.most_waiting:
            raise Unavailable("Too many people ask at once: try again in a few seconds.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1

    def begin(self) -> UnitOfWork:
        """Begin a unit of work that acts for nobody."""
        return self.begin_as(None)

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)
