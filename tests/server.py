"""A PostgreSQL server for the test run, and copies of one migrated database on it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, Engine

from db import engine as engines
from db.access import Access, Role
from db.embedded import EmbeddedPostgres
from db.provision import provision
from db.secret import Secret
from db.upgrade import upgrade

_TEMPLATE = "coursewright_test"
_HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")  # a crash may lose test data


@dataclass(frozen=True)
class CopyAccess(Access):
    """Access to a copy of the template, whose tables belong to the template's roles."""

    def role_name(self, role: Role) -> str:
        """The template's role, so that copies need no roles of their own."""
        return f"{_TEMPLATE}_{role.value}"


@dataclass(frozen=True)
class TestServer:
    """A running server: `admin` is the superuser's address, `template` the migrated database to copy.

    Nothing may connect to the template, because PostgreSQL refuses to copy a database in use.
    """

    __test__ = False

    admin: URL
    template: Access
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    @contextmanager
    def copy(self) -> Iterator[Access]:
        """Give a migrated database of one's own, with all roles, and drop it afterwards."""
        name = f"{_TEMPLATE}_{next(self._numbers)}"
        self.run("CREATE DATABASE {} TEMPLATE {}", name, _TEMPLATE)
        try:
            access = CopyAccess(self.template.host, self.template.port, name, self.template.secret)
            provision(self.admin, access)
            yield access
        finally:
            self.run("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def empty(self) -> Iterator[Access]:
        """Give a database that was provisioned but not migrated, with roles of its own, and drop both."""
        access = replace(self.template, database=f"{_TEMPLATE}_{next(self._numbers)}")
        provision(self.admin, access)
        try:
            yield access
        finally:
            self.run("DROP DATABASE {} WITH (FORCE)", access.database)
            for role in Role:
                self.run("DROP ROLE {}", access.role_name(role))

    def run(self, statement: str, *names: str) -> None:
        """Execute a statement as the superuser, each `{}` filled with a quoted name."""
        address = self.admin.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))


@contextmanager
def engine_of(access: Access, role: Role) -> Iterator[Engine]:
    """Give an engine of one role, closed afterwards."""
    engine = engines.create(access.url(role))
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def start() -> Iterator[TestServer]:
    """Run a server in a folder of its own that its account can enter, with one migrated database."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-test-"))
    folder.chmod(0o711)
    bin_folder = os.environ.get("COURSEWRIGHT_POSTGRES_BIN")
    secret = Secret.load_or_create(folder / "secret")
    try:
        with EmbeddedPostgres(
            folder / "postgres", secret, bin_folder=Path(bin_folder) if bin_folder else None
        ) as running:
            yield _prepare(running.start(), secret)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(admin: URL, secret: Secret) -> TestServer:
    assert admin.host is not None
    assert admin.port is not None
    server = TestServer(admin, Access(admin.host, admin.port, _TEMPLATE, secret))
    for setting in _HASTE:
        server.run(f"ALTER SYSTEM SET {setting}")
    server.run("SELECT pg_reload_conf()")
    provision(admin, server.template)
    upgrade(server.template.url(Role.OWNER))
    return server
