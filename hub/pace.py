"""Keeps one person from asking for something costly again and again; counted in this process's memory."""

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from db.errors import RateLimited

MOST_REMEMBERED = 20_000


@dataclass
class Pace:
    """Lets each key through `most` times in any `seconds`; may be used by several threads."""

    most: int
    seconds: float
    now: Callable[[], float] = time.monotonic
    _times: OrderedDict[Hashable, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: Hashable) -> bool:
        """Count a try, and tell whether it may be made; one that may not is not counted."""
        with self._lock:
            times = self._times.setdefault(key, deque())
            self._times.move_to_end(key)
            while len(self._times) > MOST_REMEMBERED:
                self._times.popitem(last=False)
            moment = self.now()
            while times and times[0] <= moment - self.seconds:
                times.popleft()
            if len(times) >= self.most:
                return False
            times.append(moment)
            return True

    def require(self, key: Hashable, message: str) -> None:
        """Count a try; RateLimited, with the seconds to wait as `{wait}` of the message, for one too many."""
        if not self.take(key):
            wait = self.wait(key)
            raise RateLimited(message.format(wait=wait), retry_after=wait)

    def wait(self, key: Hashable) -> int:
        """Tell in how many seconds, rounded up, the next try of the key may be made; at least one."""
        with self._lock:
            times = self._times.get(key)
            left = times[0] + self.seconds - self.now() if times else 0.0
        return max(1, math.ceil(left))
