"""The platform's database server: ours in the state folder, or the user's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import URL, Engine

from db import engine
from db.access import Access, Role
from db.embedded import EmbeddedPostgres, running_url
from hub.settings import Settings


@dataclass(frozen=True)
class Database:
    """A running database server: `admin` may provision it, `access` is how each role logs in."""

    admin: URL
    access: Access
    server: EmbeddedPostgres | None


def start(settings: Settings) -> Database:
    """Start our server; for the user's own nothing is started. Makes the secret at the first start."""
    settings.secret()
    if settings.database_url:
        return Database(settings.database_url, settings.access(), None)
    server = embedded(settings)
    admin = server.start()
    return Database(admin, settings.access(), server)


def embedded(settings: Settings, *, port: int | None = None) -> EmbeddedPostgres:
    """Our server of this state folder, not started."""
    return EmbeddedPostgres(
        settings.state / "postgres", settings.secret(), bin_folder=settings.postgres_bin, port=port
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database for one command: the running platform's, or started for as long as the command takes."""
    running = None if settings.database_url else running_url(settings.state / "postgres", settings.secret())
    if running:
        yield Database(running, settings.access(), None)
        return
    database = start(settings)
    try:
        yield database
    finally:
        if database.server:
            database.server.stop()


@contextmanager
def operating(access: Access) -> Iterator[Engine]:
    """The operator's way into the tables, for as long as one task takes."""
    connected = engine.create(access.url(Role.OPERATOR), pool_size=1)
    try:
        yield connected
    finally:
        connected.dispose()
