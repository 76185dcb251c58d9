"""Runs a transaction again when PostgreSQL took it back or the connection to it dropped."""

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

from db.outage import is_outage, was_undone

_log = logging.getLogger(__name__)

ATTEMPTS = 4
FIRST_PAUSE_SECONDS = 0.05

Result_T = TypeVar("Result_T")


def retried(
    work: Callable[[], Result_T],
    *,
    is_idempotent: bool,
    attempts: int = ATTEMPTS,
    pause: Callable[[float], None] = time.sleep,
) -> Result_T:
    """Do `work`, which opens and commits units of work of its own, up to `attempts` times.

    A deadlock or serialization failure undid everything, so any work is begun again. After a dropped
    connection nobody knows whether the commit was kept, so only work that `is_idempotent` is. The last error
    is raised as it came.
    """
    for left in range(attempts - 1, -1, -1):
        try:
            return work()
        except Exception as error:
            may_repeat = was_undone(error) or (is_idempotent and is_outage(error))
            if not may_repeat or left == 0:
                raise
            _log.warning("A transaction begins again: %s", str(error).partition("\n")[0])
            wait = FIRST_PAUSE_SECONDS * 2 ** (attempts - 1 - left)
            pause(wait * random.uniform(0.5, 1.5))  # noqa: S311  apart from those it collided with
    raise AssertionError
