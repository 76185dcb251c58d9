"""The one small interface between grading and whatever runs a notebook's cells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nbformat import NotebookNode

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.sandbox.rules import Limits as ProcessLimits


class RunnerUnavailableError(Exception):
    """No student code could be started: the machine's fault, never a submission's."""


@dataclass(frozen=True)
class Limits:
    """What one run may use: wall time in seconds, output in bytes, and the limits of its processes."""

    wall_seconds: float = 300.0
    cell_seconds: float = 30.0
    output_bytes: int = 1 << 20
    process: ProcessLimits = field(default_factory=ProcessLimits)


@dataclass(frozen=True)
class GradingJob:
    """One submission to run.

    `submission` was mended before: it has each marked cell of `source`, the instructor's notebook with
    solutions and hidden tests. `files` is a folder whose contents the cells find in their working folder.
    """

    submission: NotebookNode
    source: NotebookNode
    limits: Limits = field(default_factory=Limits)
    files: Path | None = None


@dataclass(frozen=True)
class CellResult:
    """What one code cell did; a cell that did not run to its end always has an error output.

    `peak_mb` is the most memory that the student's process held meanwhile; `reason` says why the engine
    ended or refused the cell, in a sentence for the student.
    """

    index: int
    outcome: Outcome
    seconds: float
    outputs: tuple[dict[str, Any], ...]
    peak_mb: float = 0.0
    reason: str | None = None


@dataclass(frozen=True)
class Execution:
    """One run: a result for each code cell, in order, and what kept it apart from the machine."""

    cells: tuple[CellResult, ...]
    seconds: float
    tier: str


OnCell = Callable[[int, int], None]
"""Called after each code cell with the number done and the total."""


class Runner(Protocol):
    """Runs a notebook from top to bottom and never raises for what its cells do."""

    def run(self, job: GradingJob, on_cell: OnCell) -> Execution:
        """Run every code cell; raises RunnerUnavailableError when this machine cannot run any."""
        ...
