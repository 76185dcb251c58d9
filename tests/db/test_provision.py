"""Each role can do its work in the database and nothing beyond it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import URL

from db import scram
from db.access import Access, Role, conninfo
from db.provision import ProvisionError, provision, provision_cohort, watch_gradebook
from tests.server import TestServer

SLUG = "spring-2027"


@contextmanager
def connected(url: URL) -> Iterator[psycopg.Connection]:
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        yield connection


def run(url: URL, *statements: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    with connected(url) as connection:
        for statement in statements:
            cursor = connection.execute(statement.encode())
            rows = cursor.fetchall() if cursor.description else []
    return rows


@pytest.fixture
def cohort(postgres: TestServer, empty_database: Access) -> Iterator[Access]:
    """A provisioned database with one cohort."""
    provision_cohort(postgres.admin, empty_database, SLUG)
    yield empty_database
    run(postgres.admin.set(database=empty_database.database), f'DROP SCHEMA "nbgrader_{SLUG}" CASCADE')
    name = empty_database.course_role_name(SLUG)
    run(
        postgres.admin.set(database=empty_database.database),
        f'DROP OWNED BY "{name}"',
        f'DROP ROLE "{name}"',
    )


def test_every_role_logs_in_with_its_own_search_path(empty_database: Access) -> None:
    paths = {role: run(empty_database.url(role), "SHOW search_path")[0][0] for role in Role}
    assert paths[Role.SERVICE] == paths[Role.WORKER] == "coursewright, queue, public"
    assert paths[Role.HUB] == "jupyterhub"


def test_provisioning_again_changes_nothing_and_mends_a_password(
    postgres: TestServer, empty_database: Access
) -> None:
    name = empty_database.role_name(Role.SERVICE)
    postgres.run(f"ALTER ROLE {{}} PASSWORD '{scram.verifier('changed')}'", name)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        run(empty_database.url(Role.SERVICE), "SELECT 1")
    provision(postgres.admin, empty_database)
    provision(postgres.admin, empty_database)
    assert run(empty_database.url(Role.SERVICE), "SELECT 1") == [(1,)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_what_comes_later_is_closed_until_a_migration_opens_it(empty_database: Access, role: Role) -> None:
    run(
        empty_database.url(Role.OWNER),
        "CREATE TABLE coursewright.later (id int GENERATED ALWAYS AS IDENTITY, word text)",
        "CREATE FUNCTION coursewright.later() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    )
    for statement in ("SELECT word FROM coursewright.later", "SELECT coursewright.later()"):
        with pytest.raises(InsufficientPrivilege):
            run(empty_database.url(role), statement)


@pytest.mark.parametrize("role", [Role.SERVICE, Role.WORKER, Role.OPERATOR])
def test_service_and_worker_put_jobs_into_the_queue(empty_database: Access, role: Role) -> None:
    run(
        empty_database.url(role),
        "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 't')",
        "DELETE FROM procrastinate_jobs",
    )


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (Role.SERVICE, "CREATE TABLE coursewright.mine (id int)"),
        (Role.SERVICE, "CREATE TABLE public.mine (id int)"),
        (Role.SERVICE, "CREATE SCHEMA mine"),
        (Role.SERVICE, "CREATE TABLE jupyterhub.mine (id int)"),
        (Role.SERVICE, "SELECT * FROM pg_authid"),
        (Role.SERVICE, "CREATE ROLE mine"),
        (Role.WORKER, "ALTER TABLE queue.procrastinate_jobs DISABLE TRIGGER ALL"),
        (Role.WORKER, "TRUNCATE queue.procrastinate_jobs"),
        (Role.HUB, "SELECT * FROM queue.procrastinate_jobs"),
        (Role.HUB, "CREATE TABLE coursewright.mine (id int)"),
        (Role.OPERATOR, "CREATE TABLE coursewright.mine (id int)"),
        (Role.LOGIN, "SELECT * FROM queue.procrastinate_jobs"),
        (Role.LOGIN, "CREATE TABLE coursewright.mine (id int)"),
        (Role.ANALYST, "SELECT * FROM queue.procrastinate_jobs"),
        (Role.OWNER, "CREATE ROLE mine"),
    ],
)
def test_what_a_role_does_not_need_is_refused(empty_database: Access, role: Role, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        run(empty_database.url(role), statement)


def test_the_hub_owns_its_tables(empty_database: Access) -> None:
    rows = run(empty_database.url(Role.HUB), "CREATE TABLE spawners (id int)", "SELECT * FROM spawners")
    assert rows == []


@pytest.mark.parametrize("database", ["postgres", "template1"])
@pytest.mark.parametrize("role", list(Role))
def test_no_role_enters_the_servers_other_databases(
    empty_database: Access, role: Role, database: str
) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        run(empty_database.url(role).set(database=database), "SELECT 1")


def test_a_course_role_writes_rows_of_its_gradebook_and_makes_nothing(cohort: Access) -> None:
    run(cohort.url(Role.OWNER), f'CREATE TABLE "nbgrader_{SLUG}".grade (id int)')
    course = cohort.course_url(SLUG)
    rows = run(course, "INSERT INTO grade VALUES (1)", "UPDATE grade SET id = 2", "SELECT id FROM grade")
    assert rows == [(2,)]
    for refused in (
        "CREATE TABLE mine (id int)",
        "DROP TABLE grade",
        "ALTER TABLE grade DISABLE TRIGGER ALL",
        "SELECT * FROM queue.procrastinate_jobs",
        "CREATE TABLE jupyterhub.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (id int)",
    ):
        with pytest.raises(InsufficientPrivilege):
            run(course, refused)


def test_a_course_role_sees_no_other_cohort(postgres: TestServer, cohort: Access) -> None:
    provision_cohort(postgres.admin, cohort, "other")
    run(cohort.url(Role.OWNER), "CREATE TABLE nbgrader_other.grade (id int)")
    try:
        with pytest.raises(InsufficientPrivilege):
            run(cohort.course_url(SLUG), "SELECT * FROM nbgrader_other.grade")
    finally:
        here = postgres.admin.set(database=cohort.database)
        name = cohort.course_role_name("other")
        run(here, "DROP SCHEMA nbgrader_other CASCADE", f'DROP OWNED BY "{name}"', f'DROP ROLE "{name}"')


def test_a_gradebook_may_be_watched_twice(postgres: TestServer, cohort: Access) -> None:
    run(
        cohort.url(Role.OWNER),
        f'CREATE TABLE "nbgrader_{SLUG}".grade (id int)',
        f'CREATE TABLE "nbgrader_{SLUG}".comment (id int)',
        "CREATE FUNCTION coursewright.mark_gradebook() RETURNS trigger "
        "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    )
    watch_gradebook(cohort, SLUG)
    watch_gradebook(cohort, SLUG)
    triggers = run(
        cohort.url(Role.OWNER),
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'coursewright_mark'",
    )
    assert len(triggers) == 2


@pytest.fixture
def own_server(postgres: TestServer) -> Iterator[URL]:
    """A database of a user's own server: its role owns it and may make roles, and is no superuser."""
    name, password = "schoolmaster", "0123456789abcdef"
    postgres.run(f"CREATE ROLE {{}} LOGIN CREATEROLE PASSWORD '{scram.verifier(password)}'", name)
    postgres.run("CREATE DATABASE {} OWNER {}", "school records", name)
    yield postgres.admin.set(username=name, password=password, database="school records")
    postgres.run("DROP DATABASE {} WITH (FORCE)", "school records")
    for role in Role:
        postgres.run("DROP ROLE IF EXISTS {}", f"school records_{role}")
    postgres.run("DROP ROLE {}", name)


def test_a_users_own_server_is_provisioned_without_a_superuser(postgres: TestServer, own_server: URL) -> None:
    access = replace(postgres.template, database="school records")
    provision(own_server, access)
    provision(own_server, access)
    assert run(access.url(Role.SERVICE), "SELECT count(*) FROM procrastinate_jobs") == [(0,)]


def test_a_missing_right_is_named_with_how_to_give_it(postgres: TestServer, own_server: URL) -> None:
    postgres.run("ALTER ROLE {} NOCREATEROLE", "schoolmaster")
    with pytest.raises(ProvisionError, match=r"schoolmaster lacks a right: .*CREATEROLE.*start again\.$"):
        provision(own_server, replace(postgres.template, database="school records"))


def test_a_server_that_does_not_answer_is_named(postgres: TestServer) -> None:
    nowhere = postgres.admin.set(port=1)
    with pytest.raises(ProvisionError, match=r"refuses the connection.*COURSEWRIGHT_DATABASE_URL"):
        provision(nowhere, postgres.template)
