"""Brings the crowd in: one transaction, COPY for every row, rules set aside and checked at the end."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from db.access import conninfo
from db.base import SCHEMA
from db.seed.scale import (
    activity,
    binary,
    catalogue,
    discovery,
    follows,
    forum,
    learning,
    people,
    refusal,
    rules,
)
from db.seed.scale.catalogue import Work
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

TABLES = (
    "users",
    "cohorts",
    "cohort_members",
    "user_relationships",
    "activity_feed",
    "forum_posts",
    "forum_votes",
    "user_progress",
    "lesson_progress",
    "code_submissions",
    "quiz_sessions",
    "quiz_attempts",
    "generated_courses",
    "user_course_interactions",
)
_BLOCK_BYTES = 1 << 18
_SETTINGS = """
    SET LOCAL temp_buffers = '256MB'; SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '512MB';
    SET LOCAL lock_timeout = '10s'
"""


def load(owner: URL, plan: Plan, tell: Tell, *, is_forced: bool = False) -> None:
    """Add everything in `plan`, or nothing; `owner` logs in as the owner of the schema.

    The platform must not be running on this database. Raises DatabaseInUse where real people would be
    among the crowd and `is_forced` does not say that this is meant.
    """
    with psycopg.connect(conninfo(owner), autocommit=True) as connection:
        with connection.transaction():
            connection.execute(_SETTINGS)
            refusal.refuse(connection, is_forced=is_forced)
            _fill(connection, plan, tell)
        for number, table in enumerate(TABLES):
            tell("looking over the tables", number, len(TABLES))
            connection.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(SCHEMA, table)))
        tell("looking over the tables", len(TABLES), len(TABLES))


def _fill(connection: psycopg.Connection, plan: Plan, tell: Tell) -> None:
    with rules.set_aside(connection, TABLES) as aside:
        works = catalogue.settle(connection)
        for rows in people.tables(plan):
            _copy(connection, rows, tell)
        connection.execute(follows.STAGE)
        _copy(connection, follows.staged(plan), tell, schema="pg_temp")
        tell("settling who follows whom", 0, 1)
        connection.execute(follows.SETTLE)
        tell("settling who follows whom", 1, 1)
        for rows in _others(plan, works):
            _copy(connection, rows, tell)
    for number, rule in enumerate(aside, start=1):
        tell("putting the rules back", number, len(aside))
        connection.execute(rule.restore())


def _others(plan: Plan, works: Sequence[Work]) -> Iterator[Rows]:
    modules = [work.module for work in works]
    yield activity.rows(plan, modules)
    yield from forum.tables(plan, modules)
    yield from learning.tables(plan, works)
    yield from discovery.tables(plan)


def _copy(connection: psycopg.Connection, rows: Rows, tell: Tell, *, schema: str = SCHEMA) -> None:
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        Identifier(schema, rows.table), SQL(", ").join(map(Identifier, rows.columns.split()))
    )
    tell(rows.table, 0, rows.about)
    done = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(binary.HEADER)
        for block in _blocks(rows.rows):
            copy.write(b"".join(block))
            done += len(block)
            tell(rows.table, done, max(rows.about, done))
        copy.write(binary.TRAILER)
    tell(rows.table, done, done)


def _blocks(rows: Iterable[bytes]) -> Iterator[list[bytes]]:
    block: list[bytes] = []
    size = 0
    for row in rows:
        block.append(row)
        size += len(row)
        if size >= _BLOCK_BYTES:
            yield block
            block, size = [], 0
    yield block
