"""Taking turns between processes of this machine; the kernel gives the turn on when its holder dies."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from curriculum.grading.account import owner_of

OWN_FOLDER = ".coursewright"
"""In a course's folder: what is ours alone."""


def _do_nothing() -> None:
    """Nobody minds the wait."""


class Turns:
    """Locks kept in files of a course's folder.

    They lie where the workers, a terminal of the course server and the command line all come to, so that
    these never grade one student's assignment at the same time.
    """

    def __init__(self, course_root: Path) -> None:
        self._root = course_root

    @contextmanager
    def of(
        self, assignment: str, student: str, *, before_waiting: Callable[[], None] = _do_nothing
    ) -> Iterator[None]:
        """Wait until nobody else grades it, and hold it for the block.

        A database lock would be lost with its connection while the work goes on; this one is not.
        """
        descriptor = self._open(f"{assignment}/{student}")
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                before_waiting()
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _open(self, name: str) -> int:
        path = self._root / OWN_FOLDER / "turns" / hashlib.sha256(name.encode()).hexdigest()[:16]
        with owner_of(self._root):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
