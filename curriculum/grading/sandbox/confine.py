"""Turning a command into one that runs inside a border."""

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from curriculum.grading.sandbox.rules import Rules
from curriculum.grading.sandbox.tier import Tier, strongest, weaker_or_equal

_WRAPPER = Path(__file__).with_name("exec.py")

__all__ = ["SYSTEM", "Tier", "command", "python_folders", "tier", "tiers"]

SYSTEM = tuple(Path(p) for p in ("/usr", "/lib", "/lib64", "/bin", "/sbin"))
"""What any program needs to start: libraries and executables of the machine."""


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
    return strongest(**json.loads(answer.stdout))


def tiers() -> tuple[Tier, ...]:
    """All tiers that this machine can hold, the strongest first."""
    return weaker_or_equal(tier())


def python_folders(python: Path) -> tuple[Path, ...]:
    """The folders that `python` needs for reading: its environment and the installation beneath it."""
    environment = python.absolute().parent.parent
    base = python.resolve().parent.parent
    return (environment, base) if base != Path("/usr") else (environment,)
