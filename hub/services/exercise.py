"""An exercise with the person's last attempt at it, her hints and by what it is marked."""

from dataclasses import dataclass
from datetime import datetime

from db.enums import ItemKind
from db.repositories.rubric import RubricRepository
from db.repositories.submission import SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services.hint import Hint, read_hints
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.submission import Submission, present_all
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric by which a person marks the answer with the grade id `answer`."""

    answer: str
    key: str
    title: str
    description: str | None
    points: int


@dataclass(frozen=True)
class Exercise:
    """What the Exercise panel shows."""

    key: str
    title: str
    points: int | None
    due_at: datetime | None
    lock_reason: str | None
    attempts: int
    latest: Submission | None
    hints: list[Hint]
    rubric: list[Criterion]


def read_exercise(begin: Begin, viewer: Viewer, key: str) -> Exercise:
    """Return the exercise of this key; NotFound when the person has none."""
    with begin() as uow:
        found = find_item(uow, viewer, key, ItemKind.EXERCISE)
        row = found.row
        latest = SubmissionRepository(uow.session).latest(viewer.id, found.task)
        return Exercise(
            key=key,
            title=row.title,
            points=row.points,
            due_at=row.due_at,
            lock_reason=found.lock_reason,
            attempts=latest.attempt if latest else 0,
            latest=present_all(uow, [latest])[0] if latest else None,
            hints=read_hints(uow, found),
            rubric=_rubric(uow, viewer, found) if latest else [],
        )


def _rubric(uow: UnitOfWork, viewer: Viewer, found: Found) -> list[Criterion]:
    """The lines about answers that a person has marked: a rubric says what a good answer holds."""
    marked = SubmissionRepository(uow.session).marked_answers(viewer.id, found.task)
    if not marked:
        return []
    rows = RubricRepository(uow.session).of_task(found.task[0], found.row.key)
    return [
        Criterion(row.answer, row.key, row.title, row.description, row.points)
        for row in rows
        if row.answer in marked
    ]
