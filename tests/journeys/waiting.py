"""Waiting for the platform: look again until a deadline, never sleep and hope."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 180.0


def wait_until(what: str, look: Callable[[], T | None], *, patience: float = PATIENCE) -> T:
    """Return the first true answer of ``look``, or fail naming ``what`` after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if answer := look():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {patience:.0f} s in vain for {what}")
