"""Turning a command into one that runs inside a border."""

import json
import subprocess
import sys
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from curriculum.grading.sandbox.rules import Rules

_WRAPPER = Path(__file__).with_name("exec.py")

SYSTEM = tuple(Path(p) for p in ("/usr", "/lib", "/lib64", "/bin", "/sbin"))
"""What any program needs to start: libraries and executables of the machine."""


class Tier(StrEnum):
    """How strong a border this machine can hold; `NONE` is refused unless accepted by name."""

    NAMESPACES = "landlock, seccomp and namespaces"
    LANDLOCK = "landlock and seccomp"
    LANDLOCK_NAMESPACES = "landlock and namespaces"
    NONE = "none"


def command(argv: Sequence[str], rules: Rules) -> list[str]:
    """The command line that runs `argv` inside `rules`; the environment passes through untouched."""
    return [sys.executable, "-I", "-S", str(_WRAPPER), rules.to_json(), "--", *argv]


@cache
def tier() -> Tier:
    """What holds on this machine for a program without network, found by trying."""
    answer = subprocess.run(
        [sys.executable, "-I", "-S", str(_WRAPPER), "--probe"],
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    found = json.loads(answer.stdout)
    if not found["landlock"]:
        return Tier.NONE
    if found["seccomp"]:
        return Tier.NAMESPACES if found["namespaces"] else Tier.LANDLOCK
    return Tier.LANDLOCK_NAMESPACES if found["namespaces"] else Tier.NONE


def python_folders(python: Path) -> tuple[Path, ...]:
    """The folders that `python` needs for reading: its environment and the installation beneath it."""
    environment = python.absolute().parent.parent
    base = python.resolve().parent.parent
    return (environment, base) if base != Path("/usr") else (environment,)
