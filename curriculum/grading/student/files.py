"""What T may ask of the files in the student's working folder: plain data, in and out."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGEST = 16 << 20


def read_file(_abroad: Any, _subject: None, name: str) -> bytes | None:
    """The bytes of a file, or None where there is none that could be read."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        is_file = stat.S_ISREG(os.fstat(handle).st_mode)
        return os.read(handle, LARGEST) if is_file else None
    finally:
        os.close(handle)


def write_file(_abroad: Any, _subject: None, name: str, data: bytes) -> None:
    """Put the bytes there."""
    Path(name).write_bytes(data)


def remove_file(_abroad: Any, _subject: None, name: str) -> bool:
    """Take the file away, if it is there."""
    try:
        Path(name).unlink()
    except OSError:
        return False
    return True


def describe_file(_abroad: Any, _subject: None, name: str) -> tuple[bool, int] | None:
    """Whether it is a folder, and its size."""
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return stat.S_ISDIR(found.st_mode), found.st_size


def list_files(_abroad: Any, _subject: None, name: str) -> list[str] | None:
    """The names in a folder."""
    try:
        return sorted(os.listdir(name))  # noqa: PTH208 - plain names are asked for
    except OSError:
        return None


VERBS: dict[str, Callable[..., Any]] = {
    "read_file": read_file,
    "write_file": write_file,
    "remove_file": remove_file,
    "describe_file": describe_file,
    "list_files": list_files,
}
