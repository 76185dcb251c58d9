"""Who may log in, and what the hub is told about them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from db.enums import CohortRole, UserRole
from db.repositories.credential import CredentialRepository
from db.repositories.user import Person, UserRepository
from db.unit_of_work import UnitOfWork
from hub.password import hash_password, needs_upgrade, verify_password
from hub.services.person import Begin


@dataclass(frozen=True)
class Login:
    """A person as the hub keeps her."""

    username: str
    is_admin: bool
    groups: tuple[str, ...]


@dataclass(frozen=True)
class LoginService:
    """Checks passwords; the only reader of password hashes."""

    begin: Begin

    def log_in(self, username: str, password: str) -> Login | None:
        """Return the active person whose password this is, noting the login; None for every kind of failure.

        A password stored as bcrypt, or with other costs, is stored anew as argon2id.
        """
        with self.begin() as uow:
            person = UserRepository(uow.session).by_username(username)
            is_known = person is not None and person.is_active
            stored = (
                CredentialRepository(uow.session).password_hash(person.id) if person and is_known else None
            )
        # Outside the transaction: hashing takes long, and no connection should wait for it.
        if not verify_password(password, stored) or person is None or stored is None:
            return None
        upgraded = _upgraded(password, stored)
        with self.begin() as uow:
            users = UserRepository(uow.session)
            users.touch_last_login(person.id, datetime.now(UTC))
            if upgraded:
                CredentialRepository(uow.session).set_password_hash(person.id, upgraded)
            login = _login(uow, person)
            uow.commit()
        return login

    def find(self, username: str) -> Login | None:
        """Return the active person of this name; None once she is gone or inactive."""
        with self.begin() as uow:
            person = UserRepository(uow.session).by_username(username)
            return _login(uow, person) if person and person.is_active else None


def _upgraded(password: str, stored: str) -> str | None:
    """Return a new hash where the stored one is dated; one too short for today's rule stays as it is."""
    if not needs_upgrade(stored):
        return None
    try:
        return hash_password(password)
    except ValueError:
        return None


def _login(uow: UnitOfWork, person: Person) -> Login:
    memberships = UserRepository(uow.session).memberships(person.id)
    groups = tuple(sorted(f"{each.slug}-{_PLURAL[each.role]}" for each in memberships))
    return Login(person.username, person.role is UserRole.ADMIN, groups)


_PLURAL = {CohortRole.STUDENT: "students", CohortRole.INSTRUCTOR: "instructors", CohortRole.ADMIN: "admins"}
