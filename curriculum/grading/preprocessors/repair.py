"""Mends what a student did to an assignment's cells, so that no notebook can stop a batch."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from curriculum.grading import gradebook
from curriculum.grading.cell_ids import give_missing_ids
from curriculum.grading.gradebook import SourceCell
from curriculum.grading.preprocessors.mark import REPORT


class RepairCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Gives every cell that the author wrote its place and type back, and forgets forged or doubled marks.

    Stands where nbgrader has `DeduplicateIds`, whose empty metadata ends a whole batch. The sentences about
    what was mended are left in the notebook's metadata.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Repair `nb` in place."""
        place = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        known = {
            cell.name: cell
            for cell in gradebook.source_cells(
                place["db_url"], coursedir.course_id, place["assignment"], place["notebook"]
            )
        }
        released = _released(coursedir, place["assignment"], place["notebook"])
        nb.metadata[REPORT] = repair(nb, known, released)
        for sentence in nb.metadata[REPORT]:
            self.log.warning("%s/%s: %s", place["student"], place["assignment"], sentence)
        return nb, resources


def repair(nb: NotebookNode, known: Mapping[str, SourceCell], released: Mapping[str, str]) -> list[str]:
    """Make `nb` hold each cell of `known` once, as its author typed it; returns what was mended.

    `released` are the sources that students got, by cell, in the order of the notebook.
    """
    report: list[str] = []
    _keep_last_of_each(nb, known, report)
    for cell in nb.cells:
        if name := _name(cell):
            _retype(cell, known[name], released.get(name), report)
    listed = [name for name in released if name in known]
    _restore_missing(nb, known, [*listed, *sorted(set(known) - set(listed))], report)
    give_missing_ids(nb)
    return report


def _keep_last_of_each(nb: NotebookNode, known: Mapping[str, SourceCell], report: list[str]) -> None:
    seen: set[str] = set()
    for cell in reversed(nb.cells):
        if "nbgrader" not in cell.metadata:
            continue
        name = _name(cell)
        if name in known and name not in seen:
            seen.add(name)
            continue
        del cell.metadata["nbgrader"]
        if name in known:
            report.append(f"The cell '{name}' was there more than once; the last one counts.")
        else:
            report.append("A cell with marks of no known exercise cell was taken as an ordinary cell.")


def _retype(cell: NotebookNode, source: SourceCell, released: str | None, report: list[str]) -> None:
    if cell.cell_type != source.cell_type:
        report.append(
            f"The cell '{source.name}' had become {cell.cell_type}; it is {source.cell_type} again."
        )
        cell.cell_type = source.cell_type
        for field in ("outputs", "execution_count"):
            cell.pop(field, None)
        if source.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    if source.is_locked and released is not None and cell.source != released:
        report.append(f"The locked cell '{source.name}' was edited; the author's text is used.")
    cell.metadata["nbgrader"] = NotebookNode(_marks(source))


def _marks(source: SourceCell) -> dict[str, Any]:
    marks: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": source.name,
        "locked": source.is_locked,
        "grade": source.is_grade,
        "solution": source.is_solution,
        "task": source.is_task,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
    }
    return marks if source.points is None else {**marks, "points": source.points}


def _restore_missing(
    nb: NotebookNode, known: Mapping[str, SourceCell], order: list[str], report: list[str]
) -> None:
    position = {name: index for index, cell in enumerate(nb.cells) if (name := _name(cell))}
    last = -1
    for name in order:
        if name in position:
            last = max(last, position[name])
            continue
        source = known[name]
        if source.is_locked or source.is_grade or source.is_task:
            last += 1
            nb.cells.insert(last, _cell(source))
            position = {key: index + (index >= last) for key, index in position.items()}
            report.append(f"The cell '{name}' was missing and was put back.")


def _cell(source: SourceCell) -> NotebookNode:
    cell = NotebookNode(
        cell_type=source.cell_type,
        source=source.source,
        metadata=NotebookNode(nbgrader=NotebookNode(_marks(source))),
    )
    if source.cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    return cell


def _released(coursedir: Any, assignment: str, notebook: str) -> dict[str, str]:  # noqa: ANN401
    path = Path(coursedir.format_path(coursedir.release_directory, ".", assignment)) / f"{notebook}.ipynb"
    if not path.is_file():
        return {}
    cells = nbformat.read(path, as_version=4).cells
    return {name: cell.source for cell in cells if (name := _name(cell))}


def _name(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""
