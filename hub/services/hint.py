"""Hints of an exercise: how many there are, what the next costs, and the text of those that were revealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from curriculum.grading.penalty import hint_points
from db.enums import ItemKind
from db.errors import Conflict, NotFound
from db.repositories.hint import HintRepository, HintRow
from db.repositories.submission import SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.viewer import Viewer


class HintOrder(Conflict):
    """Hints are shown one after the other."""

    code = "hint_order"


@dataclass(frozen=True)
class Hint:
    """A hint as its learner sees it: what it costs, and its text once it is revealed.

    `points` is what every attempt loses that is handed in after it was revealed.
    """

    number: int
    percent: int
    points: Decimal
    text: str | None
    revealed_at: datetime | None


def read_hints(uow: UnitOfWork, found: Found) -> list[Hint]:
    """Return every hint of an exercise in order."""
    rows = HintRepository(uow.session).of_task(found.task_id)
    return _describe(rows, found.row.points)


def reveal(begin: Begin, viewer: Viewer, key: str, number: int) -> list[Hint]:
    """Reveal the hint `number` and return all hints of the exercise; revealing it again changes nothing.

    NotFound when there is none of this number, HintOrder while the one in front of it is hidden.
    """
    with begin() as uow:
        found = find_item(uow, viewer, key, ItemKind.EXERCISE)
        found.require_unlocked()
        # With the lock an attempt that is handed in at the same time is clearly before or after the hint.
        SubmissionRepository(uow.session).lock(viewer.id, found.task)
        hints = HintRepository(uow.session)
        hints.reveal(found.task_id, number, datetime.now(UTC))
        rows = hints.of_task(found.task_id)
        _require_shown(rows, number)
        uow.commit()
    return _describe(rows, found.row.points)


def _require_shown(rows: Iterable[HintRow], number: int) -> None:
    known = {row.number: row for row in rows}
    if number not in known:
        raise NotFound("This exercise has no such hint: open the Exercise panel to see its hints.")
    if known[number].text is None:
        hidden = min(row.number for row in known.values() if row.text is None)
        raise HintOrder(f"Hints are shown one after the other: show hint {hidden} first.")


def _describe(rows: Iterable[HintRow], points: int | None) -> list[Hint]:
    most = Decimal(points or 0)
    return [
        Hint(row.number, row.penalty, hint_points(row.penalty, most), row.text, row.revealed_at)
        for row in rows
    ]
