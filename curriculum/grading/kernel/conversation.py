"""Runs cells in a kernel, one after the other, and takes its word for nothing but its outputs."""

import queue
import time
from collections.abc import Iterator
from typing import Any

from jupyter_client.manager import KernelManager
from nbformat.v4 import output_from_msg

from curriculum.grading import outputs
from curriculum.grading.protocol.message import Job, Outcome
from curriculum.grading.runner import CellResult, Limits

_LOOK_SECONDS = 0.5
_SHOWN = {"stream", "display_data", "execute_result", "error"}
_CUT = "\n[The rest of the output was cut.]\n"


class Conversation:
    """With one running kernel; it is over once a cell took too long or the kernel ended."""

    def __init__(self, manager: KernelManager, limits: Limits) -> None:
        """Use a kernel that was started."""
        self._manager, self._limits = manager, limits
        self._client = manager.client()
        self._is_over = False

    def begin(self, seconds: float) -> None:
        """Wait until it answers; raises RuntimeError if it does not."""
        self._client.start_channels()
        self._client.wait_for_ready(timeout=seconds)

    def results(self, job: Job) -> Iterator[CellResult]:
        """A result for each cell."""
        end = time.monotonic() + self._limits.wall_seconds
        for cell in job.cells:
            if self._is_over:
                yield _unfinished(cell.index, Outcome.NOT_RUN)
                continue
            started = time.monotonic()
            try:
                outcome, shown = self._run(cell.source, min(end, started + self._limits.cell_seconds))
            except (ValueError, TypeError, KeyError, RecursionError):  # no message of the protocol
                outcome, shown = Outcome.KILLED, []
            found = outputs.checked(shown)
            if outcome is not Outcome.OK and not any(o["output_type"] == "error" for o in found):
                found = outputs.with_error(found, outcome)
            if outcome in {Outcome.TIMEOUT, Outcome.KILLED}:
                self._is_over = True
            yield CellResult(cell.index, outcome, time.monotonic() - started, found)

    def close(self) -> None:
        """Hang up."""
        self._client.stop_channels()

    def _run(self, source: str, end: float) -> tuple[Outcome, list[dict[str, Any]]]:
        asked = self._client.execute(source, allow_stdin=False, stop_on_error=False)
        shown: list[dict[str, Any]] = []
        left = self._limits.output_bytes
        while time.monotonic() < end:
            try:
                message = self._client.get_iopub_msg(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if not self._manager.is_alive():
                    return Outcome.KILLED, shown
                continue
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                failed = any(output["output_type"] == "error" for output in shown)
                return Outcome.ERROR if failed else Outcome.OK, shown
            if kind in _SHOWN:
                left = _add(shown, output_from_msg(message), left)
        return Outcome.TIMEOUT, shown


def _add(shown: list[dict[str, Any]], output: dict[str, Any], left: int) -> int:
    """Add an output if there is room for it; returns the room that is left."""
    size = len(str(output))
    if output["output_type"] != "error" and size > left:
        if left >= 0:
            shown.append({"output_type": "stream", "name": "stdout", "text": _CUT})
        return -1
    last = shown[-1] if shown else {}
    if output["output_type"] == "stream" and last.get("name") == output["name"]:
        last["text"] += output["text"]
    else:
        shown.append(dict(output))
    return left - size


def _unfinished(index: int, outcome: Outcome) -> CellResult:
    return CellResult(index, outcome, 0.0, outputs.with_error((), outcome), reason=outputs.SENTENCES[outcome])
