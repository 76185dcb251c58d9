"""More time for one student, and when an assignment is due with it."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.models.cohort import AssignmentSchedule
from db.models.extension import AssignmentExtension


def due_for(user_id: uuid.UUID) -> ColumnElement[datetime | None]:
    """When the assignment of an `AssignmentSchedule` row of a statement is due for one person.

    The later of the cohort's time and her own; an assignment that is never due stays so.
    """
    schedule, extension = AssignmentSchedule, AssignmentExtension
    her_own = (
        select(extension.due_at)
        .where(
            extension.cohort_id == schedule.cohort_id,
            extension.assignment_name == schedule.assignment_name,
            extension.user_id == user_id,
        )
        .scalar_subquery()
    )
    return case((schedule.due_at.is_not(None), func.greatest(schedule.due_at, her_own)))


class ExtensionRepository:
    """All SQL that gives more time and takes it back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def grant(
        self,
        cohort_id: uuid.UUID,
        assignment_name: str,
        user_id: uuid.UUID,
        due_at: datetime,
        *,
        granted_by: uuid.UUID | None = None,
        reason: str | None = None,
    ) -> None:
        """Let a member of the cohort hand in until `due_at`; a later grant takes the place of a former."""
        values = {"due_at": due_at, "granted_by": granted_by, "reason": reason}
        row = insert(AssignmentExtension).values(
            cohort_id=cohort_id, assignment_name=assignment_name, user_id=user_id, **values
        )
        keys = ["cohort_id", "assignment_name", "user_id"]
        again = {**values, "granted_at": func.now()}
        self._session.execute(row.on_conflict_do_update(index_elements=keys, set_=again))

    def withdraw(self, cohort_id: uuid.UUID, assignment_name: str, user_id: uuid.UUID) -> None:
        """Let the cohort's own due time hold again."""
        row = AssignmentExtension
        self._session.execute(
            delete(row).where(
                row.cohort_id == cohort_id, row.assignment_name == assignment_name, row.user_id == user_id
            )
        )
