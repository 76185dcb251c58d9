"""Judges one submission: mends it, runs it, and leaves a graded notebook; needs no gradebook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.integrity.alignment import ADDED_BACK, Aligned, align
from curriculum.grading.integrity.authored import Authored, marks_of
from curriculum.grading.integrity.pairing import beside
from curriculum.grading.integrity.reading import Read
from curriculum.grading.mark import CellMark, RunMark, forget_marks, write_cell_mark, write_run_mark
from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult, Execution, GradingJob, Limits, OnCell, Runner
from curriculum.grading.score import ABSURD, is_absurd

Step = Callable[[NotebookNode], NotebookNode]
"""Something that an instructor configured to be done to a notebook."""


@dataclass(frozen=True)
class Judged:
    """A graded notebook, with what was done to the submission before it ran."""

    notebook: NotebookNode
    execution: Execution
    integrity: tuple[str, ...]


@dataclass(frozen=True)
class Judge:
    """All that submissions of one notebook are judged with."""

    runner: Runner
    limits: Limits = field(default_factory=Limits)
    language_info: Mapping[str, Any] | None = None
    added_back: str = ADDED_BACK
    before: Step = lambda notebook: notebook
    after: Step = lambda notebook: notebook

    def judge(
        self,
        submission: Read,
        authored: Authored,
        *,
        files: Path | None = None,
        on_cell: OnCell = lambda _done, _total: None,
    ) -> Judged:
        """Mend, run and mark the submission; raises only for what is this machine's fault."""
        aligned = self._align(submission, authored)
        notebook = self.before(aligned.notebook)
        source = beside(notebook, authored.notebook)
        execution = self.runner.run(GradingJob(notebook, source, self.limits, files), on_cell)
        self._fill(notebook, execution)
        notebook = self.after(notebook)
        self._mark(notebook, execution, aligned.sentences)
        return Judged(notebook, execution, aligned.sentences)

    def _align(self, submission: Read, authored: Authored) -> Aligned:
        aligned = align(submission.notebook, authored, added_back=self.added_back)
        forget_marks(aligned.notebook.cells)
        if self.language_info is not None:
            aligned.notebook.metadata["language_info"] = NotebookNode(self.language_info)
        return Aligned(aligned.notebook, (*submission.sentences, *aligned.sentences))

    @staticmethod
    def _fill(notebook: NotebookNode, execution: Execution) -> None:
        count = 0
        for result in execution.cells:
            cell = notebook.cells[result.index]
            cell.outputs = [NotebookNode(output) for output in result.outputs]
            if result.outcome is not Outcome.NOT_RUN and cell.source.strip():
                count += 1
                cell.execution_count = count
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = cell.execution_count
            if marks_of(cell).get("grade") and is_absurd(cell):
                cell.outputs.append(_error("ValueError", ABSURD))

    @staticmethod
    def _mark(notebook: NotebookNode, execution: Execution, sentences: tuple[str, ...]) -> None:
        now = datetime.now(UTC)
        for result in execution.cells:
            write_cell_mark(notebook.cells[result.index], _cell_mark(result), now)
        write_run_mark(notebook, RunMark(execution.tier, round(execution.seconds, 3), sentences))


def _cell_mark(result: CellResult) -> CellMark:
    return CellMark(result.outcome, round(result.seconds, 4), round(result.peak_mb, 1), result.reason)


def _error(ename: str, evalue: str) -> NotebookNode:
    return NotebookNode(output_type="error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"])
