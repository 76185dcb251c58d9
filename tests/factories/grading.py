"""Runs notebooks in the real engine, for tests of the engine."""

from collections.abc import Iterable
from pathlib import Path

from nbformat import NotebookNode

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import Execution, GradingJob, Limits, Runner
from tests.factories.classroom import code, notebook_of, text


def graded(source: str, name: str = "test", points: float = 1.0) -> NotebookNode:
    """A test cell."""
    return code(
        source,
        nbgrader={
            "schema_version": 3,
            "grade_id": name,
            "grade": True,
            "solution": False,
            "locked": True,
            "points": points,
        },
    )


def run(
    runner: Runner,
    *cells: str | NotebookNode,
    limits: Limits | None = None,
    files: Path | None = None,
    imports: Iterable[str] = (),
) -> Execution:
    """Run cells as their own author would; a text is a cell of the student's."""
    notebook = notebook_of(
        [text("# Title"), *(code(cell) if isinstance(cell, str) else cell for cell in cells)]
    )
    notebook.metadata["coursewright"] = {"imports": list(imports)}
    return runner.run(GradingJob(notebook, notebook, limits or Limits(), files), lambda _done, _total: None)


def outcomes(execution: Execution) -> list[Outcome]:
    """How each cell ended."""
    return [cell.outcome for cell in execution.cells]


def shown(execution: Execution, cell: int = -1) -> str:
    """All text that a cell put out."""
    outputs = execution.cells[cell].outputs
    return "".join(str(o.get("text") or o.get("data") or o.get("evalue")) for o in outputs)
