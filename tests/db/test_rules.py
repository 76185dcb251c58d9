"""The database itself refuses every wrong row: by CHECKs, keys, required columns and triggers.

CHECKs, keys and columns are those of the models; `rules.toml` says how a rule is broken where the rule itself
does not tell. Each case changes valid rows, and is rolled back.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import errors
from sqlalchemy import CheckConstraint, Column, Engine, Integer, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.access import Role
from db.base import Base, Word
from tests.factories.everything import fill_every_table
from tests.server import TestServer, engine_of

RULES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
TABLES = Base.metadata.sorted_tables


@pytest.fixture(scope="module")
def filled(postgres: TestServer) -> Iterator[Engine]:
    """A database with valid rows in every table, worked on by its owner, whom only rules stop."""
    with postgres.copy() as access, engine_of(access, Role.OWNER) as engine:
        with Session(engine) as session:
            fill_every_table(session)
            fill_every_table(session)
            session.commit()
        yield engine


def refused(engine: Engine, statement: str) -> errors.Error:
    """Execute a statement that must fail, and give the database's own error."""
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text(statement.replace(":", r"\:")))
    assert isinstance(caught.value.orig, errors.Error)
    return caught.value.orig


def _made(column: Column[object]) -> str | None:
    """A change that breaks the rule named after this column, if its type tells one."""
    if isinstance(column.type, Word):
        return f"{column.name} = 'nonsense'"
    if isinstance(column.type, JSONB):
        return f"{column.name} = '1'"
    return f"{column.name} = -1" if isinstance(column.type, Integer | Numeric) else None


def _checks() -> Iterator[tuple[str, str, str]]:
    for table in TABLES:
        for rule in table.constraints:
            if isinstance(rule, CheckConstraint):
                name = str(rule.name).removeprefix("ck_")
                column = table.columns.get(name.removeprefix(f"{table.name}_"))
                made = None if column is None else _made(column)
                yield table.fullname, f"ck_{name}", RULES["checks"].get(name) or made or "no case: list one"


@pytest.mark.parametrize(("table", "rule", "change"), sorted(_checks()), ids=lambda value: value)
def test_a_row_that_breaks_a_check_is_refused(filled: Engine, table: str, rule: str, change: str) -> None:
    is_insert = change.startswith("INSERT ")
    statement = f"INSERT INTO {table} {change[7:]}" if is_insert else f"UPDATE {table} SET {change}"  # noqa: S608
    error = refused(filled, statement)
    assert isinstance(error, errors.CheckViolation)
    assert error.diag.constraint_name == rule


def test_no_listed_case_is_without_a_rule() -> None:
    assert RULES["checks"].keys() <= {rule.removeprefix("ck_") for _, rule, _ in _checks()}


def _unique() -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    for table in TABLES:
        key = set(table.primary_key.columns.keys())
        yield table.fullname, f"pk_{table.name}", tuple(table.primary_key.columns.keys()), "true"
        for rule in table.constraints:
            if isinstance(rule, UniqueConstraint) and not key <= set(rule.columns.keys()):
                yield table.fullname, str(rule.name), tuple(rule.columns.keys()), "true"
        for index in table.indexes:
            if index.unique:
                where = index.dialect_kwargs.get("postgresql_where")
                columns = tuple(index.columns.keys())
                yield table.fullname, str(index.name), columns, "true" if where is None else str(where)


@pytest.mark.parametrize(
    ("table", "rule", "columns", "where"),
    [case for case in sorted(_unique()) if case[1] not in RULES["keys_by_hand"]],
    ids=str,
)
def test_what_is_unique_is_not_had_twice(
    filled: Engine, table: str, rule: str, columns: tuple[str, ...], where: str
) -> None:
    changes = ", ".join(f"{name} = one.{name}" for name in columns)
    known = " AND ".join(f"{name} IS NOT NULL" for name in columns)
    statement = f"""
        WITH rows AS (
          SELECT ctid AS place, row_number() OVER () AS nth_row, * FROM {table} WHERE {where} AND {known})
        UPDATE {table} t SET {changes} FROM rows one, rows other
        WHERE one.nth_row = 1 AND other.nth_row = 2 AND t.ctid = other.place
    """  # noqa: S608
    error = refused(filled, f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")
    assert isinstance(error, errors.UniqueViolation)
    assert error.diag.constraint_name == rule


_NOTHING = {"UUID": "gen_random_uuid()", "INTEGER": "-7", "BYTEA": "decode(repeat('00', 32), 'hex')"}


def _references() -> Iterator[tuple[str, str, str]]:
    for table in TABLES:
        for key in table.foreign_key_constraints:
            yield table.fullname, str(key.name), key.column_keys[0]


def _keys_with(column: str) -> set[str]:
    keys = [key for table in TABLES for key in table.foreign_key_constraints]
    return {str(key.name) for key in keys if column in key.column_keys}


@pytest.mark.parametrize(
    ("table", "rule", "column"),
    [case for case in sorted(_references()) if case[1] not in RULES["keys_by_hand"]],
    ids=str,
)
def test_nothing_refers_to_what_is_not_there(filled: Engine, table: str, rule: str, column: str) -> None:
    kind = Base.metadata.tables[table].columns[column].type.compile(filled.dialect)
    one = f"SELECT ctid FROM {table} ORDER BY {column} IS NULL LIMIT 1"  # noqa: S608
    change = f"UPDATE {table} SET {column} = {_NOTHING[kind]} WHERE ctid = ({one})"  # noqa: S608
    error = refused(filled, f"SET CONSTRAINTS ALL IMMEDIATE; {change}")
    assert isinstance(error, errors.ForeignKeyViolation)
    # Where a longer key holds the column too, or others refer to it, that key may be reported first.
    assert error.diag.constraint_name in {rule, *_keys_with(column)}


def _required() -> Iterator[tuple[str, str]]:
    for table in TABLES:
        for column in table.columns:
            is_own = column.computed is None and column.identity is None and column.name != "updated_at"
            if not column.nullable and is_own:  # a trigger sets `updated_at`, whatever is asked for
                yield table.fullname, column.name


@pytest.mark.parametrize(("table", "column"), sorted(_required()), ids=str)
def test_what_every_row_has_cannot_be_left_out(filled: Engine, table: str, column: str) -> None:
    error = refused(filled, f"UPDATE {table} SET {column} = NULL")  # noqa: S608
    assert isinstance(error, errors.NotNullViolation | errors.CheckViolation | errors.RestrictViolation)


@pytest.mark.parametrize("case", RULES["writes"], ids=lambda case: case["what"])
def test_what_no_check_can_say_is_refused_too(filled: Engine, case: dict[str, str]) -> None:
    assert refused(filled, case["statement"]).sqlstate in case["sqlstate"].split()


def test_there_are_more_than_a_hundred_and_fifty_ways_to_be_wrong() -> None:
    keys = len({*(case[1] for case in _unique()), *(case[1] for case in _references())})
    assert len(list(_checks())) + len(RULES["writes"]) >= 150
    assert keys + len(list(_required())) >= 300
