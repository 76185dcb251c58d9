"""Reads a file that somebody else made: a plain one, up to a size, and never for ever."""

import os
import stat
from pathlib import Path


class NotPlainError(OSError):
    """A folder, a pipe or a device where a file should be."""


def read_plain(path: Path, most: int, *, follow_links: bool = False) -> bytes:
    """The first bytes of a file, one more than `most` if there are more; raises OSError."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow_links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotPlainError(0, "it is no plain file", str(path))
        return file.read(most + 1)
