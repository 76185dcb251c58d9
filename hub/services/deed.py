"""What staff does that it may have to account for, noted in the transaction that does it."""

from dataclasses import dataclass
from uuid import UUID

from db.repositories.audit import AuditRepository
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Actor:
    """Who does something: a person, or under a name alone a course server or an operator."""

    id: UUID | None
    name: str


OPERATOR = Actor(None, "operator")
"""Whoever runs the platform's commands."""


def note(uow: UnitOfWork, actor: Actor, action: str, subject: str, **details: object) -> None:
    """Put a deed on record; other people are named by their ids alone."""
    AuditRepository(uow.session).add(actor.id, actor.name, action, subject, details)
