"""An exercise with the person's last attempt at it."""

from dataclasses import dataclass
from datetime import datetime

from db.enums import ItemKind
from db.repositories.submission import SubmissionRepository
from hub.services.lookup import find_item
from hub.services.person import Begin
from hub.services.submission import Submission, present
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class Exercise:
    """What the Exercise panel shows."""

    key: str
    title: str
    points: int | None
    due_at: datetime | None
    attempts: int
    latest: Submission | None


def read_exercise(begin: Begin, viewer: Viewer, key: str) -> Exercise:
    """Return the exercise of this key; NotFound when the person has none."""
    with begin() as uow:
        row = find_item(uow, viewer, key, ItemKind.EXERCISE).row
        latest = SubmissionRepository(uow.session).latest(viewer.id, key)
    attempts = latest.attempt if latest else 0
    return Exercise(key, row.title, row.points, row.due_at, attempts, present(latest) if latest else None)
