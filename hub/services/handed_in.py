"""Whether what was handed in is the notebook of its exercise, and its bytes as they are stored."""

import json
from typing import Any

from db.errors import Conflict, Invalid

_CELL_TYPES = frozenset({"code", "markdown", "raw"})
_MOST_CELLS = 2_000
_NOT_A_NOTEBOOK = (
    "This is not a notebook that can be graded ({}): open the exercise again and copy your work into it."
)


class NotANotebook(Invalid):
    """What was sent is no notebook of format 4."""

    code = "not_a_notebook"


class AnotherAssignment(Conflict):
    """The notebook says that it belongs to another exercise."""

    code = "another_assignment"


def canonical_bytes(notebook: object, key: str) -> bytes:
    """Return the bytes to store of a notebook of the exercise `key`; equal notebooks give equal bytes.

    NotANotebook for anything else, AnotherAssignment for a notebook of another exercise.
    """
    found = _require_notebook(notebook)
    _require_key(found, key)
    try:
        text = json.dumps(found, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        return text.encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise NotANotebook(_NOT_A_NOTEBOOK.format("it holds values that JSON can't")) from error


def _require_notebook(notebook: object) -> dict[str, Any]:
    if not isinstance(notebook, dict):
        raise NotANotebook(_NOT_A_NOTEBOOK.format("it is no JSON object"))
    if notebook.get("nbformat") != 4:
        raise NotANotebook(_NOT_A_NOTEBOOK.format("its format is not nbformat 4"))
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not isinstance(notebook.get("metadata"), dict):
        raise NotANotebook(_NOT_A_NOTEBOOK.format("it has no cells or no metadata"))
    if len(cells) > _MOST_CELLS:
        raise NotANotebook(_NOT_A_NOTEBOOK.format(f"it has more than {_MOST_CELLS} cells"))
    for number, cell in enumerate(cells, start=1):
        if not _is_cell(cell):
            raise NotANotebook(_NOT_A_NOTEBOOK.format(f"its cell {number} is damaged"))
    return notebook


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELL_TYPES:
        return False
    source = cell.get("source")
    is_text = isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    )
    return is_text and isinstance(cell.get("metadata"), dict)


def _require_key(notebook: dict[str, Any], key: str) -> None:
    marks = notebook["metadata"].get("coursewright")
    found = marks.get("key") if isinstance(marks, dict) else None
    if not isinstance(found, str):
        raise NotANotebook(_NOT_A_NOTEBOOK.format("it does not say which exercise it is of"))
    if found != key:
        raise AnotherAssignment(
            f"This is the notebook of {found[:80]}, not of {key}: open {key} and submit its own notebook."
        )
