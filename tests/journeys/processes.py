"""The processes of one platform, not those of another on the same machine."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from tests.journeys.platform import Platform


def workers(platform: Platform) -> list[int]:
    """The grading workers."""
    return _of(platform, "hub.jobs.worker")


def services(platform: Platform) -> list[int]:
    """The HTTP service: one process, and none while it is started again."""
    return _of(platform, "-m hub.api")


def hub(platform: Platform) -> int:
    """JupyterHub."""
    (found,) = _of(platform, "-m jupyterhub -f")
    return found


def database(platform: Platform) -> int | None:
    """PostgreSQL's leading process, as it notes itself; None while there is none."""
    for note in (platform.state / "postgres").rglob("postmaster.pid"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            return int(note.read_text(encoding="utf-8").split()[0])
    return None


@contextlib.contextmanager
def held(process: int) -> Iterator[None]:
    """Hold a process up for as long as the block lasts."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def _of(platform: Platform, needle: str) -> list[int]:
    return [pid for pid in _processes(needle) if _descends(pid, platform.process.pid)]


def _processes(needle: str) -> list[int]:
    """Return the processes of this machine whose command line holds ``needle``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if needle in (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"):
                found.append(int(folder.name))
    return found


def _descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return False
        pid = int(stat.rpartition(")")[2].split()[1])
    return False
