"""Slows down guessing: counts failed logins by name and address, in this process's memory alone."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW_SECONDS = 300.0
MOST_REMEMBERED = 20_000

Key = tuple[str, str]


@dataclass
class Throttle:
    """Lets `per_pair` failures of one name from one address pass in five minutes, and more of either alone.

    The wider bounds let a classroom share an address, and a person in while another guesses at her name.
    """

    per_pair: int = 10
    per_name: int = 100
    per_address: int = 200
    now: Callable[[], float] = time.monotonic
    _failures: OrderedDict[Key, deque[float]] = field(default_factory=OrderedDict)

    def is_free(self, name: str, address: str) -> bool:
        """Tell whether another try may be made."""
        return all(self._count(key) < most for key, most in self._bounds(name, address))

    def fail(self, name: str, address: str) -> None:
        """Count a failed try."""
        for key, most in self._bounds(name, address):
            times = self._failures.setdefault(key, deque(maxlen=most))
            times.append(self.now())
            self._failures.move_to_end(key)
        while len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)

    def succeed(self, name: str, address: str) -> None:
        """Forget the failures of this name from this address."""
        self._failures.pop((name, address), None)

    def _bounds(self, name: str, address: str) -> list[tuple[Key, int]]:
        return [
            ((name, address), self.per_pair),
            ((name, ""), self.per_name),
            (("", address), self.per_address),
        ]

    def _count(self, key: Key) -> int:
        times = self._failures.get(key, deque())
        while times and times[0] < self.now() - WINDOW_SECONDS:
            times.popleft()
        return len(times)
