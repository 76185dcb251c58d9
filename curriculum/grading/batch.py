"""Many submissions at once: graded in parallel, written down together, never stopped by one of them."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

IDLE_SECONDS = 0.5
MOST_UNWRITTEN = 100
LONGEST_UNWRITTEN_SECONDS = 10.0

Turn = Callable[[Item, Callable[[], None]], AbstractContextManager[object]]
"""Holds the turn of an item from before it is graded until it is written; calls back before it waits."""


@dataclass(frozen=True)
class Ended(Generic[Item, Result]):
    """One item with its result, or with the error that ended it."""

    item: Item
    result: Result | None
    error: Exception | None


@dataclass(frozen=True)
class Batch(Generic[Item, Result]):
    """How items are worked on (in threads), and how what came out is written (in the caller's thread)."""

    work: Callable[[Item], Result]
    write: Callable[[list[Ended[Item, Result]]], None]
    turn: Turn[Item]
    jobs: int

    def run(self, items: Iterable[Item]) -> None:
        """Work on every item; an error of one is written down with it and stops no other.

        When it is interrupted, what runs is left to whoever closes what runs it.
        """
        pool = ThreadPoolExecutor(self.jobs, thread_name_prefix="grade")
        going = _Going(self, pool)
        try:
            for item in items:
                going.start(item)
            going.finish()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            going.release()


class _Going(Generic[Item, Result]):
    """A batch while it runs."""

    def __init__(self, batch: Batch[Item, Result], pool: ThreadPoolExecutor) -> None:
        self._batch, self._pool = batch, pool
        self._running: dict[Future[Result], tuple[Item, ExitStack]] = {}
        self._ended: list[tuple[Ended[Item, Result], ExitStack]] = []
        self._written_at = monotonic()

    def start(self, item: Item) -> None:
        """Hand `item` to a free thread, waiting for one."""
        while len(self._running) > self._batch.jobs:
            self._collect()
        turn = ExitStack()
        turn.enter_context(self._batch.turn(item, self._write))
        self._running[self._pool.submit(self._batch.work, item)] = (item, turn)

    def finish(self) -> None:
        """Wait for all that runs, and write it."""
        while self._running:
            self._collect()
        self._write()

    def release(self) -> None:
        """Give every turn back."""
        for _, turn in (*self._running.values(), *self._ended):
            turn.close()

    def _collect(self) -> None:
        done, _ = wait(self._running, timeout=IDLE_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            item, turn = self._running.pop(future)
            self._ended.append((_ended(item, future), turn))
        is_late = monotonic() - self._written_at > LONGEST_UNWRITTEN_SECONDS
        if not done or is_late or len(self._ended) >= MOST_UNWRITTEN:
            self._write()

    def _write(self) -> None:
        """Write what has ended; a turn is given back only when its item is written."""
        ended, self._ended = self._ended, []
        try:
            if ended:
                self._batch.write([each for each, _ in ended])
        finally:
            self._written_at = monotonic()
            for _, turn in ended:
                turn.close()


def _ended(item: Item, future: Future[Result]) -> Ended[Item, Result]:
    error = future.exception()
    if error is None:
        return Ended(item, future.result(), None)
    if isinstance(error, Exception):
        return Ended(item, None, error)
    raise error
