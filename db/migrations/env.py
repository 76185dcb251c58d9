"""Runs migrations on one connection: one process at a time, all steps or none, no long waits."""

from typing import Any

from alembic import context
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

import db.models  # noqa: F401  (fills the metadata)
from db.base import SCHEMA, Base

LOCK = 4_270_112  # any number that no other advisory lock of this database uses


def address() -> URL:
    """The database that the caller names, or the command line's `-x url=...`."""
    given = context.config.attributes.get("url") or context.get_x_argument(as_dictionary=True).get("url")
    if given is None:
        msg = "No database is named; call alembic as `alembic -x url=postgresql+psycopg://... COMMAND`."
        raise RuntimeError(msg)
    return make_url(given)


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:  # noqa: ANN401
    """Compare the platform's schema only, not the hub's, the queue's or the gradebooks'."""
    return kind != "schema" or name == SCHEMA


def make_schema(connection: Connection) -> None:
    """Make the platform's schema where the provisioner has not; Alembic's own table lives in it."""
    if connection.scalar(text("SELECT to_regnamespace(:schema)"), {"schema": SCHEMA}) is None:
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))


def take_turn(connection: Connection) -> None:
    """Wait until no other process migrates this database; the lock is held until the connection closes."""
    connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
    patience = context.config.attributes.get("lock_timeout", "10s")
    connection.execute(text("SELECT set_config('lock_timeout', :patience, false)"), {"patience": patience})


def migrate(connection: Connection) -> None:
    """Run what the caller asked for; the transaction is the caller's."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=is_ours,
        compare_server_default=True,
    )
    context.run_migrations()


def run() -> None:
    """Connect with no schema of ours in the search path, so that every name is compared in full."""
    engine = create_engine(
        address(), poolclass=NullPool, connect_args={"options": "-c search_path=public -c timezone=UTC"}
    )
    with engine.connect() as connection:
        with connection.begin():
            take_turn(connection)
            make_schema(connection)
        with connection.begin():
            migrate(connection)
    engine.dispose()


run()
