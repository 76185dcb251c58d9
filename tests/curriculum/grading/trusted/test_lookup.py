"""The way names are looked up is a detail of CPython: it holds in every interpreter that is here."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.classroom import STUDENT_PYTHON

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = Path(__file__).with_name("lookup_program.py")


def interpreters() -> list[str]:
    """Every Python from 3.11 to 3.14 on this machine, this one and the student environment's first."""
    found = [sys.executable, str(STUDENT_PYTHON)]
    for minor in range(11, 15):
        found += filter(None, [shutil.which(f"python3.{minor}")])
        found += [str(path) for path in Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python")]
    return [python for python in dict.fromkeys(found) if "shims" not in python]


@pytest.mark.parametrize("python", interpreters())
def test_names_are_asked_for_at_every_level_of_code(python: str) -> None:
    done = subprocess.run(
        [python, "-B", "-W", "error", str(PROGRAM)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "asked\n", done.stderr
