"""A root folder of one's own: only what is named is there, and nothing of it can be written."""

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from curriculum.grading.sandbox import kernel

_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC = 0x1, 0x2, 0x4, 0x8
_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x40000
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE = 442, -100, 0x8000
_OLD = Path("/.outside")
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - in a root of one's own it is one's own too
_DEVICES = ("null", "zero", "full", "random", "urandom")
_LINKS = {"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1"}


def enter(read: Iterable[Path], places: Iterable[Path], write: Iterable[Path] = ()) -> None:
    """Move into a root of `read`, `write` and the empty folders `places`; needs an own mount namespace.

    What is shown keeps its path, and links on the way to it are kept too.
    """
    kernel.mount("none", "/", "", _RECURSIVE | _PRIVATE)
    base = "/tmp"  # noqa: S108 - any folder that exists will do
    kernel.mount("tmpfs", base, "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755,size=1m")
    (Path(base) / _OLD.name).mkdir()
    kernel.pivot_root(base, base + str(_OLD))
    os.chdir("/")
    for place in (Path("/proc"), SHARED_MEMORY, *places):
        place.mkdir(parents=True, exist_ok=True)
    for path in sorted({*read, *(Path("/dev") / name for name in _DEVICES)}):
        _show(path)
    for path in write:
        _show(path, read_only=False)
    for name, target in _LINKS.items():
        (Path("/dev") / name).symlink_to(target)
    show_processes()  # an ordinary user may do this only while the machine's own is still in sight
    kernel.unmount(str(_OLD))
    _OLD.rmdir()
    _make_read_only("/", beneath=False)


def show_processes() -> None:
    """A /proc of this process namespace; left empty where the machine hides parts of its own."""
    with contextlib.suppress(OSError):
        kernel.mount("proc", "/proc", "proc", _NO_SUID | _NO_DEVICES | _NO_EXEC)


def lay(place: Path, *, size: int, uid: int, gid: int, executable: bool = True) -> None:
    """An empty folder at `place` in memory, of at most `size` bytes, for one account."""
    flags = _NO_SUID | _NO_DEVICES | (0 if executable else _NO_EXEC)
    most_files = max(1000, size // 16_384)
    options = f"mode=700,size={size},nr_inodes={most_files},uid={uid},gid={gid}"
    kernel.mount("tmpfs", str(place), "tmpfs", flags, options)


def _make_read_only(path: str, *, beneath: bool = True) -> None:
    """Nothing at `path` can be written from here; a kernel before 5.12 leaves that to Landlock."""
    attributes = struct.pack("=4Q", _READ_ONLY | _NO_SUID, 0, 0, 0)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    with contextlib.suppress(OSError):
        depth = _AT_RECURSIVE if beneath else 0
        kernel.syscall(_MOUNT_SETATTR, _AT_FDCWD, path.encode() + b"\0", depth, buffer, len(attributes))


def _show(path: Path, shown: int = 0, *, read_only: bool = True) -> None:
    """Bind `path` at its own place; a link is made again and followed."""
    place = Path("/")
    for part in path.parts[1:]:
        place /= part
        outside = _OLD / place.relative_to("/")
        if outside.is_symlink() and shown < 40:
            _link(place, outside)
            target = Path(os.path.normpath(place.parent / outside.readlink()))
            _show(target / path.relative_to(place), shown + 1, read_only=read_only)
            return
    outside = _OLD / path.relative_to("/")
    if not outside.exists() or path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if outside.is_dir():
        path.mkdir()
    else:
        path.touch()
    kernel.mount(str(outside), str(path), "", _BIND | _RECURSIVE)
    if read_only:
        _make_read_only(str(path))


def _link(place: Path, outside: Path) -> None:
    if not place.is_symlink() and not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside.readlink())
