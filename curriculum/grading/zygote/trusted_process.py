"""The trusted process of a run, from the fork to the verdicts."""

import contextlib
import os
import socket
import traceback

from curriculum.grading.sandbox import border
from curriculum.grading.trusted.judge import judge
from curriculum.grading.zygote.order import Order, Side, Warmth
from curriculum.grading.zygote.settle import refresh, settle, tell_success

LINGER_SECONDS = 5.0


def start(order: Order, given: list[int], warmth: Warmth) -> None:
    """Confine this process and judge.

    `given` are the ways to the student's process and the driver, a pipe that hears of success, and the files.
    """
    student, driver = (socket.socket(fileno=number) for number in given[:2])
    settle(order, given[3] if order.has_files else None, warmth, is_writable=False)
    os.setsid()
    border.enforce(order.rules(warmth, Side.TRUSTED), warmth.tier)
    refresh()
    tell_success(given[2])
    complaints = os.dup(2)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    try:
        judge(student, driver)
        _wait_for_hang_up(driver)
    except BaseException:
        os.write(complaints, traceback.format_exc().encode("utf-8", "replace")[-4000:])
        raise
    os._exit(0)


def _wait_for_hang_up(driver: socket.socket) -> None:
    """Let the student's process live until the driver has read what the last cell took of memory."""
    driver.settimeout(LINGER_SECONDS)
    with contextlib.suppress(OSError):
        driver.recv(1)
