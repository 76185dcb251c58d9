"""Hints of tasks: what each costs, the text of those that were revealed, and what they cost an attempt."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, Integer, Text, column, func, select
from sqlalchemy.orm import Session

from db.base import SCHEMA
from db.models.hint import HintReveal
from db.repositories.function import called
from db.repositories.submission import Task


@dataclass(frozen=True)
class HintRow:
    """A hint of a task; without its text until the person has revealed it. `penalty` is in percent."""

    number: int
    penalty: int
    text: str | None
    revealed_at: datetime | None


_COLUMNS = (
    column("number", Integer),
    column("penalty", Integer),
    column("hint", Text),
    column("revealed_at", DateTime(timezone=True)),
)


class HintRepository:
    """All SQL on hints; the first two methods act for the person of the transaction's claim."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_task(self, task_id: uuid.UUID) -> list[HintRow]:
        """Every hint of a task in order, and those that the person revealed before the task changed."""
        return [HintRow(*row) for row in called(self._session, "hints_of", _COLUMNS, (uuid.UUID, task_id))]

    def reveal(self, task_id: uuid.UUID, number: int, at: datetime) -> None:
        """Reveal a hint to the person at the price of today, once; one whose turn it isn't stays hidden."""
        self._session.execute(select(getattr(func, SCHEMA).reveal_hint(task_id, number, at)))

    def penalty(self, user_id: uuid.UUID, task: Task, at: datetime) -> int:
        """What the hints that a person had seen by a moment cost: percent of the points, at most 100."""
        assessment_id, exercise_id = task
        row = HintReveal
        total = self._session.scalar(
            select(func.coalesce(func.sum(row.penalty), 0)).where(
                row.user_id == user_id,
                row.assessment_id == assessment_id
                if assessment_id is not None
                else row.exercise_id == exercise_id,
                row.revealed_at <= at,
            )
        )
        return min(int(total or 0), 100)
