"""The steps of nbgrader's autograding that an instructor may have configured or added."""

from typing import Any

from nbformat import NotebookNode
from nbgrader import preprocessors as nbgrader

from curriculum.grading.refusal import RefuseStock

_OURS = (
    nbgrader.AssignLatePenalties,
    nbgrader.CheckCellMetadata,
    nbgrader.ClearOutput,
    nbgrader.DeduplicateIds,
    nbgrader.Execute,
    nbgrader.OverwriteCells,
    nbgrader.OverwriteKernelspec,
    nbgrader.SaveAutoGrades,
    RefuseStock,
)
"""What the engine does in nbgrader's place, for all submissions at once."""


class Steps:
    """nbgrader's and the instructor's own preprocessors around a run: `IgnorePattern`, `LimitOutput` ..."""

    def __init__(self, converter: Any) -> None:  # noqa: ANN401 - nbgrader's converter
        """Make them from the configuration of `converter`."""
        self._before = self._made(converter.sanitize_preprocessors, converter)
        self._after = self._made(converter.autograde_preprocessors, converter)
        self.added_back: str = nbgrader.OverwriteCells(parent=converter.exporter).missing_cell_notification

    def before(self, notebook: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
        """What is done to a submission before it runs."""
        return self._run(self._before, notebook, resources)

    def after(self, notebook: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
        """What is done to it with its outputs, before it is scored."""
        return self._run(self._after, notebook, resources)

    @staticmethod
    def _made(kinds: Any, converter: Any) -> list[Any]:  # noqa: ANN401
        made = [kind(parent=converter.exporter) if isinstance(kind, type) else kind for kind in kinds]
        return [step for step in made if not isinstance(step, _OURS)]

    @staticmethod
    def _run(steps: list[Any], notebook: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
        for step in steps:
            notebook, resources = step(notebook, resources)
        return notebook
