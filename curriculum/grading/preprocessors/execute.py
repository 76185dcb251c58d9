"""Runs a submission's cells through a `Runner`, where nbgrader starts a kernel with the grader's rights."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Unicode

from curriculum.grading.preprocessors.mark import MARK
from curriculum.grading.runner import Limits, OnCell, Runner
from curriculum.grading.sandbox_runner import SandboxRunner


class SandboxExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Fills in the outputs of every code cell; nothing of a submission ever runs in this process."""

    student_python = Unicode(help="Python of the student environment, as a path.").tag(config=True)
    scratch = Unicode(
        "", help="Folder for the runs' own folders, as a path; empty: the machine's temporary folder."
    ).tag(config=True)
    cell_seconds = Float(30.0, help="Longest time of one cell, in seconds.").tag(config=True)
    wall_seconds = Float(300.0, help="Longest time of one notebook, in seconds.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Run `nb`; each code cell's metadata then says how its run ended."""
        coursedir = self.parent.parent.coursedir
        place = resources["nbgrader"]
        files = Path(coursedir.format_path(coursedir.source_directory, ".", place["assignment"]))
        limits = Limits(wall_seconds=self.wall_seconds, cell_seconds=self.cell_seconds)
        listener: OnCell = getattr(self.parent.parent, "on_cell", _ignore)
        execution = self._runner().run(nb, limits, listener, files=files if files.is_dir() else None)
        for cell in nb.cells:
            cell.metadata.pop(MARK, None)
        for result in execution.cells:
            cell = nb.cells[result.index]
            cell.outputs = [NotebookNode(output) for output in result.outputs]
            cell.metadata[MARK] = {"outcome": result.outcome.value, "seconds": round(result.seconds, 3)}
        nb.metadata[MARK] = {"tier": execution.tier, "seconds": round(execution.seconds, 3)}
        return nb, resources

    def _runner(self) -> Runner:
        """The one that this platform's converter brings, else a sandbox of this machine."""
        brought: Runner | None = getattr(self.parent.parent, "runner", None)
        if brought is not None:
            return brought
        scratch = Path(self.scratch) if self.scratch else None
        return SandboxRunner(Path(self.student_python), scratch=scratch)


def _ignore(_done: int, _total: int) -> None:
    """Nobody asks for the progress."""
