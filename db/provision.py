"""Makes the database, its login roles and schemas, and gives each role what it needs and no more."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.sql import SQL, Composable, Identifier
from sqlalchemy import URL

from db import queue_schema, scram
from db.access import Access, Role, conninfo, gradebook_schema
from db.errors import CoursewrightError

PLATFORM, QUEUE, HUB = "coursewright", queue_schema.SCHEMA, "jupyterhub"
EXTENSIONS = ("citext", "pg_trgm")
_LOCK = 4_270_111
_SEARCH_PATHS: dict[Role, tuple[str, ...]] = {
    Role.OWNER: (PLATFORM, QUEUE, "public"),
    Role.OPERATOR: (PLATFORM, QUEUE, "public"),
    Role.SERVICE: (PLATFORM, QUEUE, "public"),
    Role.WORKER: (PLATFORM, QUEUE, "public"),
    Role.LOGIN: (PLATFORM, "public"),
    Role.ANALYST: (PLATFORM, "public"),
    Role.HUB: (HUB,),
}
_READERS_SETTINGS = {"default_transaction_read_only": "on", "statement_timeout": "5min"}


class ProvisionError(CoursewrightError):
    """The database server does not allow what the platform needs."""

    code = "provision_failed"


def provision(admin: URL, access: Access) -> None:
    """Bring database, roles, schemas and rights to the wanted state, from any earlier one."""
    with _explained(admin), _connect(admin) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _make_database_and_roles(server, access)
        with _connect(access.url(Role.OWNER)) as owner:
            _make_schemas(owner, access)


def prepare(admin: URL, access: Access, cohorts: Iterable[str]) -> None:
    """Make the database, its roles and those of these cohorts, and leave it empty for a restore."""
    with _explained(admin), _connect(admin) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _make_database_and_roles(server, access)
        for slug in cohorts:
            _make_course_role(server, access, slug)
        with _connect(access.url(Role.OWNER)) as owner:
            _make_extensions(owner)


def open_hub_schema(access: Access) -> None:
    """Make the schema in which the hub makes its tables itself."""
    with _connect(access.url(Role.OWNER)) as owner, owner.transaction():
        _run(owner, "CREATE SCHEMA IF NOT EXISTS {}", HUB)
        _run(owner, "GRANT USAGE, CREATE ON SCHEMA {} TO {}", HUB, access.role_name(Role.HUB))


def _make_database_and_roles(server: psycopg.Connection, access: Access) -> None:
    _make_database(server, access)
    for role in Role:
        _make_role(server, access, access.role_name(role), _SEARCH_PATHS[role])
    _make_read_only(server, access, access.role_name(Role.ANALYST))
    _admit_roles(server, access)
    _shut_others_out(server, access)


def _make_course_role(server: psycopg.Connection, access: Access, slug: str) -> None:
    role = access.course_role_name(slug)
    _make_role(server, access, role, (gradebook_schema(slug),))
    _run(server, "GRANT CONNECT ON DATABASE {} TO {}", access.database, role)


def provision_cohort(admin: URL, access: Access, slug: str) -> None:
    """Bring the gradebook schema of cohort `slug` and the role of its course server to the wanted state."""
    role = access.course_role_name(slug)
    schema = gradebook_schema(slug)
    with _explained(admin), _connect(admin) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _make_course_role(server, access, slug)
        with _connect(access.url(Role.OWNER)) as owner, owner.transaction():
            _run(owner, "CREATE SCHEMA IF NOT EXISTS {}", schema)
            _grant_rows(owner, access, schema, role)


def watch_gradebook(access: Access, slug: str) -> None:
    """Let every change of a grade or comment in the gradebook of cohort `slug` leave a mark, whoever made it.

    nbgrader's tables must exist, and our own too.
    """
    schema = gradebook_schema(slug)
    with _connect(access.url(Role.OWNER)) as owner, owner.transaction():
        for table in ("grade", "comment"):
            statement = SQL(
                "CREATE OR REPLACE TRIGGER coursewright_mark AFTER INSERT OR UPDATE OR DELETE ON {}.{} "
                "FOR EACH ROW EXECUTE FUNCTION coursewright.mark_gradebook({})"
            )
            owner.execute(statement.format(Identifier(schema), Identifier(table), sql.Literal(slug)))


@contextmanager
def _explained(admin: URL) -> Iterator[None]:
    """Turn what the server refuses into an error that says what is missing."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise ProvisionError(
            f"The database role {admin.username} lacks a right: {error.diag.message_primary}. Give it "
            "CREATEROLE and make it the owner of the database (ALTER ROLE ... CREATEROLE; ALTER DATABASE ... "
            "OWNER TO ...), then start again."
        ) from error
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise ProvisionError(
            f"The database server {admin.host}:{admin.port} refuses the connection: {reason}. "
            "Check COURSEWRIGHT_DATABASE_URL and the server's pg_hba.conf, then start again."
        ) from error


@contextmanager
def _connect(url: URL) -> Iterator[psycopg.Connection]:
    with psycopg.connect(conninfo(url), autocommit=True, connect_timeout=15) as connection:
        yield connection


def _run(connection: psycopg.Connection, statement: str, *names: str) -> None:
    """Execute `statement` with each `{}` filled by a quoted name."""
    connection.execute(SQL(statement).format(*map(Identifier, names)))


def _make_database(server: psycopg.Connection, access: Access) -> None:
    known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [access.database]).fetchone()
    if not known:
        _run(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", access.database)


def _make_role(server: psycopg.Connection, access: Access, name: str, search_path: tuple[str, ...]) -> None:
    """A login role with its derived password and its own search path in our database alone."""
    if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        _run(server, "CREATE ROLE {}", name)
    rights = "LOGIN NOINHERIT PASSWORD {}"
    password = sql.Literal(scram.verifier(access.password(name)))
    server.execute(SQL("ALTER ROLE {} " + rights).format(Identifier(name), password))
    path: Composable = SQL(", ").join(map(Identifier, search_path))
    server.execute(
        SQL("ALTER ROLE {} IN DATABASE {} SET search_path = {}").format(
            Identifier(name), Identifier(access.database), path
        )
    )


def _make_read_only(server: psycopg.Connection, access: Access, name: str) -> None:
    for setting, value in _READERS_SETTINGS.items():
        server.execute(
            SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
                Identifier(name), Identifier(access.database), Identifier(setting), sql.Literal(value)
            )
        )


def _admit_roles(server: psycopg.Connection, access: Access) -> None:
    _run(server, "REVOKE ALL ON DATABASE {} FROM PUBLIC", access.database)
    for role in Role:
        _run(server, "GRANT CONNECT ON DATABASE {} TO {}", access.database, access.role_name(role))
    owner = access.role_name(Role.OWNER)
    _run(server, "GRANT CREATE, TEMPORARY ON DATABASE {} TO {}", access.database, owner)


def _shut_others_out(server: psycopg.Connection, access: Access) -> None:
    """On a server of our own no role may look into the databases that every server has."""
    if server.info.dbname == access.database:
        return
    for database in ("postgres", "template1"):
        _run(server, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)


def _make_schemas(owner: psycopg.Connection, access: Access) -> None:
    with owner.transaction():
        _make_extensions(owner)
        for schema in (PLATFORM, QUEUE, HUB):
            _run(owner, "CREATE SCHEMA IF NOT EXISTS {}", schema)
        for role in (Role.OPERATOR, Role.SERVICE, Role.WORKER):
            _grant_rows(owner, access, QUEUE, access.role_name(role))
        for role in (Role.OPERATOR, Role.LOGIN, Role.SERVICE, Role.WORKER, Role.ANALYST):
            _run(owner, "GRANT USAGE ON SCHEMA {} TO {}", PLATFORM, access.role_name(role))
        _close_later_tables(owner, access)
        _run(owner, "GRANT USAGE, CREATE ON SCHEMA {} TO {}", HUB, access.role_name(Role.HUB))
        queue_schema.install(owner)


def _make_extensions(owner: psycopg.Connection) -> None:
    for extension in EXTENSIONS:
        _run(owner, "CREATE EXTENSION IF NOT EXISTS {} SCHEMA public", extension)


def _close_later_tables(owner: psycopg.Connection, access: Access) -> None:
    """Give nobody a right by default on what a migration makes: it has to open it itself."""
    name = access.role_name(Role.OWNER)
    for role in (Role.SERVICE, Role.WORKER):
        for what in ("TABLES", "SEQUENCES", "FUNCTIONS"):
            statement = (
                f"ALTER DEFAULT PRIVILEGES FOR ROLE {{}} IN SCHEMA {{}} REVOKE ALL ON {what} FROM {{}}"
            )
            _run(owner, statement, name, PLATFORM, access.role_name(role))
    _run(owner, "ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", name)


def _grant_rows(owner: psycopg.Connection, access: Access, schema: str, role: str) -> None:
    """Let `role` read and write rows in all tables of `schema`, those to come included, and make none."""
    _run(owner, "GRANT USAGE ON SCHEMA {} TO {}", schema, role)
    for what, rights in (
        ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
        ("SEQUENCES", "USAGE, SELECT"),
        ("FUNCTIONS", "EXECUTE"),
    ):
        _run(owner, f"GRANT {rights} ON ALL {what} IN SCHEMA {{}} TO {{}}", schema, role)
        _run(
            owner,
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {{}} IN SCHEMA {{}} GRANT {rights} ON {what} TO {{}}",
            access.role_name(Role.OWNER),
            schema,
            role,
        )
