"""What the learner herself wrote in an attempt, cell by cell."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.errors import NotFound
from db.repositories.notebook_version import NotebookVersionRepository
from db.repositories.submission import SubmissionRepository
from hub.services.person import Begin
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class OwnCell:
    """A cell that the learner may write in; `name` is the same in every attempt.

    The exercise asks for some of them; the others are hers alone, or text around them.
    """

    name: str
    is_asked_for: bool
    cell_type: str
    source: str


@dataclass(frozen=True)
class OwnCells:
    """The cells of one attempt in the order of its notebook."""

    submission_id: uuid.UUID
    attempt: int
    cells: list[OwnCell]


def read_own_cells(begin: Begin, viewer: Viewer, submission_id: uuid.UUID) -> OwnCells:
    """Return the learner's own cells of an attempt of hers; NotFound for anybody else's.

    Tests are left out: in an attempt that nbgrader collected they hold what students may not see.
    """
    with begin() as uow:
        row = SubmissionRepository(uow.session).get(submission_id)
        if row is None or row.user_id != viewer.id:
            raise NotFound("You have no such submission: open the exercise to see yours.")
        content = NotebookVersionRepository(uow.session).content(row.notebook_sha256 or b"")
    return OwnCells(row.id, row.attempt, list(_own(_cells(content))))


def _cells(content: bytes | None) -> list[dict[str, Any]]:
    try:
        found = json.loads(content or b"{}").get("cells", [])
    except (ValueError, AttributeError):
        return []
    return [cell for cell in found if isinstance(cell, dict)] if isinstance(found, list) else []


def _own(cells: list[dict[str, Any]]) -> Iterator[OwnCell]:
    for place, cell in enumerate(cells):
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(marks, dict) and not marks.get("solution"):
            continue
        name = marks.get("grade_id") if isinstance(marks, dict) else None
        source = cell.get("source", "")
        yield OwnCell(
            name=str(name or cell.get("id") or f"cell-{place + 1}"),
            is_asked_for=isinstance(marks, dict),
            cell_type=str(cell.get("cell_type", "code")),
            source="".join(map(str, source)) if isinstance(source, list) else str(source),
        )
