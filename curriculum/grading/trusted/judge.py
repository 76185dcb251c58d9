"""Judges one submission: walks its cells in order, and tells the driver how each ended."""

import random
import socket
import sys
import time

from curriculum.grading.protocol import message
from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.message import CellRecord, Finished, Job, JobCell, Outcome, Output, Role
from curriculum.grading.trusted import analysis, outputs, source, text
from curriculum.grading.trusted.cell import Bench
from curriculum.grading.trusted.locked import Locked
from curriculum.grading.trusted.names import Home
from curriculum.grading.trusted.reason import error_output
from curriculum.grading.trusted.student import Student
from curriculum.grading.trusted.verdict import Stuck, StudentGone

RECURSION = 4_000
"""Room for calls between test and student that are nested as deep as the limits allow."""


def judge(student: socket.socket, driver: socket.socket) -> None:
    """Take one `Job` from `driver`, send it a `CellRecord` for each cell as it ends, then `Finished`.

    `student` leads to the student's process, in which `serve` answers.
    """
    started = time.monotonic()
    channel = Channel(driver, (Job,))
    job: Job = channel.receive()
    judging = _Judging(student, job)
    for cell in job.cells:
        channel.send(judging.record(cell))
    channel.send(Finished(time.monotonic() - started))


class _Judging:
    """The judging of one job."""

    def __init__(self, sock: socket.socket, job: Job) -> None:
        self._job = job
        self._student = Student(sock, self._own_class)
        self._home = Home(self._student, job.submission_source)
        source.serve(source.Sources(tuple(map(text.plain, job.submission_source))))
        self._bench = Bench(self._home)
        self._locked = Locked(self._home)
        self._solution = {cell.index: cell.source for cell in job.solution}
        self._count = 0
        sys.setrecursionlimit(RECURSION)
        if job.seed is not None:
            random.seed(job.seed)
            if "numpy" in sys.modules:
                sys.modules["numpy"].random.seed(job.seed % (1 << 32))

    def _own_class(self, name: str) -> type | None:
        return self._home.own_class(name)

    def record(self, cell: JobCell) -> CellRecord:
        """Run or judge one cell."""
        self._count += bool(cell.source.strip())
        if cell.role == Role.TEST:
            return self._judge(cell)
        record = self._run(cell)
        if cell.role == Role.LOCKED:
            self._locked.run(cell.source, self._count, self._job.cell_seconds)
        self._give_away(cell.index)
        return record

    def _judge(self, cell: JobCell) -> CellRecord:
        verdict = self._bench.run(cell.source, self._count, self._job.cell_seconds)
        return CellRecord(cell.index, verdict.outcome, verdict.seconds, verdict.outputs, verdict.reason)

    def _run(self, cell: JobCell) -> CellRecord:
        started = time.perf_counter()
        link = self._student.link
        link.begin(self._job.cell_seconds)
        was_gone = link.gone is not None
        self._home.forget_functions()
        try:
            run = link.run_cell(cell.source, self._count)
        except Stuck as stuck:
            outcome = Outcome.NOT_RUN if was_gone else stuck.outcome
            taken = time.perf_counter() - started
            return CellRecord(cell.index, outcome, taken, [error_output(stuck)], stuck.sentence)
        shown = outputs.sound(run.outputs)
        outcome = _outcome(run, shown)
        return CellRecord(cell.index, outcome, time.perf_counter() - started, shown, None)

    def _give_away(self, index: int) -> None:
        own = self._solution.get(index)
        if own is None:
            return
        self._locked.take_imports(own)
        tree = analysis.parse(text.plain(own))
        if tree is not None:
            self._home.give_away(analysis.names_of(tree))


def _outcome(run: message.CellRun, shown: list[Output]) -> Outcome:
    """S's word for how its own cell ended; whatever is not ok has an error to show."""
    known = {Outcome.OK, Outcome.ERROR, Outcome.TIMEOUT}
    outcome = Outcome(run.outcome) if run.outcome in known else Outcome.ERROR
    if outcome != Outcome.OK and not any(output["output_type"] == "error" for output in shown):
        shown.append(error_output(StudentGone("This cell did not end as it should.")))
    return outcome
