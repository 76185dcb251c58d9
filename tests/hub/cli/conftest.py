"""A state folder with a database for the commands to work on."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hub.cli.main import main
from hub.platform import state

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code, what it printed, and the errors."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What `--json` printed."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


Call = Callable[..., Outcome]


@pytest.fixture(scope="module")
def state_folder() -> Iterator[Path]:
    """A state folder with a provisioned and migrated database, not running between commands."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-cli-"))
    folder.chmod(0o711)
    state.make(folder / "state")
    yield folder / "state"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def call(state_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command on the state folder as `coursewright ...` does."""
    monkeypatch.setenv("COURSEWRIGHT_STATE", str(state_folder))
    monkeypatch.delenv("COURSEWRIGHT_DATABASE_URL", raising=False)

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(list(arguments))
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


def run_apart(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hub", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
