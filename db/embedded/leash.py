"""Becomes another program, which ends when the process that started it does.

Use: `python -I -S leash.py PARENT SIGNAL UID GID -- ARGV`, as `leashed` writes it. It imports the standard
library alone. The tie is to the parent's thread that started it: start leashed programs from a thread that
lives as long as they should.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1
KEEP = -1


def leashed(
    argv: Sequence[str], *, at_parent_death: signal.Signals, uid: int = KEEP, gid: int = KEEP
) -> list[str]:
    """The command that runs `argv`, as `uid` and `gid` if given, and gets the signal if this process dies."""
    python = [sys.executable, "-I", "-S", __file__]
    return [*python, str(os.getpid()), str(int(at_parent_death)), str(uid), str(gid), "--", *argv]


def _become(parent: int, signal_number: int, uid: int, gid: int, argv: list[str]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if uid != KEEP:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    # Set after the change of account, which clears it.
    if libc.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        sys.exit(f"{argv[0]}: the process that started it is gone")
    try:
        os.execvp(argv[0], argv)  # noqa: S606  no shell is meant
    except OSError as error:
        sys.exit(f"{argv[0]}: {error.strerror}")


if __name__ == "__main__":
    _parent, _signal, _uid, _gid = map(int, sys.argv[1:5])
    _become(_parent, _signal, _uid, _gid, sys.argv[6:])
