"""Brings an assignment's files into a run's folder: no notebooks, no links, no devices."""

import os
import shutil
import stat

MOST_FILES = 5_000
_NOTEBOOK = ".ipynb"
_SKIPPED = ("__pycache__",)


def copy_files(source: int, target: str, uid: int | None) -> None:
    """Copy what lies in the folder open as `source` into `target`, for account `uid`."""
    # The other process of the run was given the same open folder, whose place in the listing both would move.
    own = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=source)
    try:
        _copy_folder(own, target, uid, [MOST_FILES])
    finally:
        os.close(own)


def _copy_folder(source: int, target: str, uid: int | None, left: list[int]) -> None:
    with os.scandir(source) as entries:
        names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    for name, is_folder in names:
        left[0] -= 1
        if name.startswith(".") or name.endswith(_NOTEBOOK) or name in _SKIPPED or left[0] < 0:
            continue
        place = f"{target}/{name}"
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | (os.O_DIRECTORY if is_folder else 0)
        try:
            found = os.open(name, flags, dir_fd=source)
        except OSError:
            continue
        try:
            if is_folder:
                os.mkdir(place)  # noqa: PTH102
                _copy_folder(found, place, uid, left)
            elif stat.S_ISREG(os.fstat(found).st_mode):
                with open(found, "rb", closefd=False) as old, open(place, "xb") as new:  # noqa: PTH123
                    shutil.copyfileobj(old, new)
            else:
                continue
            if uid is not None:
                os.chown(place, uid, uid)
        finally:
            os.close(found)
