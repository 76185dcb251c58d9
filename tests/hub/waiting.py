"""Waiting for something that happens in another thread, without guessing how long it takes."""

import threading
import time
from collections.abc import Callable


def until(is_true: Callable[[], bool], seconds: float = 10) -> None:
    """Return once `is_true`; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.02)
