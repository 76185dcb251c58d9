"""Watches over one student's process from outside its border, and takes everything along when it ends."""

import contextlib
import os
import select
import signal
import socket
from typing import NoReturn

from curriculum.grading.sandbox import privilege
from curriculum.grading.sandbox.tier import Tier
from curriculum.grading.zygote.order import Order
from curriculum.grading.zygote.usage import Usage

WATCH_SECONDS = 0.1


def keep(child: int, leash: socket.socket, order: Order, tier: Tier) -> NoReturn:
    """Tell the driver how the child ends or goes too far, and end it when the driver lets go."""
    privilege.adopt_orphans()
    usage = Usage(child, order, is_apart=tier.has_namespaces)
    end = os.pidfd_open(child)
    usage.show(leash)
    poll = select.poll()
    poll.register(leash, select.POLLIN)
    poll.register(end, select.POLLIN)
    reason: str | None = None
    while reason is None:
        ready = {descriptor for descriptor, _ in poll.poll(WATCH_SECONDS * 1000)}
        if end in ready:
            reason = _how_it_ended(child)
        elif ready:
            break
        else:
            reason = usage.excess()
    with contextlib.suppress(OSError):
        leash.send((reason or "").encode(), socket.MSG_NOSIGNAL)
    if not tier.has_namespaces:
        _end_group(child)
    os._exit(0)  # the first process of a process namespace takes all others along


def _how_it_ended(child: int) -> str:
    info = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    if info is None or info.si_code == os.CLD_EXITED:
        return "exit"
    if info.si_status == signal.SIGXCPU:
        return "cpu"
    return "signal"


def _end_group(child: int) -> None:
    """Kill the child's process group, which nothing in it can leave, and wait until it is gone."""
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError):
            kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
