"""What a graded notebook says of its own run, where nbgrader's notebooks have their execution times.

Everything is kept in the cells' `execution` metadata, so that a graded notebook differs only there from one
that nbgrader graded.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.protocol.message import Outcome

KEY, RUN_KEY = "coursewright.cell", "coursewright.run"


@dataclass(frozen=True)
class CellMark:
    """How the run of one cell ended."""

    outcome: Outcome = Outcome.OK
    seconds: float | None = None
    peak_mb: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class RunMark:
    """What kept a run apart from the machine, how long it took, and what was mended before it."""

    tier: str | None = None
    seconds: float | None = None
    integrity: tuple[str, ...] = ()


def write_cell_mark(cell: NotebookNode, mark: CellMark, ended: datetime) -> None:
    """Note in `cell` how its run ended; nbformat wants each of these to be a text."""
    cell.metadata["execution"] = NotebookNode(
        {"shell.execute_reply": ended.astimezone(UTC).isoformat(), KEY: json.dumps(asdict(mark))}
    )


def write_run_mark(notebook: NotebookNode, mark: RunMark) -> None:
    """Note in `notebook` how the whole run went: in its first code cell, or in its metadata without one."""
    _place(notebook)[RUN_KEY] = json.dumps(asdict(mark))


def cell_mark(cell: NotebookNode) -> CellMark:
    """How the run of `cell` ended; the marks of a notebook are ours, but are read with care."""
    found = _json(_dict(cell.metadata.get("execution")).get(KEY))
    outcomes = {outcome.value: outcome for outcome in Outcome}
    reason = found.get("reason")
    return CellMark(
        outcomes.get(str(found.get("outcome")), Outcome.OK),
        _number(found.get("seconds")),
        _number(found.get("peak_mb")),
        reason if isinstance(reason, str) else None,
    )


def run_mark(notebook: NotebookNode) -> RunMark:
    """How the whole run of `notebook` went."""
    found = _json(_place(notebook).get(RUN_KEY))
    sentences = found.get("integrity")
    tier = found.get("tier")
    return RunMark(
        tier if isinstance(tier, str) else None,
        _number(found.get("seconds")),
        tuple(map(str, sentences)) if isinstance(sentences, list) else (),
    )


def forget_marks(cells: Iterable[NotebookNode]) -> None:
    """Remove what a student may have written where these marks belong."""
    for cell in cells:
        if cell.cell_type == "code":
            cell.metadata.pop("execution", None)


def _place(notebook: NotebookNode) -> dict[str, Any]:
    first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    metadata: dict[str, Any] = notebook.metadata
    if first is None:
        return metadata
    found: dict[str, Any] = first.metadata.setdefault("execution", NotebookNode())
    return found


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _json(text: object) -> dict[str, Any]:
    try:
        return _dict(json.loads(text)) if isinstance(text, str) else {}
    except ValueError:
        return {}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
