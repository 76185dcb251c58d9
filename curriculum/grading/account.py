"""Acting as a folder's owner, so that a privileged process has no more than the owner's rights."""

import contextlib
import ctypes
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def owner_of(folder: Path) -> Iterator[None]:
    """Within the block this thread reaches and makes files as the account that owns `folder`.

    A course folder belongs to its instructors: without this a link planted there would make a grader that
    runs as root write anywhere. Other threads are not concerned; an ordinary user's process stays what it is.
    """
    status = folder.stat()
    if os.geteuid() != 0 or status.st_uid == 0:
        yield
        return
    with _acting_as(status.st_uid, status.st_gid):
        yield


@contextlib.contextmanager
def oneself() -> Iterator[None]:
    """Within the block this thread has the process's own rights again."""
    if os.geteuid() != 0:
        yield
        return
    with _acting_as(os.geteuid(), os.getegid()):
        yield


def make_folder(parent: Path | None) -> Path:
    """A new private folder for whoever this thread acts as; without `parent` in the temporary folder."""
    acting_uid, acting_gid = _libc.setfsuid(-1), _libc.setfsgid(-1)
    with oneself():
        folder = Path(tempfile.mkdtemp(prefix="grading-", dir=parent))
        os.chown(folder, acting_uid, acting_gid)
    return folder


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
