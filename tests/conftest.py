"""The database fixtures of all tests: a real PostgreSQL, migrated once, and untouched by each test.

| fixture | what a test gets |
|---|---|
| `session` | a session of the operator's role; all that the test does, commits included, is undone |
| `unit_of_work` | a unit of work on the same connection as `session`, undone likewise |
| `engine` | an engine of the operator's role on a database of the test's own, for real commits and threads |
| `fresh_database` | the addresses of that database, for every role |
| `empty_database` | the addresses of a provisioned database without tables |

The operator sees every row. What another role may do is tested with an engine of that role, such as
`tests.server.engine_of(access, Role.SERVICE)`, and for the service with a claim.
"""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from db.access import Access, Role
from db.unit_of_work import UnitOfWork
from tests import server
from tests.server import TestServer

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores Ctrl-C, and so would the programs under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)

_ROOT = "PYTEST_DEBUG_TEMPROOT"
_FAILED: list[int] = []

if _ROOT not in os.environ:
    # pytest's own folder is closed to other accounts anew by each run that starts, in the midst of others.
    _root = Path(tempfile.mkdtemp(prefix="coursewright-tests-"))
    _root.chmod(0o711)
    os.environ[_ROOT] = str(_root)

    @atexit.register
    def _tidy() -> None:
        if not _FAILED:
            shutil.rmtree(_root, ignore_errors=True)


def pytest_sessionfinish(exitstatus: int) -> None:
    """Keep the files of a run in which something failed, to look at."""
    if exitstatus:
        _FAILED.append(exitstatus)


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """The server of this test run; `COURSEWRIGHT_POSTGRES_BIN` chooses which PostgreSQL it is."""
    with server.start() as running:
        yield running


@pytest.fixture(scope="session")
def shared_engine(postgres: TestServer) -> Iterator[Engine]:
    """An engine on the database that all `session` fixtures share; never commit through it."""
    with postgres.copy() as access, server.engine_of(access, Role.OPERATOR) as engine:
        yield engine


@pytest.fixture
def connection(shared_engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that is rolled back after the test."""
    with shared_engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """A session whose commits end a savepoint only, so that the next test sees nothing of them."""
    with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        yield session


@pytest.fixture
def unit_of_work(connection: Connection) -> UnitOfWork:
    """A unit of work, not entered yet, that sees what `session` flushed."""
    return UnitOfWork(connection)


@pytest.fixture
def fresh_database(postgres: TestServer) -> Iterator[Access]:
    """A migrated database of the test's own, dropped after it."""
    with postgres.copy() as access:
        yield access


@pytest.fixture
def engine(fresh_database: Access) -> Iterator[Engine]:
    """An engine of the operator's role on the test's own database."""
    with server.engine_of(fresh_database, Role.OPERATOR) as engine:
        yield engine


@pytest.fixture
def empty_database(postgres: TestServer) -> Iterator[Access]:
    """A provisioned database of the test's own without tables, dropped after it."""
    with postgres.empty() as access:
        yield access
