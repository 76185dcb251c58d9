"""Runs authored notebooks in the engine that grades students', and remembers by content what came out."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

from nbformat import NotebookNode

from curriculum.cell import Cell, Role
from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult, GradingJob, Limits, RunnerUnavailableError
from curriculum.grading.two_process_runner import TwoProcessRunner
from curriculum.grading.zygote.imports import imports_of
from curriculum.nbgrader_cells import grading_metadata
from db.errors import Unavailable

LIMITS = Limits(wall_seconds=120.0)
ENGINE = "two processes, context variables of their own"
"""Part of what outcomes are remembered by: change it when the engine judges differently."""


OnTrial = Callable[[int, int], None]
"""Called after each trial with the number done and the total."""


@dataclass(frozen=True)
class TrialCell:
    """A code cell to run, by the name under which its failure is reported; `own` is its author's text."""

    name: str
    text: str
    role: Role = Role.CODE
    own: str = ""


@dataclass(frozen=True)
class Finding:
    """What a run left: the reason of each cell that raised, by name, and the seconds it took."""

    failed: dict[str, str]
    seconds: float


@dataclass(frozen=True)
class Laboratory:
    """Where trials run: a Python to run them with and, if given, a folder that remembers outcomes.

    What the course's own authors wrote may run where no sandbox holds; a language model's code may not.
    """

    python: Path
    memory: Path | None = None
    accept_unconfined: bool = True

    def run(
        self, trials: Sequence[Sequence[TrialCell]], on_trial: OnTrial = lambda _done, _total: None
    ) -> list[Finding]:
        """The outcome of each trial, in their order; one that is remembered is not run again."""
        outcomes = {place: known for place, trial in enumerate(trials) if (known := self._recall(trial))}
        fresh = [place for place in range(len(trials)) if place not in outcomes]
        for place, outcome in zip(fresh, self._run_now([trials[place] for place in fresh]), strict=True):
            outcomes[place] = outcome
            self._remember(trials[place], outcome)
            on_trial(len(outcomes), len(trials))
        return [outcomes[place] for place in range(len(trials))]

    def _run_now(self, trials: Sequence[Sequence[TrialCell]]) -> Iterator[Finding]:
        if not trials:
            return
        # One warm process for all, instead of one for each set of imports.
        imports = sorted({name for trial in trials for name in imports_of(_notebook(trial, own=True))})
        try:
            with (
                TwoProcessRunner(self.python, accept_unconfined=self.accept_unconfined) as runner,
                ThreadPoolExecutor(runner.workers) as pool,
            ):
                yield from pool.map(lambda trial: _try(runner, trial, imports), trials)
        except RunnerUnavailableError as error:
            message = f"The student environment's Python ({self.python}) does not run: repeat `make setup`."
            raise Unavailable(message, code="no_student_python") from error

    def _recall(self, trial: Sequence[TrialCell]) -> Finding | None:
        if self.memory is None:
            return None
        try:
            known = json.loads(self._place(self.memory, trial).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Finding(known["failed"], known["seconds"])

    def _remember(self, trial: Sequence[TrialCell], outcome: Finding) -> None:
        if self.memory is not None:
            self.memory.mkdir(parents=True, exist_ok=True)
            self._place(self.memory, trial).write_text(json.dumps(vars(outcome)), encoding="utf-8")

    def _place(self, memory: Path, trial: Sequence[TrialCell]) -> Path:
        parts = (ENGINE, str(self.python), *("\n".join(astuple(cell)) for cell in trial))
        address = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return memory / f"{address}.json"


def _try(runner: TwoProcessRunner, trial: Sequence[TrialCell], imports: list[str]) -> Finding:
    submission, source = (_notebook(trial, own=own) for own in (False, True))
    source.metadata["coursewright"] = {"imports": imports}
    done = runner.run(GradingJob(submission, source, LIMITS), lambda _done, _total: None)
    failed = {
        cell.name: _reason(result)
        for cell, result in zip(trial, done.cells, strict=True)
        if result.outcome is not Outcome.OK
    }
    return Finding(failed, round(done.seconds, 3))


def _notebook(trial: Sequence[TrialCell], *, own: bool) -> NotebookNode:
    cells = [_cell(cell, cell.own if own and cell.own else cell.text) for cell in trial]
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=cells)


def _cell(cell: TrialCell, text: str) -> NotebookNode:
    marks = grading_metadata(Cell(cell.role, text, 1, cell.name))
    metadata = NotebookNode({"nbgrader": NotebookNode(marks)} if marks else {})
    return NotebookNode(cell_type="code", source=text, metadata=metadata, outputs=[], execution_count=None)


def _reason(result: CellResult) -> str:
    error = next((output for output in result.outputs if output["output_type"] == "error"), None)
    if error is None or result.outcome is not Outcome.ERROR:
        return result.reason or result.outcome.value
    return f"{error['ename']}: {error['evalue']}"
