"""Files in T: those of the assignment are T's own; what the student's code wrote is read from S as data.

A test may also write a file for the student's code to read; T's own folder stays as it is.
"""

import builtins
import contextlib
import errno
import io
import os
import stat
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curriculum.grading.trusted.student import Student

_HIDDEN = frozenset({".ipython", ".matplotlib", ".cache", ".config"})
"""What the student's own Python keeps in her folder."""


class Folder:
    """The working folder as test cells see it: T's files, what locked cells wrote, then the student's."""

    def __init__(self, student: "Student") -> None:
        """`student` is asked for what T does not have."""
        self._student = student
        self._own: dict[str, bytes] = {}
        self._is_ours = False
        self._open, self._stat, self._listdir, self._remove = builtins.open, os.stat, os.listdir, os.remove

    def install(self, names: dict[str, Any]) -> None:
        """Stand in for Python's own ways to files, in test cells and in the whole process."""
        for open_is_in in (names, vars(builtins), vars(io)):
            open_is_in["open"] = self.open
        vars(os).update(stat=self.stat, listdir=self.listdir, remove=self.remove, unlink=self.remove)

    @contextlib.contextmanager
    def of_locked_cell(self) -> Iterator[None]:
        """What is written meanwhile is T's own, and nothing is read from S."""
        self._is_ours = True
        try:
            yield
        finally:
            self._is_ours = False

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
        """`open`, for files beneath the working folder that T does not have itself."""
        name = self._name(file)
        if name is None or self._is_there(name):
            return self._open(file, mode, buffering, *more, **named)
        is_update = "+" in mode
        old = self._read(name) if "w" not in mode else b""
        if old is None and mode.strip("bt+") == "r":
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), file)
        if old is not None and "x" in mode:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), file)
        target = None if mode.strip("bt") == "r" else (lambda data: self._write(name, data))
        raw = _Buffer(name, old or b"", target, at_end="a" in mode or ("x" in mode and is_update))
        return raw if "b" in mode else _as_text(raw, *more, **named)

    def stat(self, path: Any, *more: Any, **named: Any) -> os.stat_result:
        """`os.stat`; of the student's files the kind and the size are known."""
        name = self._name(path)
        try:
            return self._stat(path, *more, **named)
        except FileNotFoundError:
            known = None if name is None else self._describe(name)
            if known is None:
                raise
        kind = stat.S_IFDIR | 0o755 if known[0] else stat.S_IFREG | 0o644
        return os.stat_result((kind, 0, 0, 1, 0, 0, known[1], 0, 0, 0))

    def listdir(self, path: Any = ".") -> list[Any]:
        """`os.listdir`, with the student's files where the folder is hers too."""
        name = self._name(path)
        if name is None or self._is_ours:
            return self._listdir(path)
        theirs = self._student.ask("list_files", None, name)
        if type(theirs) is not list:
            return self._listdir(path)
        found = [each for each in theirs if type(each) is str and each not in _HIDDEN]
        return list(dict.fromkeys([*found, *(self._own if name == "." else ())]))

    def remove(self, path: Any, *more: Any, **named: Any) -> None:
        """`os.remove`, also of the student's files."""
        name = self._name(path)
        if name is None or self._is_there(name):
            self._remove(path, *more, **named)
        elif self._own.pop(name, None) is None and not self._student.ask("remove_file", None, name):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)

    def _name(self, path: Any) -> str | None:
        """The path from the working folder, or None for what lies elsewhere."""
        if not isinstance(path, str | os.PathLike):
            return None
        whole = os.path.normpath(os.path.join(os.getcwd(), os.fspath(path)))  # noqa: PTH109, PTH118
        place = PurePosixPath(whole)
        if place.name.startswith("<"):
            return None  # what a cell is called where its lines are looked up
        return str(place.relative_to(os.getcwd())) if place.is_relative_to(os.getcwd()) else None  # noqa: PTH109

    def _is_there(self, name: str) -> bool:
        try:
            self._stat(name)
        except OSError:
            return False
        return True

    def _read(self, name: str) -> bytes | None:
        if name in self._own or self._is_ours:
            return self._own.get(name)
        data = self._student.ask("read_file", None, name)
        return data if type(data) is bytes else None

    def _write(self, name: str, data: bytes) -> None:
        if self._is_ours:
            self._own[name] = data
        else:
            self._student.ask("write_file", None, name, data)

    def _describe(self, name: str) -> tuple[bool, int] | None:
        if name in self._own or self._is_ours:
            return (False, len(self._own[name])) if name in self._own else None
        match self._student.ask("describe_file", None, name):
            case (bool() as is_folder, int() as size):
                return is_folder, max(0, min(size, 1 << 40))
        return None


class _Buffer(io.BytesIO):
    """The content of a file; what was written goes to `target` when it is closed."""

    def __init__(self, name: str, content: bytes, target: Any, *, at_end: bool) -> None:
        super().__init__(content)
        self.name, self._target = name, target
        if at_end:
            self.seek(0, io.SEEK_END)

    def writable(self) -> bool:
        """Whether the file was opened for writing."""
        return self._target is not None

    def write(self, data: Any, /) -> int:
        """Write, if it was opened for that."""
        if self._target is None:
            raise io.UnsupportedOperation("not writable")
        return super().write(data)

    def close(self) -> None:
        """Send what was written to where it belongs, once."""
        if not self.closed and self._target is not None:
            self._target(self.getvalue())
        super().close()


def _as_text(
    raw: _Buffer,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    *_: Any,
    **__: Any,
) -> io.TextIOWrapper:
    return io.TextIOWrapper(raw, encoding or "utf-8", errors, newline, write_through=True)
