"""How many of the platform's people have each achievement."""

import threading
import time
import uuid
from collections.abc import Callable, Mapping

from db.repositories.achievement_view import AchievementViewRepository, Holders
from hub.services.person import Begin

FEWEST_PEOPLE = 5
"""Of fewer people nothing is told: a share would name them."""


class Shares:
    """Counts everybody once in a while, whoever asks first, and remembers it for all."""

    def __init__(self, seconds: float = 600, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._expires = -1.0
        self._shares: Mapping[uuid.UUID, int] | None = None

    def read(self, begin: Begin) -> Mapping[uuid.UUID, int] | None:
        """Whole percent of everybody by achievement, at least 1 where anybody has it; None of few people."""
        with self._lock:
            if self._clock() >= self._expires:
                with begin() as uow:
                    holders = AchievementViewRepository(uow.session).holders()
                self._shares = _percent(holders)
                self._expires = self._clock() + self._seconds
            return self._shares

    def forget(self) -> None:
        """Count anew at the next question."""
        self._expires = -1.0


def _percent(holders: Holders) -> Mapping[uuid.UUID, int] | None:
    if holders.people < FEWEST_PEOPLE:
        return None
    counts = holders.by_achievement.items()
    return {number: max(1, round(100 * count / holders.people)) for number, count in counts}
