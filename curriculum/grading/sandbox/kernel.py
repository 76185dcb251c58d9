"""Raw system calls, with errors raised as OSError."""

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


Argument = int | bytes | ctypes.Array[ctypes.c_char] | None


def syscall(number: int, *arguments: Argument) -> int:
    """The result of system call `number`; raises OSError with its errno."""
    prepared = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *prepared))


def prctl(option: int, *arguments: Argument) -> int:
    """prctl(2) with missing arguments as 0."""
    padded = (*arguments, 0, 0, 0, 0)[:4]
    prepared = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in padded]
    return _checked(_libc.prctl(ctypes.c_int(option), *prepared))


def unshare(flags: int) -> None:
    """unshare(2), which os.unshare offers only from Python 3.12 on."""
    _checked(_libc.unshare(ctypes.c_int(flags)))


def setns(descriptor: int, flags: int) -> None:
    """setns(2), which os.setns offers only from Python 3.12 on."""
    _checked(_libc.setns(ctypes.c_int(descriptor), ctypes.c_int(flags)))


def mount(source: str, target: str, kind: str, flags: int = 0, data: str = "") -> None:
    """mount(2)."""
    texts = (source.encode(), target.encode(), kind.encode())
    _checked(_libc.mount(*texts, ctypes.c_ulong(flags), data.encode()))


def unmount(target: str) -> None:
    """umount2(2): out of sight at once, gone when nobody uses it any more."""
    detach = 2
    _checked(_libc.umount2(target.encode(), detach))


def pivot_root(new: str, old: str) -> None:
    """pivot_root(2): `new` becomes the root folder, and the former one is found at `old`."""
    number = {"x86_64": 155, "aarch64": 41}[os.uname().machine]
    syscall(number, new.encode() + b"\0", old.encode() + b"\0")


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return int(result)
