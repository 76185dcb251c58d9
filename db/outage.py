"""Tells a database that does not answer, or that took a transaction back, from every other fault."""

import psycopg
import sqlalchemy.exc

_OUTAGES = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InterfaceError,
    sqlalchemy.exc.TimeoutError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)
_UNDONE = ("40001", "40P01")  # serialization_failure, deadlock_detected


def is_outage(error: BaseException) -> bool:
    """Tell whether asking again later may succeed: a lost connection, a server that stops, a deadlock."""
    return isinstance(error, _OUTAGES)


def was_undone(error: BaseException) -> bool:
    """Tell whether PostgreSQL itself rolled the transaction back, so that nothing of it was kept."""
    cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    return getattr(cause, "sqlstate", None) in _UNDONE
