"""Nobody's private rows are reached with another's claim, by whatever statement of the service's role."""

# ruff: noqa: S608  (statements are made from the names of tables here)

import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import errors
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from db import rights
from db.access import Role
from db.claim import Claim
from db.unit_of_work import UnitOfWork
from tests.db.private_world import OWNERS, PrivateWorld, build, key_of
from tests.server import TestServer, engine_of

READS = (
    "SELECT {key} FROM {table} t",
    "SELECT {key} FROM {table} t WHERE {owner} IS NOT NULL",
    "SELECT {key} FROM {table} t JOIN users u ON u.id = {owner}",
    "SELECT {key} FROM users u CROSS JOIN LATERAL (SELECT * FROM {table} t WHERE {owner} = u.id) t",
    "SELECT unnest(array_agg({key})) FROM {table} t",
    "SELECT {key} FROM {table} t WHERE EXISTS (SELECT FROM {table} other)",
    "WITH t AS MATERIALIZED (SELECT * FROM {table}) SELECT {key} FROM t",
    "SELECT {key} FROM {table} t TABLESAMPLE SYSTEM (100)",
    "SELECT {key} FROM {table} t GROUP BY 1 HAVING count(*) > 0",
    "SELECT max(k) FROM (SELECT {key} AS k FROM {table} t) each GROUP BY k",
    "(SELECT {key} FROM {table} t) UNION (SELECT {key} FROM {table} t)",
)
_COLUMN_GRANTED = {"exercises"}
_STAFF_WRITES = {
    "code_submissions",
    "assignment_extensions",
    "forum_reports",
    "learning_resources",
    "quiz_attempts",
    "regrade_requests",
}
TABLES = sorted(OWNERS)


@pytest.fixture(scope="module")
def world(postgres: TestServer) -> Iterator[PrivateWorld]:
    """Some people with rows everywhere; whatever a test does is rolled back."""
    with postgres.copy() as access, engine_of(access, Role.OPERATOR) as operator:
        yield build(access, operator)


@pytest.fixture(scope="module")
def service(world: PrivateWorld) -> Iterator[Engine]:
    """The service's own connections."""
    with engine_of(world.access, Role.SERVICE) as engine:
        yield engine


@pytest.fixture(scope="module")
def changeable(world: PrivateWorld) -> dict[str, str | None]:
    """A column that the service may change, by table; None where there is none."""
    found: dict[str, str | None] = {}
    for table, by_role in rights.read(world.access).tables.items():
        actions = by_role[Role.SERVICE].actions if Role.SERVICE in by_role else {}
        columns = actions.get("UPDATE", ())
        found[table] = (
            OWNERS.get(table, "t.id").removeprefix("t.") if columns is None else next(iter(columns), None)
        )
    return found


def _ask(connection: Connection, statement: str, **values: object) -> list[object]:
    """The first column of the answer; nothing where the right to ask is lacking."""
    try:
        with connection.begin_nested():
            answer = connection.execute(text(statement), values)
            return list(answer.scalars()) if answer.returns_rows else []
    except DBAPIError as error:
        assert isinstance(error.orig, errors.InsufficientPrivilege), error  # noqa: PT017
        return []


def test_every_protected_table_is_tried(world: PrivateWorld) -> None:
    known = {"user_archetypes", "users", "notebooks", "forum_posts", "forum_anchors"}  # tried below
    assert set(OWNERS) | known == rights.read(world.access).protected


def test_the_world_has_private_rows_everywhere(world: PrivateWorld) -> None:
    for table in TABLES:
        with world.operator.connect() as connection:
            owners = set(connection.scalars(text(f"SELECT {OWNERS[table]} FROM {table} t")))
        assert len(owners & set(world.people)) > 1, table


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_one_reads_exactly_what_one_may(world: PrivateWorld, service: Engine, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    who = data.draw(st.sampled_from([*world.people, None, uuid.uuid4()]))
    read = data.draw(st.sampled_from(READS))
    if table in _COLUMN_GRANTED:
        read = read.replace("SELECT * FROM", "SELECT id, module_id FROM")
    statement = read.format(table=table, key=key_of(table), owner=OWNERS[table])
    claim = None if who is None else Claim(who)
    with UnitOfWork(service, claim) as uow:
        found = _ask(uow.session.connection(), statement)
    assert set(found) - {None} == world.readable(table, who)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_nobody_changes_or_removes_or_adds_rows_of_another(
    world: PrivateWorld, service: Engine, changeable: dict[str, str | None], data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(TABLES))
    who = data.draw(st.sampled_from([*world.people, None]))
    victim = data.draw(st.sampled_from([person for person in world.people if person != who]))
    column = changeable[table] or OWNERS[table].removeprefix("t.")
    visible = world.readable(table, who)
    of_victim = f"{table} t WHERE {OWNERS[table]} = :v"
    column = column if column.isidentifier() else "id"
    leak = f"1 / (CASE WHEN {OWNERS[table]} = :v THEN 0 ELSE 1 END)"
    change, key = f"UPDATE {table} t SET {column} = {column}", key_of(table)
    with UnitOfWork(service, None if who is None else Claim(who)) as uow:
        connection = uow.session.connection()
        taken = {
            *_ask(connection, f"{change} RETURNING {key}"),
            *_ask(connection, f"{change} WHERE {OWNERS[table]} = :v RETURNING {key}", v=victim),
            *_ask(connection, f"DELETE FROM {of_victim} RETURNING {key}", v=victim),
        }
        if not _owned(world, table, victim) & visible:  # else the rows may be seen, and the division fails
            _ask(connection, f"SELECT {key} FROM {of_victim} AND {leak} > 0", v=victim)
    assert taken <= _owned(world, table, who) | (visible if table in _STAFF_WRITES else set())


def _owned(world: PrivateWorld, table: str, who: uuid.UUID | None) -> set[object]:
    query = f"SELECT {key_of(table)} FROM {table} t WHERE {OWNERS[table]} = :who"
    with world.operator.connect() as connection:
        return set(connection.scalars(text(query), {"who": who}))


def _insertable(world: PrivateWorld) -> Iterator[tuple[str, str, str]]:
    """Tables that the service adds to: the column that says whose the row is, and a query for its value."""
    for table, by_role in rights.read(world.access).tables.items():
        if table in OWNERS and "INSERT" in by_role.get(Role.SERVICE, rights.TableRights({})).actions:
            column, whose = OWNERS[table].removeprefix("t."), "SELECT :who"
            if table == "trading_strategies":
                column, whose = "bot_config_id", "SELECT id FROM bot_configurations WHERE user_id = :who"
            yield table, column, whose


def test_nobody_adds_a_row_in_anothers_name(world: PrivateWorld, service: Engine) -> None:
    tried = 0
    for table, column, whose in _insertable(world):
        with world.operator.connect() as connection:
            values = [connection.scalar(text(whose), {"who": person}) for person in world.people]
        for who in world.people[:3]:
            victims = [
                value for person, value in zip(world.people, values, strict=True) if person != who and value
            ]
            with UnitOfWork(service, Claim(who)) as uow, pytest.raises(DBAPIError) as caught:
                uow.session.execute(
                    text(f"INSERT INTO {table} ({column}) VALUES (:value)"),
                    {"value": victims[tried % len(victims)]},
                )
            assert isinstance(caught.value.orig, errors.InsufficientPrivilege), (table, caught.value)
            tried += 1
    assert tried >= 45


_FUNCTIONS_OF_A_VIEWER = """
    SELECT p.proname, array_remove(string_to_array(pg_get_function_identity_arguments(p.oid), ', '), '')
    FROM pg_proc p WHERE p.pronamespace = 'coursewright'::regnamespace AND p.proargnames[1] = 'viewer'
      AND has_function_privilege(current_user, p.oid, 'EXECUTE')
"""


def test_no_function_reads_for_another_than_the_claim(world: PrivateWorld, service: Engine) -> None:
    victim, stranger = world.people[0], world.people[-1]
    tried = 0
    for claim in (None, Claim(stranger)):
        with UnitOfWork(service, claim) as uow:
            connection = uow.session.connection()
            for name, arguments in connection.execute(text(_FUNCTIONS_OF_A_VIEWER)).all():
                others = [f"NULL::{argument.split(' ', 1)[1]}" for argument in arguments[1:]]
                call = f"{name}({', '.join(['CAST(:v AS uuid)', *others])})"
                assert _ask(connection, f"SELECT * FROM {call}", v=victim) == [], call
                tried += 1
    assert tried >= 10


def test_a_solution_is_revealed_to_who_handed_in(world: PrivateWorld, service: Engine) -> None:
    with world.operator.connect() as connection:
        query = "SELECT user_id, exercise_id FROM code_submissions WHERE exercise_id IS NOT NULL"
        attempts: dict[uuid.UUID, uuid.UUID] = dict(connection.execute(text(query)).all())
    for person in world.people:
        for exercise in attempts.values():
            with UnitOfWork(service, Claim(person)) as uow:
                asked = {"exercise": exercise}
                told = uow.session.execute(text("SELECT * FROM reveal_solution(:exercise)"), asked).all()
                assert len(told) == (attempts.get(person) == exercise)


def test_an_answer_is_revealed_to_who_submitted_one(world: PrivateWorld, service: Engine) -> None:
    with world.operator.connect() as connection:
        who, asked, answer = connection.execute(text(_ANSWERED)).first() or (None, None, None)
    assert _told(world, service, asked) == {person: [] for person in world.people}
    with world.operator.begin() as connection:
        connection.execute(text(_SUBMIT), {"who": who})
    try:
        shown = _told(world, service, asked)
    finally:
        with world.operator.begin() as connection:
            connection.execute(text(_REOPEN))
    assert shown == {person: [answer] if person == who else [] for person in world.people}


_ANSWERED = """SELECT t.user_id, a.id, a.correct_answer
    FROM quiz_attempts t JOIN assessments a ON a.id = t.assessment_id"""
_SUBMIT = """UPDATE quiz_sessions SET submitted_at = now(), points_earned = 0, points_possible = 10
    WHERE user_id = :who"""
_REOPEN = "UPDATE quiz_sessions SET submitted_at = NULL, points_earned = NULL, points_possible = NULL"


def _told(world: PrivateWorld, service: Engine, asked: uuid.UUID | None) -> dict[uuid.UUID, list[str]]:
    """What each person is told of the answer to a question."""
    told = {}
    for person in world.people:
        with UnitOfWork(service, Claim(person)) as uow:
            query = text("SELECT correct_answer FROM reveal_answers(:asked)")
            told[person] = list(uow.session.scalars(query, {"asked": [asked]}))
    return told


def test_a_submitted_notebook_is_read_by_its_author_and_her_teachers_alone(
    world: PrivateWorld, service: Engine
) -> None:
    with world.operator.connect() as connection:
        query = "SELECT id::text, user_id, notebook_sha256 FROM code_submissions WHERE cohort_id IS NOT NULL"
        submission, author, sha256 = connection.execute(text(query)).first() or ("", None, b"")
    readers = set()
    for person in world.people:
        with UnitOfWork(service, Claim(person)) as uow:
            query = "SELECT count(content) FROM notebooks WHERE sha256 = :sha256"
            if uow.session.scalar(text(query), {"sha256": sha256}):
                readers.add(person)
    assert author in readers
    assert len(readers) >= 2
    assert readers == {
        person for person in world.people if submission in world.readable("code_submissions", person)
    }


def test_a_course_server_reaches_its_cohort_alone(world: PrivateWorld, service: Engine) -> None:
    with world.operator.connect() as connection:
        rows = connection.execute(text("SELECT slug::text, id FROM cohorts")).all()
    for slug, cohort in rows:
        with UnitOfWork(service, Claim(course=slug)) as uow:
            seen = uow.session.scalars(text("SELECT DISTINCT cohort_id FROM code_submissions")).all()
            assert seen == [cohort]
            assert uow.session.scalar(text("SELECT count(*) FROM user_variables")) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE users SET bio = 'I was here' WHERE id <> coursewright.claimed_person()",
        "UPDATE users SET is_hidden = true WHERE id <> coursewright.claimed_person()",
        "UPDATE user_archetypes SET domain = 'Nothing' WHERE user_id <> coursewright.claimed_person()",
        "UPDATE forum_posts SET content = 'gone' WHERE user_id <> coursewright.claimed_person()",
        "UPDATE user_achievements SET is_featured = false WHERE user_id <> coursewright.claimed_person()",
    ],
)
def test_what_all_may_read_is_written_by_its_owner(
    world: PrivateWorld, service: Engine, statement: str
) -> None:
    with world.operator.connect() as connection:
        staff = set(connection.scalars(text("SELECT user_id FROM cohort_members WHERE role <> 'student'")))
    for person in set(world.people) - staff:
        with UnitOfWork(service, Claim(person)) as uow:
            result = uow.session.connection().execute(text(statement))
            assert result.rowcount == 0


def test_a_claim_lasts_through_commits_and_ends_with_the_unit_of_work(world: PrivateWorld) -> None:
    with engine_of(world.access, Role.SERVICE) as engine:
        who, query = world.people[0], text("SELECT coursewright.claimed_person()")
        with UnitOfWork(engine, Claim(who)) as uow:
            assert uow.session.scalar(query) == who
            uow.commit()
            assert uow.session.scalar(query) == who
            uow.rollback()
            assert uow.session.scalar(query) == who
        with UnitOfWork(engine) as uow:
            assert uow.session.scalar(query) is None
        assert engine.pool.status().count("Connections in pool: 1") == 1
