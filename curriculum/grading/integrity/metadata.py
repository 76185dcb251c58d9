"""What a notebook's metadata may hold; the rest of what a stranger wrote there is left out."""

from collections.abc import Callable
from typing import Any

DEEPEST = 50


def checked_cell_metadata(value: object, number: int, sentences: list[str]) -> dict[str, Any]:
    """The metadata of cell `number` with every known field of its proper type."""
    if not isinstance(value, dict):
        sentences.append(f"Cell {number} had no metadata.")
        return {}
    if depth_exceeds(value, DEEPEST):
        sentences.append(f"The metadata of cell {number} was nested too deeply and was left out.")
        return {}
    return {
        name: part for name, part in value.items() if name not in _CELL_FIELDS or _CELL_FIELDS[name](part)
    }


def checked_notebook_metadata(value: object, sentences: list[str]) -> dict[str, Any]:
    """The metadata of a notebook with every known field of its proper type."""
    if not isinstance(value, dict):
        sentences.append("The notebook had no metadata.")
        return {}
    if depth_exceeds(value, DEEPEST):
        sentences.append("The notebook's metadata was nested too deeply and was left out.")
        return {}
    return {
        name: part
        for name, part in value.items()
        if name not in _NOTEBOOK_FIELDS or _NOTEBOOK_FIELDS[name](part)
    }


def depth_exceeds(value: object, limit: int) -> bool:
    """Whether containers are nested in `value` more than `limit` times; never recurses."""
    level = [value]
    for _ in range(limit):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return False
    return True


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return [part for part in value.values() if isinstance(part, dict | list)]
    return [part for part in value if isinstance(part, dict | list)] if isinstance(value, list) else []


def _is_dict(value: object) -> bool:
    return isinstance(value, dict)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_tags(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(tag, str) and tag and "," not in tag for tag in value)
        and len(set(value)) == len(value)
    )


def _is_kernel(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(key), str) for key in ("name", "display_name")
    )


def _is_language(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name"), str)


_CELL_FIELDS: dict[str, Callable[[object], bool]] = {
    "collapsed": _is_flag,
    "execution": _is_dict,
    "jupyter": _is_dict,
    "name": lambda value: isinstance(value, str) and value != "",
    "nbgrader": _is_dict,
    "scrolled": lambda value: value == "auto" or _is_flag(value),
    "tags": _are_tags,
}
_NOTEBOOK_FIELDS: dict[str, Callable[[object], bool]] = {
    "authors": lambda value: isinstance(value, list),
    "coursewright": _is_dict,
    "kernelspec": _is_kernel,
    "language_info": _is_language,
    "orig_nbformat": lambda value: isinstance(value, int) and value >= 1,
    "title": lambda value: isinstance(value, str),
}
