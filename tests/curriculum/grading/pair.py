"""The two grading processes for tests: cells in, records out, with or without an honest student's process."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.message import CellRecord, Finished, Job, JobCell, Role, SolutionCell
from tests.factories.classroom import STUDENT_PYTHON

SERVER = Path(__file__).with_name("pair_server.py")
ROOT = Path(__file__).resolve().parents[3]
TEST, LOCKED = Role.TEST.value, Role.LOCKED.value
Cell = str | tuple[str, str]


def graded(source: str) -> Cell:
    """A cell that T runs."""
    return TEST, source


def locked(source: str) -> Cell:
    """A cell that both run."""
    return LOCKED, source


def job_of(*cells: Cell, solution: str | None = None, seconds: float = 20.0, seed: int | None = None) -> Job:
    """Student's cells are texts; the instructor's solution is the same text unless another is given."""
    named = [(Role.STUDENT.value, cell) if isinstance(cell, str) else cell for cell in cells]
    made = tuple(JobCell(index, role, source) for index, (role, source) in enumerate(named))
    own = [cell for cell in made if cell.role == Role.STUDENT]
    texts = tuple(SolutionCell(c.index, c.source if solution is None else solution) for c in own)
    return Job(made, texts, tuple(cell.source for cell in own), seconds, seed)


class Pair:
    """A warm process of the student environment that forks what a job needs."""

    def __init__(self) -> None:
        """Start it."""
        self._control, theirs = socket.socketpair()
        here = next(path for path in sys.path if (Path(path) / "pytest").is_dir())
        self._process = subprocess.Popen(
            [str(STUDENT_PYTHON), "-B", str(SERVER), str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={"PYTHONPATH": f"{ROOT}:{here}", "PATH": os.environ["PATH"], "MPLBACKEND": "agg"},
        )
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._control.close()
        self._process.wait()

    def run(self, job: Job) -> list[CellRecord]:
        """The record of every cell."""
        with self._driver() as driver:
            return _records(driver, job)

    @contextmanager
    def against(self, job: Job) -> Iterator[tuple[socket.socket, Channel]]:
        """T with a student's process that the test plays; yields the student's end and the driver's."""
        student, theirs = socket.socketpair()
        with student, self._driver(theirs) as driver:
            driver.send(job)
            yield student, driver

    @contextmanager
    def between(self, job: Job) -> Iterator[tuple[socket.socket, socket.socket, Channel]]:
        """Both processes with the test in their middle; yields the ways to T and to S, and the driver's."""
        to_trusted, trusted = socket.socketpair()
        to_student, student = socket.socketpair()
        with to_trusted, to_student, self._driver(trusted, student) as driver:
            driver.send(job)
            yield to_trusted, to_student, driver

    @contextmanager
    def _driver(self, *ends: socket.socket) -> Iterator[Channel]:
        line, theirs = socket.socketpair()
        socket.send_fds(self._control, [b"run"], [end.fileno() for end in (theirs, *ends)])
        for end in (theirs, *ends):
            end.close()
        channel = Channel(line, (CellRecord, Finished))
        try:
            yield channel
        finally:
            channel.close()
            assert self._control.recv(16) == b"done"


def _records(driver: Channel, job: Job) -> list[CellRecord]:
    driver.send(job)
    return list(rest(driver))


def rest(driver: Channel) -> Iterator[CellRecord]:
    """The records that are still to come."""
    while isinstance(record := driver.receive(), CellRecord):
        yield record
