"""What a strategy's process may touch: its own memory, the interpreter's files, and nothing else."""

import os
import resource
import sys
import sysconfig
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from coursewright_lab.backtest.isolation import landlock

_REFUSED = (
    "ftplib.connect",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
    "shutil.",
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.sendto",
    "sqlite3.connect",
    "subprocess.Popen",
    "urllib.Request",
)
_CHANGING = (
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
)
_LISTING = ("os.listdir", "os.scandir")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/localtime", "/etc/ld.so.cache", "/etc/mime.types")
_MIB = 1 << 20


@cache
def readable() -> tuple[str, ...]:
    """Return the folders of the interpreter and its packages, and what programs of this machine need."""
    own = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    package = Path(__file__).resolve().parents[1]
    return tuple(sorted({os.path.realpath(path) for path in (*own, *_SYSTEM)} | {str(package)}))


def draw(memory_mb: int, folders: tuple[str, ...]) -> None:
    """Bind this process: memory, no files written, and what Landlock hides."""
    for kind, limit in (
        (resource.RLIMIT_DATA, memory_mb * _MIB),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (bound, bound))
    landlock.hide_files([Path(folder) for folder in folders], [Path(device) for device in _DEVICES])


def watch(folders: tuple[str, ...], note: Callable[[str], None]) -> None:
    """Refuse and note, from now on, whatever reaches beyond this process; it cannot be undone."""
    inside = tuple(f"{folder}{os.sep}" for folder in folders)
    realpath, fspath = os.path.realpath, os.fspath
    devices = _DEVICES

    def is_readable(path: Any) -> bool:
        if path is None or isinstance(path, int):
            return True
        text = fspath(path)
        name = realpath(text.decode(errors="replace") if isinstance(text, bytes) else text)
        return name in devices or name in folders or name.startswith(inside)

    def refuse(what: str) -> None:
        note(what)
        raise PermissionError(f"A strategy may not {what}. Take everything from the bars it is given.")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = bool((flags or 0) & _WRITING) and path not in devices
            if path is not None and (not is_readable(path) or (writes and not isinstance(path, int))):
                refuse(f"open the file {path!r}" if not writes else f"write the file {path!r}")
        elif event.startswith(_REFUSED):
            refuse(f"use {event}")
        elif event in _CHANGING or (event in _LISTING and not is_readable(arguments[0])):
            refuse(f"use {event} on {arguments[0]!r}")

    sys.addaudithook(hook)
