"""Steps of the set-up: one line each on the screen, with its state and time."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

REPOSITORY = Path(__file__).resolve().parent.parent
TOOLS = REPOSITORY / ".tools"
LOG = TOOLS / "setup.log"
_TAIL_LINES = 25


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do."""


class Step:
    """A step under way; used as a context, it prints its line when it ends."""

    def __init__(self, title: str) -> None:
        self._title = title
        self.state = "done"

    def __enter__(self) -> Self:
        self._begin = time.monotonic()
        if sys.stdout.isatty():
            print(f"  {self._title:<24} ...", end="", flush=True)
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        seconds = time.monotonic() - self._begin
        start = "\r" if sys.stdout.isatty() else ""
        state = self.state if error is None else "FAILED"
        print(f"{start}  {self._title:<24} {state:<44} {seconds:6.1f} s", flush=True)


def run(
    argv: Sequence[object], *, advice: str, cwd: Path = REPOSITORY, env: Mapping[str, str] | None = None
) -> None:
    """Run a command with its output in the set-up's log. Raises SetupError with its end and `advice`."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("ab") as log:
        command = list(map(str, argv))
        log.write(f"\n$ {' '.join(command)}\n".encode())
        log.flush()
        begin = log.tell()
        try:
            done = subprocess.run(
                command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
            )
        except OSError as error:
            raise SetupError(f"{command[0]} cannot be run: {error.strerror}. {advice}") from error
    if done.returncode != 0:
        raise SetupError(f"{_tail(begin)}\n{Path(command[0]).name} failed (code {done.returncode}). {advice}")


def _tail(begin: int) -> str:
    with LOG.open("rb") as log:
        log.seek(begin)
        lines = log.read().decode("utf-8", "replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-_TAIL_LINES:])
