"""Finds and ends the server processes that an earlier, killed run left on a data folder."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from db.embedded.errors import PostgresError

_STAGES = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
_POLL_SECONDS = 0.02


def postmaster(data: Path) -> int | None:
    """The process that serves `data` now, or None; a process number that was used again deceives nobody."""
    try:
        process = int((data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return process if works_in(process, data) else None


def works_in(process: int, data: Path) -> bool:
    """Whether a living process has `data` as its working folder, as each of a server's processes has."""
    try:
        return Path(f"/proc/{process}/cwd").samefile(data)
    except OSError:
        return False


def end(data: Path) -> None:
    """End whatever still serves `data`, and drop a process file that names a dead process or a stranger."""
    leader = postmaster(data)
    if leader is not None:
        terminate(leader)
    # Backends outlive a killed postmaster for a moment, and a new server must not start beside them.
    if not wait_until(lambda: not _stragglers(data), 15.0):
        raise PostgresError(
            f"Processes of an earlier server still use {data}: {_stragglers(data)}. End them and start again."
        )
    if leader is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def terminate(process: int) -> None:
    """End a server: first ask it for a fast shutdown, in the end kill it."""
    for number, seconds in _STAGES:
        with suppress(ProcessLookupError):
            os.kill(process, number)
        if wait_until(lambda: not _is_alive(process), seconds):
            return
    raise PostgresError(f"The PostgreSQL process {process} does not end. End it and start again.")


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether `holds` becomes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _is_alive(process: int) -> bool:
    try:
        state = (
            Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace").rsplit(")", 1)[1].split()[0]
        )
    except OSError:
        return False
    return state not in {"Z", "X"}


def _stragglers(data: Path) -> list[int]:
    processes = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [process for process in processes if works_in(process, data)]
