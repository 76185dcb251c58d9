"""Keeps a few zygotes warm: one for each set of imports, the least used one ended when there are too many."""

import contextlib
import threading
from collections.abc import Callable, Iterator

from curriculum.grading.zygote.warm import Zygote

Imports = frozenset[str]
MOST_ZYGOTES = 4


class Shelf:
    """The zygotes of one runner."""

    def __init__(self, make: Callable[[Imports], Zygote], most: int = MOST_ZYGOTES) -> None:
        """`make` starts a zygote for a set of imports."""
        self._make, self._most = make, most
        self._lock = threading.Lock()
        self._zygotes: dict[Imports, Zygote] = {}
        self._users: dict[Zygote, int] = {}

    @contextlib.contextmanager
    def lend(self, imports: Imports) -> Iterator[Zygote]:
        """A living zygote that is warm for at least `imports`; it is not ended while lent."""
        with self._lock:
            zygote = self._find(imports)
            self._users[zygote] = self._users.get(zygote, 0) + 1
        try:
            zygote.wait_until_ready()
            yield zygote
        finally:
            with self._lock:
                self._users[zygote] -= 1
                outdated = self._outdated()
            for other in outdated:
                other.close()

    def close(self) -> None:
        """End all."""
        with self._lock:
            zygotes = [*self._users]
            self._zygotes.clear()
            self._users.clear()
        for zygote in zygotes:
            zygote.close()

    def _find(self, imports: Imports) -> Zygote:
        for known, zygote in list(self._zygotes.items()):
            if not zygote.is_alive:
                del self._zygotes[known]
            elif imports <= known:
                self._zygotes[known] = self._zygotes.pop(known)  # the last one used comes last
                return zygote
        made = self._zygotes[imports] = self._make(imports)
        return made

    def _outdated(self) -> list[Zygote]:
        """Those that nobody uses and that are dead, or the oldest beyond the most there may be."""
        while len(self._zygotes) > self._most:
            del self._zygotes[next(iter(self._zygotes))]
        kept = set(self._zygotes.values())
        outdated = [zygote for zygote, users in self._users.items() if not users and zygote not in kept]
        for zygote in outdated:
            del self._users[zygote]
        return outdated
