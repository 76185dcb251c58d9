"""Gives a learner's personal values back to the locked cell that defines them."""

import ast
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

NAME = "VARIANT"


class RestoreVariant(NbGraderPreprocessor):  # type: ignore[misc]
    """After `OverwriteCells`, which puts one source into every learner's locked cells.

    The values are those that staging wrote into the notebook's metadata; a student's own never get there.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Rewrite the `VARIANT = {...}` cell from the metadata, where there is one."""
        variant = nb.metadata.get("coursewright", {}).get("variant")
        if isinstance(variant, dict):
            for cell in nb.cells:
                if is_variant_cell(cell):
                    cell.source = assignment(variant)
        return nb, resources


def is_variant_cell(cell: NotebookNode) -> bool:
    """Whether `cell` is a locked one that does nothing but assign VARIANT."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(marks.get("locked")) and values(cell.source) is not None


def values(source: str) -> dict[str, Any] | None:
    """The dict that `source` assigns to VARIANT, if that is all it does."""
    try:
        body = ast.parse(source).body
        if len(body) != 1 or not isinstance(body[0], ast.Assign):
            return None
        targets = body[0].targets
        if len(targets) != 1 or not isinstance(targets[0], ast.Name) or targets[0].id != NAME:
            return None
        found = ast.literal_eval(body[0].value)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def assignment(variant: dict[str, Any]) -> str:
    """The source of a cell that assigns `variant`."""
    return f"{NAME} = {_plain(variant)!r}"


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
