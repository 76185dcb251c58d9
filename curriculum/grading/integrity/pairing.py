"""Lays an instructor's notebook beside a submission, cell by cell."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import name_of


def beside(submission: NotebookNode, source: NotebookNode) -> NotebookNode:
    """`source` with the cells that `submission` has, in its order; an empty cell where a student added one.

    Cells with marks are known by them; those without by their text, else by their place between the others.
    """
    named = {name: cell for cell in source.cells if (name := name_of(cell))}
    gaps = _gaps(source)
    found: list[NotebookNode] = []
    for name, cells in _gaps(submission).items():
        found.extend(_paired(cells, gaps.get(name, [])))
        if name:
            found.append(named.get(name) or _empty("code"))
    return NotebookNode({**source, "cells": found})


def _gaps(notebook: NotebookNode) -> dict[str, list[NotebookNode]]:
    """The unmarked cells before each marked one by its name, and those at the end under no name."""
    gaps: dict[str, list[NotebookNode]] = {}
    gap: list[NotebookNode] = []
    for cell in notebook.cells:
        if name := name_of(cell):
            gaps[name], gap = gap, []
        else:
            gap.append(cell)
    return {**gaps, "": gap}


def _paired(cells: list[NotebookNode], sources: list[NotebookNode]) -> Iterator[NotebookNode]:
    here, there = [_text(cell) for cell in cells], [_text(cell) for cell in sources]
    for kind, begin, end, first, last in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        for offset, cell in enumerate(cells[begin:end]):
            place = first + offset
            is_like = kind == "equal" or (
                kind == "replace" and place < last and sources[place].cell_type == cell.cell_type
            )
            yield sources[place] if is_like else _empty(cell.cell_type)


def _text(cell: NotebookNode) -> tuple[str, str]:
    return cell.cell_type, str(cell.source).strip()


def _empty(cell_type: str) -> NotebookNode:
    cell = NotebookNode(cell_type=cell_type, source="", metadata=NotebookNode())
    if cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    return cell
