"""Landlock: which files, signals, sockets and TCP ports a process may reach (Linux 5.13 and later)."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from curriculum.grading.sandbox import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_VERSION_FLAG = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_TRUNCATE, _IOCTL_DEVICE = 1 << 14, 1 << 15
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE
_READ = _EXECUTE | _READ_FILE | _READ_DIR

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # ABI -> number of rights that it knows
SIGNALS_SINCE = 6
"""The ABI from which on signals and abstract sockets stop at the border too."""

_TCP_BIND_AND_CONNECT = 0b11
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

_PLAIN_DEVICES = ("null", "zero", "full", "random", "urandom")
_TERMINALS = ("tty", "ptmx", "pts")


def version() -> int:
    """The ABI this kernel offers; 0 when there is no Landlock."""
    try:
        return kernel.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


class Ruleset:
    """A border being drawn; it binds this process and its children once `enforce` was called."""

    def __init__(self, *, network: bool) -> None:
        """Starts from nothing allowed; with `network` TCP stays free."""
        abi = version()
        self._handled = (1 << _FILE_RIGHTS[min(abi, 5)]) - 1
        attributes = [self._handled]
        if abi >= 4:
            attributes.append(0 if network else _TCP_BIND_AND_CONNECT)
        if abi >= SIGNALS_SINCE:
            attributes.append(_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS)
        packed = struct.pack(f"={len(attributes)}Q", *attributes)
        self._descriptor = kernel.syscall(
            _CREATE_RULESET, ctypes.create_string_buffer(packed, len(packed)), len(packed), 0
        )

    def allow_reading(self, paths: Iterable[Path]) -> None:
        """Files beneath `paths` can be read and executed; a path that does not exist is left out."""
        for path in paths:
            self._allow(path, _READ)

    def allow_writing(self, paths: Iterable[Path]) -> None:
        """Files beneath `paths` can be made, changed and removed too; device nodes can't be made."""
        for path in paths:
            self._allow(path, self._handled & ~(_MAKE_CHAR | _MAKE_BLOCK))

    def allow_devices(self, *, terminals: bool) -> None:
        """The harmless devices every program expects, and terminals for an interactive one."""
        names = _PLAIN_DEVICES + (_TERMINALS if terminals else ())
        for name in names:
            self._allow(Path("/dev") / name, _READ_FILE | _READ_DIR | _WRITE_FILE | _TRUNCATE | _IOCTL_DEVICE)

    def enforce(self) -> None:
        """Bind this process for good; needs no_new_privs or CAP_SYS_ADMIN."""
        kernel.syscall(_RESTRICT_SELF, self._descriptor, 0)
        os.close(self._descriptor)

    def _allow(self, path: Path, rights: int) -> None:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            return
        try:
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                rights &= _ON_FILES
            packed = struct.pack("=Qi", rights & self._handled, descriptor)
            rule = ctypes.create_string_buffer(packed, len(packed))
            kernel.syscall(_ADD_RULE, self._descriptor, _RULE_PATH_BENEATH, rule, 0)
        finally:
            os.close(descriptor)
