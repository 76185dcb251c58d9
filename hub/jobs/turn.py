"""Taking turns between processes of this machine; the kernel gives the turn on when its holder dies."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """Locks kept in files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Wait until nobody else is at `name`, and hold it for the block.

        A database lock would be lost with its connection while the work goes on; this one is not.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / hashlib.sha256(name.encode()).hexdigest()[:16]
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
