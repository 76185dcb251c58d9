"""Rings in T when a cell's time is over."""

import contextlib
import signal
from collections.abc import Iterator

from curriculum.grading.trusted.link import Link
from curriculum.grading.trusted.verdict import TimeUp

RING_AGAIN_SECONDS = 0.5


@contextlib.contextmanager
def alarm(seconds: float, link: Link) -> Iterator[None]:
    """Stop what runs inside after so many seconds; a conversation with S ends by its own deadline."""

    is_armed = True

    def ring(*_: object) -> None:
        if is_armed and not link.is_talking:
            link.stop(TimeUp())

    former = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN_SECONDS)
    try:
        yield
    finally:
        is_armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
