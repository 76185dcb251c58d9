"""Seccomp: system calls that a graded program never needs are refused before the kernel looks at them."""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

from curriculum.grading.sandbox import kernel

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# name -> (x86_64, aarch64)
_REFUSED = {
    "io_uring_setup": (425, 425),  # would open sockets behind this filter's back
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "kcmp": (312, 272),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "shmget": (29, 194),  # these objects outlive the process that makes them
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
}
_SOCKET = (41, 198)  # socketpair stays: asyncio needs it and it reaches nobody
_GROUPS = ((109, 154), (112, 157))  # setpgid, setsid
_SIGNALS = ((62, 129), (129, 138), (297, 240), (234, 131))  # kill, rt_sigqueueinfo, rt_tgsigqueueinfo, tgkill
_TKILL = (200, 130)
_CLONE, _CLONE3 = (56, 220), (435, 435)
_NEW_NAMESPACES = 0x7E020000
_X32_BIT = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_RET_ALLOW, _RET_ERRNO = 0x7FFF0000, 0x00050000
_NR_OFFSET, _ARCH_OFFSET, _ARGUMENT_OFFSET = 0, 4, 16

_PR_SET_SECCOMP, _PR_GET_SECCOMP, _MODE_FILTER = 22, 21, 2


def is_available() -> bool:
    """Whether this machine's kernel and processor take the filter."""
    if platform.machine() not in _AUDIT_ARCH:
        return False
    try:
        kernel.prctl(_PR_GET_SECCOMP)
    except OSError:
        return False
    return True


def enforce(*, sockets: bool = False, keep_group: bool = False, keep_signals: bool = False) -> None:
    """Refuse the calls for good, in this process and its children; needs no_new_privs.

    With `sockets` they can be made, as a kernel must to be spoken to. With `keep_group` the process stays in
    its process group, so that killing the group kills all; with `keep_signals` it signals that group and
    itself only.
    """
    lines = [*_always(sockets=sockets)]
    lines += _stay_in_group() if keep_group else ()
    lines += _signal_own_group() if keep_signals else ()
    program = b"".join([*lines, _ALLOW])
    instructions = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("=H6xQ", len(program) // 8, ctypes.addressof(instructions))
    kernel.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(header, len(header)))


def _always(*, sockets: bool) -> Iterator[bytes]:
    yield _line(_LOAD, _ARCH_OFFSET)
    yield _line(_EQUAL, _AUDIT_ARCH[platform.machine()], 1, 0)
    yield _REFUSE
    yield _line(_LOAD, _NR_OFFSET)
    yield _line(_AT_LEAST, _X32_BIT, 0, 1)
    yield _REFUSE
    for pair in _REFUSED.values():
        yield from _never(pair)
    # clone3 hides its flags in memory; told that there is none, the C library falls back to clone.
    yield from _never(_CLONE3, errno.ENOSYS)
    yield from _where(_CLONE, _ANY_BIT, (_NEW_NAMESPACES,), then=_REFUSE, otherwise=_ALLOW)
    if not sockets:
        yield from _never(_SOCKET)


def _stay_in_group() -> Iterator[bytes]:
    for pair in _GROUPS:
        yield from _never(pair)


def _signal_own_group() -> Iterator[bytes]:
    itself = os.getpid()
    for pair in _SIGNALS:
        own = (0, itself, -itself & 0xFFFFFFFF)
        yield from _where(pair, _EQUAL, own, then=_ALLOW, otherwise=_REFUSE)
    yield from _never(_TKILL)


def _never(pair: tuple[int, int], error: int = errno.EPERM) -> Iterator[bytes]:
    yield _line(_EQUAL, _number(pair), 0, 1)
    yield _line(_RETURN, _RET_ERRNO | error)


def _where(
    pair: tuple[int, int], test: int, values: tuple[int, ...], *, then: bytes, otherwise: bytes
) -> Iterator[bytes]:
    """For one call: `then` if its first argument passes `test` with one of `values`, else `otherwise`."""
    yield _line(_EQUAL, _number(pair), 0, 2 + 2 * len(values))
    yield _line(_LOAD, _ARGUMENT_OFFSET)
    for value in values:
        yield _line(test, value, 0, 1)
        yield then
    yield otherwise


def _number(pair: tuple[int, int]) -> int:
    return pair[0] if platform.machine() == "x86_64" else pair[1]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


_ALLOW, _REFUSE = _line(_RETURN, _RET_ALLOW), _line(_RETURN, _RET_ERRNO | errno.EPERM)
