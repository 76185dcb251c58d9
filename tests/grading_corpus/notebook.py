"""nbgrader notebooks made of a few cells, and the points that nbgrader gives for their outputs."""

import logging
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from curriculum.grading.runner import Execution

_QUIET = logging.getLogger("tests.grading_corpus")
_KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def given(name: str, source: str) -> NotebookNode:
    """A locked cell that everybody has."""
    return _cell(name, source, locked=True)


def solution(name: str, source: str) -> NotebookNode:
    """A cell that the student writes."""
    return _cell(name, source, solution=True)


def graded(name: str, source: str, points: float) -> NotebookNode:
    """A graded test cell."""
    return _cell(name, source, grade=True, locked=True, points=points)


def notebook_of(cells: list[NotebookNode]) -> NotebookNode:
    """A Python notebook of these cells."""
    notebook: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": dict(_KERNEL)})
    return notebook


def points_of(notebook: NotebookNode, execution: Execution) -> dict[str, float]:
    """What nbgrader gives for each test cell, by its grade id."""
    results = {result.index: result for result in execution.cells}
    earned: dict[str, float] = {}
    for index, cell in enumerate(notebook.cells):
        if is_test(cell):
            judged = NotebookNode(cell)
            judged["outputs"] = [NotebookNode(output) for output in results[index].outputs]
            earned[cell.metadata["nbgrader"]["grade_id"]] = float(determine_grade(judged, _QUIET)[0] or 0)
    return earned


def text_of(notebook: NotebookNode, execution: Execution) -> str:
    """All that a run says, without the lines of the tests that stand in a failed test's own traceback."""
    reasons = [result.reason or "" for result in execution.cells]
    return "\n".join(reasons) + "\n".join(
        str({key: value for key, value in output.items() if key != "traceback" or not is_test(cell)})
        for result in execution.cells
        for cell in [notebook.cells[result.index]]
        for output in result.outputs
    )


def is_test(cell: NotebookNode) -> bool:
    """Whether it is a graded cell that the student does not write."""
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade") and not mark.get("solution"))


def _cell(name: str, source: str, **flags: bool | float) -> NotebookNode:
    plain: dict[str, Any] = {"grade": False, "solution": False, "locked": False, "task": False}
    mark = {"grade_id": name, "schema_version": 3, **plain, **flags}
    cell: NotebookNode = new_code_cell(source.strip("\n"), metadata={"nbgrader": mark}, id=name[:64])
    return cell
