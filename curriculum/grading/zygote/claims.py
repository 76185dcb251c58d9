"""Accounts that no person has, each claimed by one run at a time on the whole machine."""

import contextlib
import socket
import threading
from collections.abc import Iterator

FIRST, COUNT = 58_000, 2_000


class NoAccountError(Exception):
    """All accounts for runs are taken."""


class Claims:
    """Lends account numbers; a claim is the name of an abstract socket, and ends with its process."""

    def __init__(self) -> None:
        """Nothing is claimed yet."""
        self._lock = threading.Lock()
        self._held: dict[int, socket.socket] = {}
        self._free: list[int] = []

    @contextlib.contextmanager
    def lend(self, count: int) -> Iterator[list[int]]:
        """`count` accounts that no other run on this machine uses meanwhile."""
        with self._lock:
            while len(self._free) < count:
                self._free.append(self._claim())
            lent = [self._free.pop() for _ in range(count)]
        try:
            yield lent
        finally:
            with self._lock:
                self._free.extend(lent)

    def close(self) -> None:
        """Give all back."""
        with self._lock:
            for held in self._held.values():
                held.close()
            self._held.clear()
            self._free.clear()

    def _claim(self) -> int:
        for uid in range(FIRST, FIRST + COUNT):
            if uid in self._held:
                continue
            claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            try:
                claim.bind(f"\0coursewright-account-{uid}")
            except OSError:
                claim.close()
                continue
            self._held[uid] = claim
            return uid
        msg = f"All accounts from {FIRST} to {FIRST + COUNT - 1} are in use; try again when runs have ended."
        raise NoAccountError(msg)
