"""Password hashes, which only the login role and the operator may read."""

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models.user import User


class CredentialRepository:
    """All SQL on password hashes; one is None where an external authenticator has the password."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def password_hash(self, user_id: uuid.UUID) -> str | None:
        """The stored password of a person."""
        return self._session.scalar(select(User.password_hash).where(User.id == user_id))

    def set_password_hash(self, user_id: uuid.UUID, password_hash: str | None) -> None:
        """Replace the stored password; None leaves the person to an external authenticator."""
        self._session.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))
