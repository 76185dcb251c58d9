"""Brings a database to the shape that this code expects, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Engine
from sqlalchemy.exc import OperationalError

from db import engine as engines
from db.base import SCHEMA
from db.errors import Conflict, Invalid, Unavailable

LOCK_TIMEOUT = "10s"
_MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseTooNew(Conflict):
    """The database was brought to its shape by newer code than this."""

    code = "database_too_new"


class UnknownStep(Invalid):
    """A step was named that this code does not know."""

    code = "unknown_step"


class DatabaseBusy(Unavailable):
    """A migration waited too long for a table that others are using; nothing was changed."""

    code = "database_busy"


def upgrade(url: URL, revision: str = "head", *, lock_timeout: str = LOCK_TIMEOUT) -> None:
    """Run all missing steps up to `revision` in one transaction; safe twice, and by several at once.

    `url` logs in as the owner of the schema. Raises DatabaseTooNew when the database knows steps that this
    code does not, DatabaseBusy when a table stays locked for `lock_timeout`; either way nothing is changed.
    """
    with _impatient_config(url, lock_timeout, "upgrade") as config:
        command.upgrade(config, revision)


def downgrade(url: URL, revision: str, *, lock_timeout: str = LOCK_TIMEOUT) -> None:
    """Take steps back down to `revision` (`base` is an empty schema); the rows of dropped tables are lost.

    Raises what `upgrade` raises, and UnknownStep for a step that this code does not know.
    """
    with _impatient_config(url, lock_timeout, f"downgrade {revision}") as config:
        try:
            command.downgrade(config, revision)
        except CommandError as error:
            raise UnknownStep(
                f"There is no step {revision!r} to go down to. Give `base`, a step's number, or -1."
            ) from error


@contextmanager
def _impatient_config(url: URL, lock_timeout: str, what: str) -> Iterator[Config]:
    """Alembic's configuration for a database whose steps this code knows; no lock is waited for long."""
    config = make_config(url)
    config.attributes["lock_timeout"] = lock_timeout
    try:
        _refuse_unknown(current(_impatient(url, lock_timeout)), ScriptDirectory.from_config(config))
        yield config
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != "55P03":  # lock_not_available
            raise
        raise DatabaseBusy(
            "A table stayed locked for too long, and nothing was migrated. Stop what uses the database, then "
            f"run `coursewright db {what}` again."
        ) from error


def current(url: URL) -> str | None:
    """The step that the database is at, or None before the first."""
    engine: Engine = engines.create(url, pool_size=1)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA})
            return context.get_current_revision()
    finally:
        engine.dispose()


def head() -> str | None:
    """The step that this code expects a database to be at."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def require_known(revision: str) -> None:
    """Raise DatabaseTooNew unless this code knows the step."""
    _refuse_unknown(revision, ScriptDirectory(str(_MIGRATIONS)))


def make_config(url: URL) -> Config:
    """Alembic's configuration for one database, independent of any file."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def _impatient(url: URL, lock_timeout: str) -> URL:
    """The same address, for connections that do not wait long for a lock."""
    options = f"{url.query.get('options', '')} -c lock_timeout={lock_timeout}".strip()
    return url.update_query_dict({"options": options})


def _refuse_unknown(revision: str | None, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseTooNew(
            f"The database is at step {revision}, which this version of Coursewright does not know. Install "
            "the version that made it, or a newer one, then start again."
        )
