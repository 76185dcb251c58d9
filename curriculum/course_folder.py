"""Writes released assignments into a cohort's course folder, which its instructors can change too."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o755, 0o644


def install(course_root: Path, step: str, assignment: str, content: bytes) -> None:
    """Put the bytes at `<step>/<assignment>/<assignment>.ipynb`, whole or not at all, owned as the course is.

    Follows no symbolic link, so that a link planted by an instructor leads nowhere.
    """
    with opened(course_root) as root:
        owner = os.fstat(root)
        with _inside(root, step, owner) as step_folder, _inside(step_folder, assignment, owner) as folder:
            _write(folder, f"{assignment}.ipynb", content, owner)


@contextmanager
def opened(name: Path | str, parent: int | None = None) -> Iterator[int]:
    """A folder held open by its descriptor, through no link. Raises NotADirectoryError for a link."""
    folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _inside(parent: int, name: str, owner: os.stat_result) -> Iterator[int]:
    try:
        os.mkdir(name, FOLDER_MODE, dir_fd=parent)
        is_new = True
    except FileExistsError:
        is_new = False
    with opened(name, parent) as folder:
        if is_new:
            _give(folder, owner)
        yield folder


def _write(folder: int, name: str, content: bytes, owner: os.stat_result) -> None:
    fresh = f".{name}.new"
    with suppress(FileNotFoundError):
        os.unlink(fresh, dir_fd=folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(fresh, flags, FILE_MODE, dir_fd=folder), "wb") as out:
        out.write(content)
        _give(out.fileno(), owner)
    os.rename(fresh, name, src_dir_fd=folder, dst_dir_fd=folder)


def _give(file: int, owner: os.stat_result) -> None:
    if os.geteuid() == 0:
        os.fchown(file, owner.st_uid, owner.st_gid)
