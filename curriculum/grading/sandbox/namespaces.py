"""Namespaces: a network, a process list and IPC objects of one's own."""

import os
import signal
from pathlib import Path

from curriculum.grading.sandbox import kernel, privilege

_NEW_USER, _NEW_PID, _NEW_NET, _NEW_IPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
_NEW_MOUNTS = 0x00020000


def enter(*, mounts: bool = False) -> bool:
    """Own network, IPC and process namespaces for the children to come; False where that is not allowed.

    A child tries first: half a namespace, as inside another border that hides /proc, cannot be left again.
    """
    child = os.fork()
    if child == 0:
        try:
            enter_fully(mounts=mounts)
        except OSError:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status != 0:
        return False
    enter_fully(mounts=mounts)
    return True


def enter_fully(*, mounts: bool = True) -> None:
    """The same, with mounts of one's own; raises OSError where that is not allowed."""
    _unshare(_NEW_NET | _NEW_IPC | _NEW_PID | (_NEW_MOUNTS if mounts else 0))


def leave_again(*, network: bool) -> None:
    """Own mount and IPC namespaces inside those of `enter_fully`, and a network if asked for."""
    kernel.unshare(_NEW_IPC | _NEW_MOUNTS | (_NEW_NET if network else 0))


def count_apart() -> None:
    """Let the limit on processes count this process's alone, though its account has others; not for root."""
    if os.getuid() != 0:
        _unshare(0)


def fork_as_first() -> int:
    """os.fork(), but the child is the first process of a new process namespace; it ends with the child."""
    kernel.unshare(_NEW_PID)
    child = os.fork()
    if child == 0:
        return 0
    own = os.pidfd_open(os.getpid())
    try:
        kernel.setns(own, _NEW_PID)  # else the next child would be born in that namespace
    finally:
        os.close(own)
    return child


def _unshare(flags: int) -> None:
    """As an ordinary user within a user namespace of one's own, which is what allows the others."""
    uid, gid = os.getuid(), os.getgid()
    kernel.unshare(flags if uid == 0 else flags | _NEW_USER)
    if uid != 0:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")


def supervise(*, die_with_parent: bool) -> None:
    """Return in a child that is the first process of the new namespaces; the caller ends with its status.

    When either of them is killed, the kernel ends every process of the namespace.
    """
    if die_with_parent:
        privilege.die_with_parent(signal.SIGKILL)
    child = os.fork()
    if child:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os.kill(child, signal.SIGKILL))
        os._exit(_status(child))


def run_as_first() -> None:
    """Return in a child, while this process reaps what the child leaves behind and ends with its status."""
    child = os.fork()
    if child:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os._exit(_status(child))


def _status(child: int) -> int:
    while True:
        pid, status = os.wait()
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="ascii")
