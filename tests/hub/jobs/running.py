"""The real worker process over a test's database, and waiting for what it does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.access import Access
from tests.factories.classroom import STUDENT_PYTHON

PROGRAM = Path(__file__).with_name("interrupted_worker.py")
REPOSITORY = Path(__file__).resolve().parents[3]
PATIENCE = 90.0


@contextmanager
def worker_process(access: Access, state: Path, step: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A worker that kills itself before `step`, once; what is left of it is killed at the end."""
    (state / "secret").write_text(access.secret.value.hex())
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'extensions'}",
        "COURSEWRIGHT_STATE": str(state),
        "COURSEWRIGHT_STUDENT_PYTHON": str(STUDENT_PYTHON),
        "COURSEWRIGHT_DATABASE_URL": f"postgresql://nobody@{access.host}:{access.port}/{access.database}",
    }
    process = subprocess.Popen([sys.executable, str(PROGRAM), step], env=environment, cwd=REPOSITORY)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that takes a worker some seconds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE:.0f} s"
        time.sleep(0.1)
