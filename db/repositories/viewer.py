"""Reads who a hub user name stands for, with all memberships, in one statement."""

import uuid
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from db.enums import CohortRole, UserRole
from db.models.cohort import Cohort, CohortMember
from db.models.user import User


@dataclass(frozen=True)
class MembershipRow:
    """A place in one active cohort."""

    cohort_id: uuid.UUID
    slug: str
    name: str
    role: CohortRole


@dataclass(frozen=True)
class ViewerRow:
    """An active user; memberships in the order of joining."""

    id: uuid.UUID
    username: str
    full_name: str | None
    role: UserRole
    cohorts: tuple[MembershipRow, ...]


class ViewerRepository:
    """Answers who asks; called for every request."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, username: str) -> ViewerRow | None:
        """Return the active user of this name; None for an unknown or inactive one."""
        rows = self._session.execute(
            select(
                User.id,
                User.username,
                User.full_name,
                User.role,
                Cohort.id,
                Cohort.slug,
                Cohort.name,
                CohortMember.role,
            )
            .outerjoin(CohortMember, CohortMember.user_id == User.id)
            .outerjoin(Cohort, and_(Cohort.id == CohortMember.cohort_id, Cohort.is_active))
            .where(User.username == username, User.is_active)
            .order_by(CohortMember.joined_at, CohortMember.id)
        ).all()
        if not rows:
            return None
        return ViewerRow(*rows[0][:4], cohorts=tuple(MembershipRow(*row[4:]) for row in rows if row[4]))
