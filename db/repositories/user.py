"""People: found by name or address, and what changes when they log in."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import CohortRole, UserRole, Visibility
from db.errors import Conflict
from db.models.cohort import Cohort, CohortMember
from db.models.user import User


@dataclass(frozen=True)
class Person:
    """A person as stored; her password is known to `CredentialRepository` alone."""

    id: uuid.UUID
    username: str
    email: str
    full_name: str | None
    role: UserRole
    is_active: bool
    default_visibility: Visibility
    last_login: datetime | None


@dataclass(frozen=True)
class Membership:
    """A cohort that a person is in, and as what."""

    cohort_id: uuid.UUID
    slug: str
    name: str
    role: CohortRole


@dataclass(frozen=True)
class Privacy:
    """Who sees what a person does: new items from now on, and whether she is there at all."""

    default_visibility: Visibility
    is_hidden: bool


class UserExists(Conflict):
    """The username or the address belongs to somebody already."""

    code = "user_exists"


_PERSON = (
    User.id,
    User.username,
    User.email,
    User.full_name,
    User.role,
    User.is_active,
    User.default_visibility,
    User.last_login,
)


class UserRepository:
    """All SQL on people; names and addresses are compared without regard to case."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_id(self, user_id: uuid.UUID) -> Person | None:
        """Find a person by id."""
        return self._one(User.id == user_id)

    def by_username(self, username: str) -> Person | None:
        """Find a person by username."""
        return self._one(User.username == username)

    def by_email(self, email: str) -> Person | None:
        """Find a person by mail address."""
        return self._one(User.email == email)

    def by_usernames(self, usernames: Iterable[str]) -> dict[str, Person]:
        """Find several people at once, by the username as stored; unknown names are left out."""
        rows = self._session.execute(select(*_PERSON).where(User.username.in_(list(usernames))))
        return {row.username: Person(*row) for row in rows}

    def add(
        self,
        username: str,
        email: str,
        *,
        full_name: str | None = None,
        role: UserRole = UserRole.STUDENT,
        password_hash: str | None = None,
    ) -> Person:
        """Store a new person. Raises UserExists when the username or the address is taken."""
        values = {
            "username": username.lower(),
            "email": email,
            "full_name": full_name,
            "role": role,
            "password_hash": password_hash,
        }
        statement = insert(User).values(values).on_conflict_do_nothing().returning(*_PERSON)
        row = self._session.execute(statement).one_or_none()
        if row is None:
            raise UserExists(f"The username {username} or the address {email} is taken; choose another one.")
        stored: tuple[Any, ...] = tuple(row)
        return Person(*stored)

    def set_active(self, user_id: uuid.UUID, *, is_active: bool) -> None:
        """Let a person log in, or no longer."""
        self._change(user_id, is_active=is_active)

    def touch_last_login(self, user_id: uuid.UUID, at: datetime) -> None:
        """Note a successful login."""
        self._change(user_id, last_login=at, last_active_at=at)

    def memberships(self, user_id: uuid.UUID) -> tuple[Membership, ...]:
        """The running cohorts that a person is in, by slug; archived ones are left out."""
        rows = self._session.execute(
            select(Cohort.id, Cohort.slug, Cohort.name, CohortMember.role)
            .join(CohortMember, CohortMember.cohort_id == Cohort.id)
            .where(CohortMember.user_id == user_id, Cohort.is_active)
            .order_by(Cohort.slug)
        )
        return tuple(Membership(*row) for row in rows)

    def joined_at(self, user_id: uuid.UUID) -> datetime:
        """When the person's account was made."""
        return self._session.scalars(select(User.created_at).where(User.id == user_id)).one()

    def privacy(self, user_id: uuid.UUID) -> Privacy:
        """What the person wants to be seen of herself."""
        row = self._session.execute(select(User.default_visibility, User.is_hidden).where(User.id == user_id))
        visibility, is_hidden = row.one()
        return Privacy(visibility, is_hidden)

    def set_privacy(self, user_id: uuid.UUID, wanted: Privacy) -> None:
        """Store it; a trigger tells every edge to the person whether she hides."""
        self._change(user_id, default_visibility=wanted.default_visibility, is_hidden=wanted.is_hidden)

    def _one(self, condition: ColumnElement[bool]) -> Person | None:
        row = self._session.execute(select(*_PERSON).where(condition)).one_or_none()
        return None if row is None else Person(*row)

    def _change(self, user_id: uuid.UUID, **values: Any) -> None:  # noqa: ANN401
        self._session.execute(update(User).where(User.id == user_id).values(**values))
