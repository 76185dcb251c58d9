"""Remembers in the database what its content was made from, so that start-up can skip making it again."""

import psycopg
from psycopg.sql import SQL, Literal

from db.access import Access, Role, conninfo

_SCHEMA = "coursewright"


def read(access: Access) -> str | None:
    """What the database's content was made from, or None."""
    query = "SELECT obj_description(to_regnamespace(%s)::oid, 'pg_namespace')"
    with psycopg.connect(_address(access)) as owner:
        row = owner.execute(query, [_SCHEMA]).fetchone()
    return str(row[0]) if row and row[0] else None


def write(access: Access, made_from: str) -> None:
    """Say what the database's content was made from; kept and lost with the database itself."""
    with psycopg.connect(_address(access)) as owner:
        owner.execute(SQL("COMMENT ON SCHEMA coursewright IS {}").format(Literal(made_from)))


def clear(access: Access) -> None:
    """Say that what the content needs beside the database may be missing, so that start-up makes it again."""
    with psycopg.connect(_address(access)) as owner:
        owner.execute("COMMENT ON SCHEMA coursewright IS NULL")


def _address(access: Access) -> str:
    return conninfo(access.url(Role.OWNER))
