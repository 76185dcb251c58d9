"""Gives a learner's personal values back to the locked cell that defines them."""

import ast
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from curriculum.variables import variant_source

NAME = "VARIANT"


class RestoreVariant(NbGraderPreprocessor):  # type: ignore[misc]
    """After `OverwriteCells`, which puts one source into every learner's locked cells.

    The values are those that staging wrote into the notebook's metadata; a student's own never get there.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Rewrite the `VARIANT = {...}` cell from the metadata, where there is one."""
        variant = nb.metadata.get("coursewright", {}).get("variant")
        if isinstance(variant, dict) and all(isinstance(value, str) for value in variant.values()):
            for cell in nb.cells:
                if is_variant_cell(cell):
                    cell.source = variant_source(variant)
        return nb, resources


def is_variant_cell(cell: NotebookNode) -> bool:
    """Whether `cell` is a locked one that does nothing but assign VARIANT."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(marks.get("locked")) and _assigns_variant(cell.source)


def _assigns_variant(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    if len(body) != 1 or not isinstance(body[0], ast.Assign):
        return False
    targets = body[0].targets
    return len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == NAME
