"""Cell ids: each cell of a notebook of format 4.5 or later has one of its own."""

from typing import Any


def give_missing_ids(notebook: dict[str, Any]) -> None:
    """Give cells without an id, or with another cell's, an id made from their position."""
    cells = notebook.get("cells")
    if notebook.get("nbformat") != 4 or notebook.get("nbformat_minor", 0) < 5 or not isinstance(cells, list):
        return
    taken = {str(cell.get("id")) for cell in cells if isinstance(cell, dict)}
    seen: set[str] = set()
    for position, cell in enumerate(cells):
        if not isinstance(cell, dict):
            continue
        if not isinstance(cell.get("id"), str) or cell["id"] in seen:
            cell["id"] = _free(f"cell-{position}", taken)
        seen.add(cell["id"])
        taken.add(cell["id"])


def _free(wanted: str, taken: set[str]) -> str:
    candidate, number = wanted, 0
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
