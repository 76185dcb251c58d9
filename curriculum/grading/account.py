"""Acting as a folder's owner, so that a privileged process has no more than the owner's rights."""

import contextlib
import ctypes
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "coursewright-run-"
_libc = ctypes.CDLL(None, use_errno=True)
_CAP_SETUID = 1 << 7  # acting as another account suspends most other capabilities, but not this one


def is_privileged() -> bool:
    """Whether this process may act as other accounts; root inside a border may not."""
    if os.geteuid() != 0:
        return False
    status = Path("/proc/thread-self/status").read_text(encoding="ascii")
    effective = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return bool(int(effective.split()[1], 16) & _CAP_SETUID)


@contextlib.contextmanager
def owner_of(folder: Path) -> Iterator[None]:
    """Within the block this thread reaches and makes files as the account that owns `folder`.

    A course folder belongs to its instructors: without this a link planted there would make a grader that
    runs as root write anywhere. Other threads are not concerned; an ordinary user's process stays what it is.
    """
    status = folder.stat()
    if status.st_uid == 0 or not is_privileged():
        yield
        return
    with _acting_as(status.st_uid, status.st_gid):
        yield


@contextlib.contextmanager
def oneself() -> Iterator[None]:
    """Within the block this thread has the process's own rights again."""
    if not is_privileged():
        yield
        return
    with _acting_as(os.geteuid(), os.getegid()):
        yield


def make_folder(parent: Path | None) -> Path:
    """A new private folder for whoever this thread acts as; without `parent` in the temporary folder."""
    acting_uid, acting_gid = _libc.setfsuid(-1), _libc.setfsgid(-1)
    with oneself():
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        if is_privileged():
            os.chown(folder, acting_uid, acting_gid)
    return folder


def remove_leftovers(older_than_seconds: float = 3600.0) -> None:
    """Remove folders that killed processes left in the temporary folder; a run never lasts this long."""
    oldest = time.time() - older_than_seconds
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.lstat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def remove_folder(folder: Path) -> None:
    """Remove a run's folder, however deep its owner nested it."""
    with oneself():
        with contextlib.suppress(RecursionError):
            shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            subprocess.run(["rm", "-rf", "--", folder], check=False, stderr=subprocess.DEVNULL)


def is_open_to_all(folder: Path, *, parents: bool) -> bool:
    """Whether every account may look into `folder`, and, with `parents`, gets there at all."""
    on_the_way = folder.resolve().parents if parents else ()
    return folder.stat().st_mode & 0o005 == 0o005 and all(p.stat().st_mode & 0o001 for p in on_the_way)


def give(folder: Path, uid: int) -> None:
    """Make `folder` and all in it belong to account `uid`; needs root."""
    with oneself():
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, uid, uid, follow_symlinks=False)


@contextlib.contextmanager
def _acting_as(uid: int, gid: int) -> Iterator[None]:
    former_gid = _libc.setfsgid(gid)
    former_uid = _libc.setfsuid(uid)
    try:
        if _libc.setfsuid(-1) != uid:
            msg = f"This process may not act as account {uid}; start it as root or as an ordinary user."
            raise PermissionError(msg)
        yield
    finally:
        _libc.setfsuid(former_uid)
        _libc.setfsgid(former_gid)
