"""Drives one run: hears of each cell from the trusted process, and ends whoever takes too long."""

import select
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from curriculum.grading import outputs
from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.fault import ProtocolError, TooLargeError
from curriculum.grading.protocol.message import CellRecord, Finished, Job, Outcome
from curriculum.grading.runner import CellResult, Limits, RunnerUnavailableError
from curriculum.grading.zygote.leash import Leash, kill

GRACE_SECONDS = 2.0
LONGEST_FRAME_SECONDS = 10.0


class Driver:
    """The conversation about one job; reads nothing that the student's process wrote."""

    def __init__(self, line: socket.socket, leash: Leash, judge: int, limits: Limits) -> None:
        """`line` leads to the trusted process, whose end `judge` tells of; `leash` holds the student's."""
        self._line, self._leash, self._judge, self._limits = line, leash, judge, limits
        self._channel = Channel(line, (CellRecord, Finished))
        self._is_over = False

    def results(self, job: Job) -> Iterator[CellResult]:
        """A result for each cell of `job`, in order, as it ends; never raises for what the cells do."""
        end = time.monotonic() + self._limits.wall_seconds
        self._tell(job)
        count = 0
        for cell in job.cells:
            count += bool(cell.source.strip())
            yield _numbered(self._result(cell.index, end), count)

    def _tell(self, job: Job) -> None:
        self._channel.deadline = time.monotonic() + LONGEST_FRAME_SECONDS
        try:
            self._channel.send(job)
        except TooLargeError:  # more than a notebook may hold
            self._is_over = True
        except ProtocolError as error:
            msg = f"The trusted process of grading could not be given its work ({error!r}); try again."
            raise RunnerUnavailableError(msg) from error

    def _result(self, index: int, end: float) -> CellResult:
        if self._is_over:
            return _unfinished(index, Outcome.NOT_RUN)
        due = time.monotonic() + self._limits.cell_seconds + GRACE_SECONDS
        is_late = not self._is_ready(min(due, end))
        if is_late:
            self._leash.let_go()
            if time.monotonic() >= end or not self._is_ready(time.monotonic() + GRACE_SECONDS):
                self._stop()
                return _unfinished(index, Outcome.TIMEOUT)
        record = self._receive()
        if record is None or record.index != index:
            self._stop()
            return _unfinished(index, Outcome.KILLED)
        result = self._checked(record)
        if is_late:
            return replace(_unfinished(index, Outcome.TIMEOUT), seconds=result.seconds)
        return result

    def _checked(self, record: CellRecord) -> CellResult:
        outcome = Outcome(record.outcome)
        found = outputs.checked(record.outputs)
        reason = record.reason
        if outcome is Outcome.KILLED:
            reason = outputs.ENDINGS.get(self._leash.why_it_ended(), reason)
        if outcome is not Outcome.OK and not any(o["output_type"] == "error" for o in found):
            found = outputs.with_error(found, outcome)
        return CellResult(record.index, outcome, record.seconds, found, self._leash.peak_mb(), reason)

    def _receive(self) -> CellRecord | None:
        self._channel.deadline = time.monotonic() + LONGEST_FRAME_SECONDS
        try:
            message = self._channel.receive()
        except ProtocolError:
            return None
        return message if isinstance(message, CellRecord) else None

    def _is_ready(self, until: float) -> bool:
        left = max(0.0, until - time.monotonic())
        return self._channel.has_waiting or bool(select.select([self._line], [], [], left)[0])

    def _stop(self) -> None:
        self._is_over = True
        self._leash.let_go()
        kill(self._judge)


def _unfinished(index: int, outcome: Outcome) -> CellResult:
    error = outputs.with_error((), outcome)
    return CellResult(index, outcome, 0.0, error, reason=outputs.SENTENCES[outcome])


def _numbered(result: CellResult, count: int) -> CellResult:
    """The same with the cell's number in its results, which only the order of all cells tells."""

    def numbered(output: dict[str, Any]) -> dict[str, Any]:
        return {**output, "execution_count": count} if "execution_count" in output else output

    return replace(result, outputs=tuple(map(numbered, result.outputs)))
