"""The locked cell that hands a learner's own words to code: for her alone it says something else."""

import ast

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import Authored, AuthoredCell
from curriculum.variables import variant_source

NAME = "VARIANT"


def personal_texts(authored: Authored, submission: NotebookNode) -> dict[str, str]:
    """The text of the `VARIANT = {...}` cell by grade id, from the values in the notebook's metadata.

    Those values are written by staging; what a student writes there herself never gets so far.
    """
    variant = submission.metadata.get("coursewright", {}).get("variant")
    if not isinstance(variant, dict) or not all(isinstance(value, str) for value in variant.values()):
        return {}
    return {cell.name: variant_source(variant) for cell in authored.cells if _is_variant_cell(cell)}


def _is_variant_cell(cell: AuthoredCell) -> bool:
    return cell.cell_type == "code" and cell.is_locked and _assigns_variant(cell.source)


def _assigns_variant(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    if len(body) != 1 or not isinstance(body[0], ast.Assign):
        return False
    targets = body[0].targets
    return len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == NAME
