"""The student's process of a run, from the fork to the last answer."""

import os
import socket
import traceback

from curriculum.grading.sandbox import border, privilege
from curriculum.grading.student.answer import serve
from curriculum.grading.student.session import Session
from curriculum.grading.zygote.keeper import keep
from curriculum.grading.zygote.order import Order, Side, Warmth
from curriculum.grading.zygote.settle import refresh, settle, tell_success


def start(order: Order, given: list[int], warmth: Warmth, session: Session) -> None:
    """Fork the process that runs the student's code, and stay to keep it.

    `given` are the way to the trusted process, the leash, a pipe that hears of success, and the files.
    """
    settle(order, given[3] if order.has_files else None, warmth, is_writable=True)
    sock, leash = (socket.socket(fileno=number) for number in given[:2])
    child = os.fork()
    if child:
        sock.close()
        os.close(given[2])
        keep(child, leash, order, warmth.tier)
    try:
        leash.close()
        os.setsid()
        border.enforce(order.rules(warmth, Side.STUDENT), warmth.tier)
        privilege.own_proc_entry()
        refresh()
        tell_success(given[2])
        session.begin(order.folder, order.output_bytes)
        serve(sock, session)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - before the border the driver reads it; behind it nobody does
        traceback.print_exc()
    finally:
        os._exit(1)
