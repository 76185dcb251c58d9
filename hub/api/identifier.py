"""Reads the ids in addresses."""

from uuid import UUID

from db.errors import NotFound


def identifier(text: str, message: str) -> UUID:
    """Return the id. NotFound, with the message, for what is none: it names nothing."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(message) from None
