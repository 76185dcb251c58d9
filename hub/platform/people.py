"""Adds people from the outside: checked, with a password each, all or none."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.enums import UserRole
from db.errors import CoursewrightError, Invalid
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.account_name import check_username
from hub.password import hash_password
from hub.platform.demo import make_password


def add_people(uow: UnitOfWork, people: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add everybody; what was stored, with the password where it was made up. The caller commits.

    A person who cannot be added ends it with an error that names the line she stands on, if there is one.
    """
    rows = []
    for person in people:
        try:
            rows.append(_add(uow, person))
        except (CoursewrightError, ValueError) as error:
            where = f"line {person['line']}: " if "line" in person else ""
            raise Invalid(f"{where}{error}") from error
    return rows


def _add(uow: UnitOfWork, person: Mapping[str, Any]) -> dict[str, Any]:
    username = str(person["username"] or "").strip()
    check_username(username)
    role = str(person.get("role") or UserRole.STUDENT).strip()
    if role not in set(UserRole):
        raise ValueError(f"There is no role {role!r}. Take one of {', '.join(UserRole)}.")
    email = str(person["email"] or "").strip()
    if "@" not in email[1:] or len(email) > 255:
        raise ValueError(f"{email!r} is no mail address. Give one such as {username}@school.example.")
    given = person.get("password") or None
    password = str(given or make_password())
    UserRepository(uow.session).add(
        username,
        email,
        full_name=str(person.get("full_name") or "").strip() or None,
        role=UserRole(role),
        password_hash=hash_password(password),
    )
    return {"username": username, "role": role, "password": None if given else password}
