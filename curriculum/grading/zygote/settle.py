"""What both processes do between the fork and their border: a folder, an environment, clean descriptors."""

import os
import signal
import sys
import tempfile

from curriculum.grading.sandbox import namespaces, root
from curriculum.grading.zygote.copying import copy_files
from curriculum.grading.zygote.order import Order, Warmth

_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - a fresh one in the run's own root


def settle(order: Order, files: int | None, warmth: Warmth, *, is_writable: bool) -> None:
    """Make the run's folder ready and move there; in its own mounts if the tier has namespaces."""
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    uid = order.uid if order.uid is not None else os.getuid()
    if warmth.tier.has_namespaces:
        namespaces.leave_again(network=not warmth.tier.has_seccomp)
        root.show_processes()
        root.lay(order.folder, size=order.limits.disk_bytes, uid=uid, gid=uid)
        if is_writable:
            root.lay(root.SHARED_MEMORY, size=order.limits.disk_bytes, uid=uid, gid=uid)
        namespaces.count_apart()
    if files is not None:
        copy_files(files, str(order.folder), order.uid if is_writable else None)
        os.close(files)
    os.chdir(order.folder)
    os.environ.update(HOME=str(order.folder), TMPDIR=str(order.folder), IPYTHONDIR=f"{order.folder}/.ipython")
    os.environ["MPLCONFIGDIR"] = f"{order.folder}/.matplotlib"


def refresh() -> None:
    """Take back what the fork shares with its siblings: the seeds, and the import path of a notebook."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()
    sys.path[:] = ["", *(folder for folder in sys.path[:-1] if folder)]
    sys.argv[:] = ["notebook"]
    tempfile.tempdir = None


def tell_success(descriptor: int) -> None:
    """Tell the driver that the border stands."""
    os.write(descriptor, b"1")
    os.close(descriptor)
