"""The runner that protects nothing: one process for the student and the tests, as plain Python would have it.

It says what a verdict should be, and that the hostile corpus can tell an open grader from a closed one.
"""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult, Execution, GradingJob, OnCell

_SCRIPT = Path(__file__).with_name("plain_script.py")


class PlainRunner:
    """A `Runner` without a border; give it no notebook that could do harm."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lock = threading.Lock()

    def run(self, job: GradingJob, on_cell: OnCell) -> Execution:
        """Run the student's cells and the instructor's tests in one namespace."""
        started = time.monotonic()
        indices = [index for index, cell in enumerate(job.submission.cells) if cell.cell_type == "code"]
        cells = [_text_of(job, index) for index in indices]
        outputs = self._ask({"cells": cells, "seconds": job.limits.wall_seconds}) or [[] for _ in indices]
        results = tuple(map(_result, indices, outputs))
        on_cell(len(indices), len(indices))
        return Execution(results, time.monotonic() - started, "none")

    def _ask(self, order: dict[str, Any]) -> list[list[dict[str, Any]]] | None:
        assert self._process.stdin
        assert self._process.stdout
        with self._lock:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            answer: list[list[dict[str, Any]]] | None = json.loads(self._process.stdout.readline())
            return answer


@contextmanager
def open_plain_runner(python: Path) -> Iterator[PlainRunner]:
    """A runner on the student environment's Python, stopped afterwards."""
    command = [str(python), "-I", str(_SCRIPT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield PlainRunner(process)
        assert process.stdin
        process.stdin.close()


def _text_of(job: GradingJob, index: int) -> str:
    mark = job.source.cells[index].metadata.get("nbgrader", {})
    is_test = mark.get("grade") and not mark.get("solution")
    return str((job.source if is_test else job.submission).cells[index].source)


def _result(index: int, outputs: list[dict[str, Any]]) -> CellResult:
    failed = any(output["output_type"] == "error" for output in outputs)
    return CellResult(index, Outcome.ERROR if failed else Outcome.OK, 0.0, tuple(outputs))
