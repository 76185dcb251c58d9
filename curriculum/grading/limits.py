"""The limits that an assignment sets for itself, in the metadata of the instructor's notebook."""

from dataclasses import fields, replace
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.runner import Limits
from curriculum.grading.sandbox.rules import Limits as ProcessLimits

_OF_PROCESS = {field.name for field in fields(ProcessLimits)}
_OF_RUN = {"wall_seconds", "cell_seconds", "output_bytes"}


class BadLimitError(ValueError):
    """The notebook asks for a limit that there is not, or that is no positive number."""


def limits_of(source: NotebookNode, usual: Limits) -> Limits:
    """`usual` with what `source.metadata.coursewright.limits` says; raises BadLimitError."""
    asked = source.metadata.get("coursewright", {}).get("limits", {})
    if not isinstance(asked, dict):
        msg = f"`coursewright.limits` of the notebook is {asked!r}; make it an object from name to number."
        raise BadLimitError(msg)
    for name, value in asked.items():
        _check(name, value)
    process = replace(usual.process, **_chosen(asked, _OF_PROCESS))
    return replace(usual, process=process, **_chosen(asked, _OF_RUN))


def _chosen(asked: dict[str, Any], names: set[str]) -> dict[str, Any]:
    is_whole = {"wall_seconds": float, "cell_seconds": float}
    return {name: is_whole.get(name, int)(value) for name, value in asked.items() if name in names}


def _check(name: str, value: object) -> None:
    if name not in _OF_PROCESS | _OF_RUN:
        known = ", ".join(sorted(_OF_PROCESS | _OF_RUN))
        msg = f"`coursewright.limits` of the notebook has {name!r}; use some of {known}."
        raise BadLimitError(msg)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1 << 50:
        msg = f"`coursewright.limits.{name}` of the notebook is {value!r}; give a positive number."
        raise BadLimitError(msg)
