"""Reads by what a task is judged by hand."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.rubric import RubricItem


@dataclass(frozen=True)
class RubricRow:
    """One line of a rubric; `answer` is the grade id of the answer that it marks."""

    answer: str | None
    key: str
    title: str
    description: str | None
    points: int


class RubricRepository:
    """The read side of rubrics; the catalogue writes them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_task(self, assessment_id: uuid.UUID | None, slug: str) -> list[RubricRow]:
        """Return a rubric in its order: of a task of the catalogue, else of the exercise with this slug."""
        row = RubricItem
        is_task = row.exercise_slug == slug if assessment_id is None else row.assessment_id == assessment_id
        rows = self._session.execute(
            select(row.answer, row.key, row.title, row.description, row.points)
            .where(is_task)
            .order_by(row.order_index, row.key)
        )
        return [RubricRow(*each) for each in rows]
