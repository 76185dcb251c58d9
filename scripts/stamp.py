"""Remembers what a result was made from, so that making it again can be skipped."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(parts: Iterable[str | Path]) -> str:
    """A hash over texts and over the names and contents of files and folders, in the given order."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            total.update(f"text {part}\0".encode())
            continue
        for path in files(part):
            total.update(f"file {path.relative_to(part.parent)} {path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def files(path: Path) -> list[Path]:
    """The files below `path`, sorted, or `path` itself; none if it is missing, nor what Python compiled."""
    if path.is_file():
        return [path]
    found = (inner for inner in path.rglob("*") if inner.is_file())
    return sorted(inner for inner in found if "__pycache__" not in inner.parts)


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether `stamp` says that the result was made from `wanted`."""
    try:
        return stamp.read_text("ascii").strip() == wanted
    except FileNotFoundError:
        return False


def write(stamp: Path, made_from: str) -> None:
    """Say in `stamp` what the result was made from."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from + "\n", "ascii")
