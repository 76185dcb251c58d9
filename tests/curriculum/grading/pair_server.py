"""Runs in the student environment's Python: forks both grading processes for each driver it is given.

No border confines them: these tests look at the two programs, others at what keeps them in.
"""

import contextlib
import os
import socket
import sys
import tempfile
from pathlib import Path

import numpy as np  # noqa: F401 - warm, as in a real run
import pandas as pd  # noqa: F401

from curriculum.grading.student.answer import serve
from curriculum.grading.student.session import Session
from curriculum.grading.trusted.judge import judge


def _student(sock: socket.socket) -> None:
    with tempfile.TemporaryDirectory() as folder:
        SESSION.begin(Path(folder), 1_000_000)
        serve(sock, SESSION)


SESSION = Session()
SESSION.warm_up()


def _fork(run: object, *ends: socket.socket) -> int:
    process = os.fork()
    if process == 0:
        try:
            assert callable(run)
            run(*ends)
        finally:
            os._exit(0)
    return process


def _run(driver: socket.socket, student: socket.socket | None, played: socket.socket | None) -> None:
    processes = []
    if student is None:
        student, played = socket.socketpair()
    if played is not None:
        processes.append(_fork(_student, played))
        played.close()
    processes.append(_fork(judge, student, driver))
    driver.close()
    student.close()
    os.waitpid(processes[-1], 0)
    for process in processes[:-1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, 9)
        os.waitpid(process, 0)


def main() -> None:
    """Take sockets until there are no more: the driver's, T's way to S if the test is in it, and S's own."""
    control = socket.socket(fileno=int(sys.argv[1]))
    while True:
        word, given, _, _ = socket.recv_fds(control, 16, 3)
        if not word:
            return
        ends = [socket.socket(fileno=number) for number in given]
        _run(ends[0], *([*ends[1:], None, None])[:2])
        control.send(b"done")


if __name__ == "__main__":
    main()
