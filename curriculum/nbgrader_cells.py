"""What nbgrader needs in a cell's metadata, and the student's form of a notebook, without nbgrader."""

import hashlib
import re
from typing import Any

from curriculum.cell import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION, Cell, Role
from curriculum.notebook import NotebookJson

SCHEMA_VERSION = 3
CODE_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
TEXT_STUB = ("YOUR ANSWER HERE",)

_FLAGS: dict[Role, tuple[bool, bool, bool]] = {
    Role.GIVEN: (False, False, True),
    Role.VARIANT: (False, False, True),
    Role.SOLUTION: (False, True, False),
    Role.TEST: (True, False, True),
    Role.ANSWER: (True, True, False),
}
"""Role -> whether nbgrader grades it, lets the student write it, locks it."""


def grading_metadata(cell: Cell) -> dict[str, Any] | None:
    """The `nbgrader` entry of the cell's metadata, or None for prose and demonstration code."""
    if cell.role not in _FLAGS:
        return None
    grade, solution, locked = _FLAGS[cell.role]
    entry = {
        "grade": grade,
        "grade_id": cell.name,
        "locked": locked,
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": False,
    }
    return {**entry, "points": cell.points} if grade else entry


def released_form(notebook: NotebookJson) -> NotebookJson:
    """The notebook as a student gets it: no solution, no hidden test; equal to nbgrader's own release."""
    return {**notebook, "cells": [_released_cell(cell) for cell in notebook["cells"]]}


def _released_cell(cell: NotebookJson) -> NotebookJson:
    mark = cell["metadata"].get("nbgrader")
    if mark is None:
        return cell
    text = clear_solution(cell["source"], cell["cell_type"]) if mark["solution"] else cell["source"]
    text = clear_hidden_tests(text)
    metadata = {**cell["metadata"], **_lock(mark)}
    released = {**cell, "source": text, "metadata": metadata}
    metadata["nbgrader"] = {**mark, "cell_type": cell["cell_type"], "checksum": checksum(released)}
    return released


def _lock(mark: dict[str, Any]) -> dict[str, bool]:
    return {"deletable": False} if mark["solution"] else {"deletable": False, "editable": False}


def clear_solution(text: str, cell_type: str) -> str:
    """The text with each solution region replaced by nbgrader's stub, or wholly where it has no region."""
    stub = CODE_STUB if cell_type == "code" else TEXT_STUB
    if BEGIN_SOLUTION not in text:
        return "\n".join(stub)
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        if BEGIN_SOLUTION in line:
            inside = True
            indent = re.match(r"\s*", line)
            kept.extend(f"{indent[0] if indent else ''}{part}" for part in stub)
        elif END_SOLUTION in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def clear_hidden_tests(text: str) -> str:
    """The text without its hidden test regions."""
    return "\n".join(line for line, hidden in split_hidden(text) if not hidden)


def split_hidden(text: str) -> list[tuple[str, bool]]:
    """Each line and whether it belongs to a hidden test region, its two markers included."""
    lines: list[tuple[str, bool]] = []
    inside = False
    for line in text.split("\n"):
        inside = inside or BEGIN_HIDDEN in line
        lines.append((line, inside))
        inside = inside and END_HIDDEN not in line
    return lines


def checksum(cell: NotebookJson) -> str:
    """nbgrader's fingerprint of a cell, by which it sees that a student changed it."""
    mark = cell["metadata"]["nbgrader"]
    grade, solution = bool(mark["grade"]), bool(mark["solution"])
    is_locked = not solution and (grade or bool(mark["locked"]))
    digest = hashlib.md5(usedforsecurity=False)
    for part in (cell["source"], cell["cell_type"], str(grade), str(solution), str(is_locked)):
        digest.update(part.encode())
    digest.update(str(mark["grade_id"]).encode())
    if grade:
        digest.update(str(float(mark["points"])).encode())
    return digest.hexdigest()
