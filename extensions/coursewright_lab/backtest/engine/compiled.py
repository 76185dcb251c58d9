"""Compiles the engine's functions once for a machine, and finds a folder that keeps what was compiled."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba
from numba.core import config

_HERE = Path(__file__).resolve().parent
_SOURCES = ("layout.py", "compiled.py", "settlement.py", "orders.py", "core.py", "digest_compiled.py")
_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile `function` at its first call, or take it from the folder if that holds it already.

    It must not make arrays: numba's counting of references, which took longer than a fill, is switched off.
    """
    with _kept_in(folder()) as kept:
        decorated: Callable[_P, _R] = numba.njit(cache=kept, **_OPTIONS)(function)
    return decorated


def inlined(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile `function`, which must not make arrays either, into its one caller."""
    with _kept_in(folder()) as kept:
        decorated: Callable[_P, _R] = numba.njit(cache=kept, inline="always", **_OPTIONS)(function)
    return decorated


@cache
def folder() -> Path | None:
    """Return where compiled code is kept: beside the source, else in the user's cache, else for this run.

    What an installation compiled is copied when its own folder cannot be written, as in a student's
    read-only environment. None when no folder at all can be written.
    """
    name = f"coursewright-{_digest()}"
    installed = _HERE / "__pycache__" / name
    candidates = [installed, _user_cache() / "coursewright" / "backtest" / name]
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        candidates.insert(0, Path(given) / name)
    for candidate in candidates:
        if _is_writable(candidate):
            return _seeded(candidate, installed)
    try:
        return _seeded(Path(tempfile.mkdtemp(prefix="coursewright-backtest-")), installed)
    except OSError:
        return None


def _digest() -> str:
    """A name for this very code: numba looks at one file alone, and would miss a change in another."""
    joined = b"".join((_HERE / source).read_bytes() for source in _SOURCES)
    return hashlib.sha256(joined).hexdigest()[:16]


def _user_cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return Path(given) if given else Path(os.environ.get("HOME") or tempfile.gettempdir()) / ".cache"


def _is_writable(candidate: Path) -> bool:
    try:
        candidate.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=candidate).close()
    except OSError:
        return False
    return True


def _seeded(target: Path, installed: Path) -> Path:
    if target != installed and installed.is_dir():
        for source in installed.rglob("*.nb?"):
            copy = target / source.relative_to(installed)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                draft = copy.with_name(f"{copy.name}.{os.getpid()}")
                shutil.copyfile(source, draft)
                draft.replace(copy)
    return target


@contextmanager
def _kept_in(place: Path | None) -> Iterator[bool]:
    before = vars(config)["CACHE_DIR"]
    vars(config)["CACHE_DIR"] = str(place or "")
    try:
        yield place is not None
    finally:
        vars(config)["CACHE_DIR"] = before
