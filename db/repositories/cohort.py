"""Cohorts, their members and the due times of their assignments."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import CohortRole
from db.errors import Conflict, NotFound
from db.models.cohort import AssignmentSchedule, Cohort, CohortMember
from db.models.user import User


@dataclass(frozen=True)
class CohortRecord:
    """A cohort as stored."""

    id: uuid.UUID
    slug: str
    name: str
    description: str | None
    start_date: date | None
    end_date: date | None
    is_active: bool


@dataclass(frozen=True)
class QuizRules:
    """How often a cohort's quizzes may be taken (None: always), with what wait, and reviews asked a day."""

    tries: int | None = None
    wait_minutes: int = 0
    reviews_per_day: int = 20


@dataclass(frozen=True)
class Member:
    """A person's place in a cohort."""

    user_id: uuid.UUID
    username: str
    full_name: str | None
    role: CohortRole
    joined_at: datetime


class CohortExists(Conflict):
    """The slug belongs to another cohort already."""

    code = "cohort_exists"


class CohortNotFound(NotFound):
    """There is no cohort of that slug."""

    code = "cohort_not_found"


_COHORT = (
    Cohort.id,
    Cohort.slug,
    Cohort.name,
    Cohort.description,
    Cohort.start_date,
    Cohort.end_date,
    Cohort.is_active,
)


class CohortRepository:
    """All SQL on cohorts and who is in them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_id(self, cohort_id: uuid.UUID) -> CohortRecord | None:
        """Find a cohort by id, archived or not."""
        return self._one(Cohort.id == cohort_id)

    def by_slug(self, slug: str) -> CohortRecord | None:
        """Find a cohort by slug, archived or not."""
        return self._one(Cohort.slug == slug)

    def require(self, slug: str) -> CohortRecord:
        """Find a cohort by slug, archived or not. Raises CohortNotFound."""
        found = self.by_slug(slug)
        if found is None:
            raise CohortNotFound(f"There is no cohort {slug}; check its short name.")
        return found

    def list_active(self) -> tuple[CohortRecord, ...]:
        """All running cohorts, by slug."""
        rows = self._session.execute(select(*_COHORT).where(Cohort.is_active).order_by(Cohort.slug))
        return tuple(CohortRecord(*row) for row in rows)

    def create(
        self,
        slug: str,
        name: str,
        *,
        description: str | None = None,
        start_date: date | None = None,
        end_date: date | None = None,
        created_by: uuid.UUID | None = None,
    ) -> CohortRecord:
        """Store a new cohort. Raises CohortExists when the slug is taken."""
        values = {
            "slug": slug,
            "name": name,
            "description": description,
            "start_date": start_date,
            "end_date": end_date,
            "created_by": created_by,
        }
        statement = insert(Cohort).values(values).on_conflict_do_nothing().returning(*_COHORT)
        row = self._session.execute(statement).one_or_none()
        if row is None:
            raise CohortExists(f"There is a cohort {slug} already; choose another short name.")
        return CohortRecord(*row)

    def set_archived(self, cohort_id: uuid.UUID, *, is_archived: bool = True) -> None:
        """Take a cohort out of use, keeping all its rows, or bring it back."""
        self._session.execute(update(Cohort).where(Cohort.id == cohort_id).values(is_active=not is_archived))

    def quiz_rules(self, cohort_id: uuid.UUID) -> QuizRules:
        """The rules for the quizzes and reviews of a cohort."""
        row = self._session.execute(
            select(Cohort.quiz_tries, Cohort.quiz_wait_minutes, Cohort.reviews_per_day).where(
                Cohort.id == cohort_id
            )
        ).one()
        return QuizRules(*row)

    def set_quiz_rules(self, cohort_id: uuid.UUID, rules: QuizRules) -> None:
        """Change the rules; sittings that are open stay so."""
        self._session.execute(
            update(Cohort)
            .where(Cohort.id == cohort_id)
            .values(
                quiz_tries=rules.tries,
                quiz_wait_minutes=rules.wait_minutes,
                reviews_per_day=rules.reviews_per_day,
            )
        )

    def enroll(self, cohort_id: uuid.UUID, user_id: uuid.UUID, role: CohortRole) -> bool:
        """Make a person a member in exactly this role; False when nothing had to change."""
        row = insert(CohortMember).values(cohort_id=cohort_id, user_id=user_id, role=role)
        statement = row.on_conflict_do_update(
            index_elements=[CohortMember.cohort_id, CohortMember.user_id],
            set_={"role": row.excluded.role},
            where=CohortMember.role != row.excluded.role,
        ).returning(CohortMember.id)
        return self._session.execute(statement).one_or_none() is not None

    def remove(self, cohort_id: uuid.UUID, user_id: uuid.UUID) -> bool:
        """End a membership; False when there was none."""
        statement = (
            delete(CohortMember)
            .where(CohortMember.cohort_id == cohort_id, CohortMember.user_id == user_id)
            .returning(CohortMember.id)
        )
        return self._session.execute(statement).one_or_none() is not None

    def members(self, cohort_id: uuid.UUID, role: CohortRole | None = None) -> tuple[Member, ...]:
        """The active people of a cohort by username, all or those of one role."""
        statement = (
            select(User.id, User.username, User.full_name, CohortMember.role, CohortMember.joined_at)
            .join(CohortMember, CohortMember.user_id == User.id)
            .where(CohortMember.cohort_id == cohort_id, User.is_active)
            .order_by(User.username)
        )
        if role is not None:
            statement = statement.where(CohortMember.role == role)
        return tuple(Member(*row) for row in self._session.execute(statement))

    def role_of(self, user_id: uuid.UUID, cohort_id: uuid.UUID) -> CohortRole | None:
        """What a person is in a cohort; None when not a member."""
        return self._session.scalar(
            select(CohortMember.role).where(
                CohortMember.user_id == user_id, CohortMember.cohort_id == cohort_id
            )
        )

    def schedule(self, cohort_id: uuid.UUID, assignment_name: str, due_at: datetime | None) -> None:
        """Set when an assignment is due; None means it never is."""
        row = insert(AssignmentSchedule).values(
            cohort_id=cohort_id, assignment_name=assignment_name, due_at=due_at
        )
        self._session.execute(
            row.on_conflict_do_update(
                index_elements=[AssignmentSchedule.cohort_id, AssignmentSchedule.assignment_name],
                set_={"due_at": row.excluded.due_at},
            )
        )

    def due_times(self, cohort_id: uuid.UUID) -> dict[str, datetime]:
        """When assignments are due, by name; those without a due time are left out."""
        rows = self._session.execute(
            select(AssignmentSchedule.assignment_name, AssignmentSchedule.due_at).where(
                AssignmentSchedule.cohort_id == cohort_id, AssignmentSchedule.due_at.is_not(None)
            )
        )
        return {name: due_at for name, due_at in rows if due_at is not None}

    def _one(self, condition: ColumnElement[bool]) -> CohortRecord | None:
        row = self._session.execute(select(*_COHORT).where(condition)).one_or_none()
        return None if row is None else CohortRecord(*row)
