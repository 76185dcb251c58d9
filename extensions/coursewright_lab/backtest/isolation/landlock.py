"""Asks the kernel to hide every file but the interpreter's own (Linux with Landlock; elsewhere no effect)."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PR_SET_NO_NEW_PRIVS = 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_TCP_ABI, _SCOPE_ABI = 4, 6


def hide_files(readable: Iterable[Path], devices: Iterable[Path]) -> bool:
    """Leave `readable` folders and `devices`, and no TCP; tell whether the kernel took it."""
    libc = ctypes.CDLL(None, use_errno=True)
    abi = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if abi < 1:
        return False
    handled = (1 << _RIGHTS.get(abi, 16)) - 1
    attributes = [handled] + [3] * (abi >= _TCP_ABI) + [3] * (abi >= _SCOPE_ABI)
    packed = struct.pack(f"={len(attributes)}Q", *attributes)
    ruleset = libc.syscall(_CREATE_RULESET, packed, len(packed), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(libc, ruleset, path, _EXECUTE | _READ_FILE | _READ_DIR)
        for path in devices:
            _allow(libc, ruleset, path, _READ_FILE | _WRITE_FILE)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            return False
        return int(libc.syscall(_RESTRICT_SELF, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _ON_FILES
        libc.syscall(_ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)
