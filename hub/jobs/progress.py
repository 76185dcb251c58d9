"""Tells how far a job is, often enough to be alive and seldom enough to cost nothing."""

import time
from collections.abc import Callable

SECONDS_BETWEEN = 0.25


class Progress:
    """Called after each step of a job with how many are done, and of how many; tells it now and then."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        """`tell` stores and announces the count."""
        self._tell = tell
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell it, unless the last time was just now; the last step is always told."""
        now = time.monotonic()
        if now < self._next and done < total:
            return
        self._next = now + SECONDS_BETWEEN
        self._tell(done, total)
