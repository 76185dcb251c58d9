"""Tells a database that does not answer from every other fault."""

import psycopg
import sqlalchemy.exc

_OUTAGES = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InterfaceError,
    sqlalchemy.exc.TimeoutError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)


def is_outage(error: BaseException) -> bool:
    """Tell whether asking again later may succeed: a lost connection, a server that stops, a deadlock."""
    return isinstance(error, _OUTAGES)
