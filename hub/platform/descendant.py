"""The processes that the platform's parts started or left behind: students' servers above all."""

import ctypes
import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_SERVER_MARKS = ("jupyterhub-singleuser", "jupyterhub.singleuser")
_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Process:
    """A process of this machine."""

    id: int
    parent: int
    is_dead: bool


def adopt_orphans() -> None:
    """Become the parent of every process below this one whose own parent dies, so that none is lost."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def bury_orphans(own: Iterable[int]) -> None:
    """Take note of the end of adopted processes; `own` are those whose end somebody here waits for."""
    known = set(own)
    with suppress(ChildProcessError):
        while dead := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if dead.si_pid in known:
                return
            os.waitpid(dead.si_pid, os.WNOHANG)


def stop_servers() -> None:
    """Ask every Jupyter server below this process to end: each saves nothing and needs no goodbye."""
    for process in descendants():
        if any(mark in _command(process) for mark in _SERVER_MARKS):
            _signal(process, signal.SIGTERM)


def end_all(spare: Iterable[int], *, patience: float = 2.0) -> None:
    """End every process below this one but `spare` and what is below those: first asked, then killed."""
    spared = set(spare)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in descendants(spared):
            _signal(process, number)
        deadline = time.monotonic() + patience
        while descendants(spared) and time.monotonic() < deadline:
            bury_orphans(spared)
            time.sleep(_POLL_SECONDS)


def descendants(spare: Iterable[int] = ()) -> list[int]:
    """The living processes below this one, without those in `spare` and what is below them."""
    spared = set(spare)
    children: dict[int, list[Process]] = {}
    for process in _processes():
        children.setdefault(process.parent, []).append(process)
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child.id not in spared:
                waiting.append(child.id)
                found += [] if child.is_dead else [child.id]
    return found


def _processes() -> Iterable[Process]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError, IndexError):
                state, parent = (folder / "stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()[:2]
                yield Process(int(folder.name), int(parent), state in {"Z", "X"})


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def _signal(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process, number)
