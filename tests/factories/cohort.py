"""Rows about cohorts."""

from datetime import datetime

from sqlalchemy.orm import Session

from db.enums import CohortRole
from db.models import AssignmentSchedule, Cohort, CohortMember, User
from tests.factories.sequence import next_number


def make_cohort(session: Session, slug: str | None = None, *, is_active: bool = True) -> Cohort:
    """Store a cohort without members."""
    slug = slug or f"cohort-{next_number()}"
    cohort = Cohort(slug=slug, name=slug.title(), is_active=is_active)
    session.add(cohort)
    session.flush()
    return cohort


def make_member(
    session: Session, cohort: Cohort, user: User, role: CohortRole = CohortRole.STUDENT
) -> CohortMember:
    """Store a person's place in a cohort."""
    member = CohortMember(cohort_id=cohort.id, user_id=user.id, role=role)
    session.add(member)
    session.flush()
    return member


def make_due_time(session: Session, cohort: Cohort, assignment_name: str, due_at: datetime | None) -> None:
    """Store when an assignment is due."""
    session.add(AssignmentSchedule(cohort_id=cohort.id, assignment_name=assignment_name, due_at=due_at))
    session.flush()
