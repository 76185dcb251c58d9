"""Marks that something changed in a cohort's gradebook."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from db.models.cohort import Cohort
from db.models.gradebook import GradebookMark


@dataclass(frozen=True)
class Mark:
    """Whose grade or comment changed, in which assignment of which cohort."""

    cohort_id: uuid.UUID
    slug: str
    assignment: str
    student: str
    marked_at: datetime


class GradebookMarkRepository:
    """All SQL on marks; a mark that was taken stays locked until the transaction ends."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def waiting(self, *, older_than_seconds: float = 0.0) -> list[Mark]:
        """The marks that nobody holds and that have not moved for a while, oldest first."""
        statement = (
            _statement()
            .where(
                GradebookMark.marked_at
                <= func.clock_timestamp() - func.make_interval(0, 0, 0, 0, 0, 0, older_than_seconds)
            )
            .order_by(GradebookMark.marked_at)
        )
        return [Mark(*row) for row in self._session.execute(statement)]

    def take(self, cohort_id: uuid.UUID, assignment: str, student: str) -> Mark | None:
        """Hold a mark until the transaction ends; None when another process does, or it is gone."""
        statement = (
            _statement()
            .where(
                GradebookMark.cohort_id == cohort_id,
                GradebookMark.assignment_name == assignment,
                GradebookMark.student_name == student,
            )
            .with_for_update(of=GradebookMark, skip_locked=True)
        )
        row = self._session.execute(statement).one_or_none()
        return None if row is None else Mark(*row)

    def clear(self, cohort_id: uuid.UUID, assignment: str, student: str) -> None:
        """Remove a mark, once what it is about has been recorded in the same transaction."""
        self._session.execute(
            delete(GradebookMark).where(
                GradebookMark.cohort_id == cohort_id,
                GradebookMark.assignment_name == assignment,
                GradebookMark.student_name == student,
            )
        )


def _statement() -> Select[uuid.UUID, str, str, str, datetime]:
    return select(
        Cohort.id,
        Cohort.slug,
        GradebookMark.assignment_name,
        GradebookMark.student_name,
        GradebookMark.marked_at,
    ).join(Cohort, Cohort.id == GradebookMark.cohort_id)
