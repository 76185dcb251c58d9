"""The zygote itself: `python -I server.py WARMTH STUDENT_FD TRUSTED_FD`, on the student environment's Python.

It enters its border, imports what the assignment uses, splits into one half for the students' processes and
one for the trusted ones, and forks on order. It never runs a cell of anybody.
"""

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

sys.path.append(str(Path(__file__).absolute().parents[3]))

from curriculum.grading import frames
from curriculum.grading.sandbox import namespaces, privilege, root
from curriculum.grading.student.session import Session
from curriculum.grading.zygote import student_process
from curriculum.grading.zygote.order import PLACE, READY, THREADED, Order, Warmth

OURS = Path(__file__).absolute().parents[1]
Start = Callable[[Order, list[int]], None]


def main() -> NoReturn:
    """Become warm, then fork until the driver hangs up."""
    warmth = Warmth.from_json(sys.argv[1])
    student, trusted = (socket.socket(fileno=int(number)) for number in sys.argv[2:4])
    os.environ.clear()
    os.environ.update(warmth.environment)
    if warmth.tier.has_namespaces:
        _move_apart(warmth)
    session = Session()
    for name in warmth.imports:
        _import(name)
        if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
            student.send(f"{THREADED}{name}".encode())
            os._exit(0)
    session.warm_up()
    frames.warm_up()
    parent = os.getpid()
    if os.fork() == 0:
        student.close()
        privilege.die_with_parent(signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
        _serve(trusted, warmth, _trusted_start(warmth))
    trusted.close()
    _serve(student, warmth, lambda order, given: student_process.start(order, given, warmth, session))


def _move_apart(warmth: Warmth) -> None:
    """Into namespaces of our own, as their first process: what it forks ends with it."""
    namespaces.enter_fully()
    child = os.fork()
    if child:
        os.closerange(3, 64)
        _, status = os.waitpid(child, 0)
        os._exit(max(os.waitstatus_to_exitcode(status), 0))
    privilege.die_with_parent(signal.SIGKILL)
    root.enter([*warmth.read, OURS], [PLACE])
    root.lay(PLACE, size=64 << 20, uid=os.getuid(), gid=os.getgid())
    os.chdir(PLACE)


def _import(name: str) -> None:
    """Make the module warm; one that fails is left to the cells that want it."""
    with contextlib.suppress(BaseException):
        importlib.import_module(name)


def _trusted_start(warmth: Warmth) -> Start:
    """Imported here, so that the half that forks students' processes never holds what judges them."""
    from curriculum.grading.zygote import trusted_process  # noqa: PLC0415

    return lambda order, given: trusted_process.start(order, given, warmth)


def _serve(control: socket.socket, warmth: Warmth, start: Start) -> NoReturn:
    """Answer each order with a descriptor of the process that was forked for it."""
    gc.collect()
    gc.freeze()
    control.send(READY.encode())
    poll = select.poll()
    poll.register(control, select.POLLIN)
    children: dict[int, int] = {}
    while True:
        for descriptor, _ in poll.poll():
            if descriptor != control.fileno():
                os.waitpid(children.pop(descriptor), 0)
                poll.unregister(descriptor)
                os.close(descriptor)
                continue
            raw, given, _, _ = socket.recv_fds(control, 1 << 16, 8)
            if not raw:
                os._exit(0)
            child = namespaces.fork_as_first() if warmth.tier.has_namespaces else os.fork()
            if child == 0:
                _become(start, Order.from_json(raw), given, own=[control.detach(), *children])
            for number in given:
                os.close(number)
            watch = os.pidfd_open(child)
            socket.send_fds(control, [b"1"], [watch])
            children[watch] = child
            poll.register(watch, select.POLLIN)


def _become(start: Start, order: Order, given: list[int], own: list[int]) -> NoReturn:
    """In the child: let go of what is the zygote's own, then start."""
    try:
        for descriptor in own:
            os.close(descriptor)
        start(order, given)
    except BaseException:  # noqa: BLE001 - the driver reads it where it hears of no success
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
