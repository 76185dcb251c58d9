"""An assignment's notebook as its author wrote it: what a submission is compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from curriculum.nbgrader_cells import checksum, clear_hidden_tests, clear_solution


@dataclass(frozen=True)
class AuthoredCell:
    """One cell that nbgrader knows; `points` is None if nothing is graded, `released` what students got."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    is_locked: bool
    is_grade: bool
    is_solution: bool
    is_task: bool
    points: float | None
    released: str | None = None
    cell_id: str | None = None

    @property
    def is_test(self) -> bool:
        """Whether code alone decides its points."""
        return self.is_grade and not self.is_solution and self.cell_type == "code"

    @property
    def is_fixed(self) -> bool:
        """Whether its text is the author's alone, so that it must be there as written."""
        return self.is_locked or self.is_task or self.is_test

    def marks(self) -> dict[str, Any]:
        """nbgrader's metadata of the cell."""
        marks: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.name,
            "locked": self.is_locked,
            "grade": self.is_grade,
            "solution": self.is_solution,
            "task": self.is_task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return marks if self.points is None else {**marks, "points": self.points}


@dataclass(frozen=True)
class Authored:
    """The cells of one notebook in the author's order, and the notebook itself with its solutions."""

    cells: tuple[AuthoredCell, ...]
    notebook: NotebookNode
    unmarked: int
    """How many cells the author left without marks."""
    kernelspec: Mapping[str, Any] | None = None

    @property
    def by_name(self) -> dict[str, AuthoredCell]:
        """The cells by their grade id."""
        return {cell.name: cell for cell in self.cells}

    def with_texts(self, texts: Mapping[str, str]) -> "Authored":
        """The same with other texts in the locked cells that `texts` names: one learner's own values."""
        if not texts:
            return self
        cells = tuple(
            replace(cell, source=texts[cell.name], released=texts[cell.name]) if cell.name in texts else cell
            for cell in self.cells
        )
        return replace(self, cells=cells, notebook=_with_texts(self.notebook, texts))


def read_source(notebook: NotebookNode) -> Authored:
    """The assignment in an instructor's notebook; what students got is worked out as nbgrader does."""
    cells = tuple(_authored(cell) for cell in notebook.cells if name_of(cell))
    return Authored(cells, notebook, _unmarked(notebook), notebook.metadata.get("kernelspec"))


def merge(
    known: Iterable[AuthoredCell],
    source: NotebookNode | None,
    released: NotebookNode | None,
    kernelspec: Mapping[str, Any] | None,
) -> Authored:
    """The assignment as the gradebook knows it, in the order of the notebooks that its author made.

    The gradebook's texts count: a source that was edited since the release does not change the tests.
    """
    cells = {cell.name: cell for cell in known}
    ordered = [nb for nb in (source, released) if nb is not None]
    names = [name for nb in ordered for cell in nb.cells if (name := name_of(cell)) in cells]
    texts = {name_of(cell): (cell.source, cell.get("id")) for cell in (released.cells if released else ())}
    found = tuple(
        replace(
            cells[name], released=texts.get(name, (None, None))[0], cell_id=texts.get(name, (None, None))[1]
        )
        for name in dict.fromkeys([*names, *sorted(cells)])
    )
    fixed = {cell.name: cell.source for cell in found if cell.is_fixed}
    base = source if source is not None else _notebook_of(found)
    return Authored(found, _with_texts(base, fixed), _unmarked(ordered[0]) if ordered else 0, kernelspec)


def marks_of(cell: NotebookNode) -> Mapping[str, Any]:
    """nbgrader's metadata of a cell; empty where there is none."""
    marks = cell.metadata.get("nbgrader")
    return marks if isinstance(marks, dict) else {}


def name_of(cell: NotebookNode) -> str:
    """The grade id of a cell; empty where there is none."""
    name = marks_of(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def _authored(cell: NotebookNode) -> AuthoredCell:
    marks = marks_of(cell)
    is_grade, is_solution = bool(marks.get("grade")), bool(marks.get("solution"))
    is_task = bool(marks.get("task"))
    text = clear_solution(cell.source, cell.cell_type) if is_solution else cell.source
    found = AuthoredCell(
        name=name_of(cell),
        cell_type=cell.cell_type,
        source=text,
        checksum=None,
        is_locked=not is_solution and (is_grade or bool(marks.get("locked"))),
        is_grade=is_grade,
        is_solution=is_solution,
        is_task=is_task,
        points=float(marks.get("points", 0)) if is_grade or is_task else None,
        released=clear_hidden_tests(text),
        cell_id=cell.get("id"),
    )
    entry = {"cell_type": cell.cell_type, "source": text, "metadata": {"nbgrader": found.marks()}}
    return replace(found, checksum=checksum(entry))


def _unmarked(notebook: NotebookNode) -> int:
    return sum(1 for cell in notebook.cells if not name_of(cell))


def _with_texts(notebook: NotebookNode, texts: Mapping[str, str]) -> NotebookNode:
    cells = [
        NotebookNode({**cell, "source": texts[name]}) if (name := name_of(cell)) in texts else cell
        for cell in notebook.cells
    ]
    return NotebookNode({**notebook, "cells": cells})


def _notebook_of(cells: Iterable[AuthoredCell]) -> NotebookNode:
    return NotebookNode(
        nbformat=4,
        nbformat_minor=4,
        metadata=NotebookNode(),
        cells=[new_cell(cell, cell.source) for cell in cells],
    )


def new_cell(cell: AuthoredCell, source: str) -> NotebookNode:
    """A notebook cell with the author's marks and this text."""
    made = NotebookNode(
        cell_type=cell.cell_type,
        source=source,
        metadata=NotebookNode(nbgrader=NotebookNode(cell.marks())),
    )
    if cell.cell_type == "code":
        made.update(outputs=[], execution_count=None)
    return made
