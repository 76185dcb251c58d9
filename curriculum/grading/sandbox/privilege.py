"""Giving up accounts, capabilities and resources, for good."""

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Mapping

from curriculum.grading.sandbox import kernel

_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 24, 38
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_DUMPABLE = 4
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_CAPSET = {"x86_64": 126, "aarch64": 91}
_HIGHEST_CAPABILITY = 63

_RESOURCES = {
    "cpu_seconds": resource.RLIMIT_CPU,
    "memory_bytes": resource.RLIMIT_DATA,
    "address_bytes": resource.RLIMIT_AS,
    "processes": resource.RLIMIT_NPROC,
    "file_bytes": resource.RLIMIT_FSIZE,
    "open_files": resource.RLIMIT_NOFILE,
}


def limit(limits: Mapping[str, int | None]) -> None:
    """Bound this process and its children; a limit above an inherited one keeps the inherited one."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, kind in _RESOURCES.items():
        wanted = limits.get(name)
        if wanted is None:
            continue
        _, hard = resource.getrlimit(kind)
        bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        warned = kind == resource.RLIMIT_CPU and bound > 1  # SIGXCPU a second before SIGKILL tells them apart
        resource.setrlimit(kind, (bound - warned, bound))


def become(uid: int | None, gid: int | None) -> None:
    """Turn into another account, without any group of the former one."""
    if uid is None and gid is None:
        return
    os.setgroups([])
    if gid is not None:
        os.setresgid(gid, gid, gid)
    if uid is not None:
        os.setresuid(uid, uid, uid)


def drop_capabilities() -> None:
    """No capability is left, and none comes back at the next exec, also for uid 0."""
    for capability in range(_HIGHEST_CAPABILITY + 1):
        try:
            kernel.prctl(_PR_CAPBSET_DROP, capability)
        except OSError:
            break  # past the last one, or an ordinary user who has none to drop
    with contextlib.suppress(OSError):  # kernels before 4.3 have no ambient set
        kernel.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    number = _CAPSET.get(os.uname().machine)
    if number is not None:
        header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION_3, 0), 8)
        kernel.syscall(number, header, ctypes.create_string_buffer(24))


def forbid_new_privileges() -> None:
    """No set-uid program gives anything back."""
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent(signal_number: int) -> None:
    """The kernel kills this process when its parent ends; call it after changing accounts."""
    kernel.prctl(_PR_SET_PDEATHSIG, signal_number)


def own_proc_entry() -> None:
    """What /proc says of this process belongs to its account again, which a change of account takes away."""
    kernel.prctl(_PR_SET_DUMPABLE, 1)


def adopt_orphans() -> None:
    """Processes whose parent ends become children of this one, if it is among their ancestors."""
    kernel.prctl(_PR_SET_CHILD_SUBREAPER, 1)
