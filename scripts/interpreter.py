"""Chooses the Python that both environments are made with."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.step import SetupError

OLDEST = (3, 11)
_SYSTEM = tuple(
    Path(folder) / name
    for folder in ("/usr/bin", "/usr/local/bin")
    for name in ("python3", "python3.13", "python3.12", "python3.11")
)


@dataclass(frozen=True)
class Interpreter:
    """A Python executable, its version, and a remark for the person if it is not the one they named."""

    path: Path
    version: str
    remark: str = ""


def choose(*, keep: bool) -> Interpreter:
    """This Python; or, where students could not run it and `keep` is off, one of the system that they can."""
    if sys.version_info < OLDEST:
        raise SetupError(
            f"This is Python {sys.version_info.major}.{sys.version_info.minor}; Coursewright needs 3.11 "
            "or newer. Name one: make PYTHON=/path/to/python3.12 ..."
        )
    here = _inspect(Path(sys.executable).resolve())
    if here is None:
        raise SetupError(
            f"{sys.executable} cannot make virtual environments. Install its venv module (on Debian and "
            "Ubuntu: apt-get install python3-venv), or name another: make PYTHON=/path/to/python3.12 ..."
        )
    if keep or os.geteuid() != 0 or is_open_to_all(here.path):
        return here
    for candidate in _SYSTEM:
        found = _inspect(candidate) if is_open_to_all(candidate.resolve()) else None
        if found:
            remark = f"{found.path}, as other accounts cannot enter {here.path.parent}"
            return Interpreter(found.path, found.version, remark)
    return here


def is_open_to_all(path: Path) -> bool:
    """Whether every account may execute `path` and pass through each folder above it."""
    try:
        return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))
    except OSError:
        return False


def _inspect(path: Path) -> Interpreter | None:
    """The interpreter at `path` if it is new enough and can make environments."""
    if not path.exists():
        return None
    code = "import ensurepip, sys, venv; print('%d.%d.%d' % sys.version_info[:3])"
    answer = subprocess.run([path, "-I", "-c", code], capture_output=True, text=True, check=False)
    version = answer.stdout.strip()
    if answer.returncode != 0 or tuple(map(int, version.split(".")[:2])) < OLDEST:
        return None
    return Interpreter(path, version)
