"""Sets a table's indexes, foreign keys and triggers aside while it is filled, and puts them back checked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row
from psycopg.sql import SQL, Composed, Identifier

from db.base import SCHEMA

_FIND = """
    SELECT c.relname AS "table", i.relname AS name, pg_get_indexdef(i.oid) AS definition, true AS is_index
    FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE c.relnamespace = %(schema)s::regnamespace AND c.relname = ANY (%(tables)s)
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid)
    UNION ALL
    SELECT c.relname, k.conname, pg_get_constraintdef(k.oid), false
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = %(schema)s::regnamespace AND c.relname = ANY (%(tables)s) AND k.contype = 'f'
    ORDER BY 4 DESC, 1, 2
"""


@dataclass(frozen=True)
class Rule:
    """An index or a foreign key, as it was found."""

    table: str
    name: str
    definition: str
    is_index: bool

    def drop(self) -> Composed:
        """Take it away."""
        if self.is_index:
            return SQL("DROP INDEX {}").format(Identifier(SCHEMA, self.name))
        return SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(
            Identifier(SCHEMA, self.table), Identifier(self.name)
        )

    def restore(self) -> Composed:
        """Put it back; every row is checked."""
        if self.is_index:
            return Composed([SQL(self.definition)])
        return SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
            Identifier(SCHEMA, self.table),
            Identifier(self.name),
            SQL(self.definition),
        )


@contextmanager
def set_aside(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[list[Rule]]:
    """Give the rules of `tables`, which are gone until the caller restores each, in the same transaction."""
    names = {"schema": SCHEMA, "tables": list(tables)}
    with connection.cursor(row_factory=class_row(Rule)) as cursor:
        rules = cursor.execute(_FIND, names).fetchall()
    for rule in sorted(rules, key=lambda rule: rule.is_index):
        connection.execute(rule.drop())
    _switch_triggers(connection, tables, "DISABLE")
    yield rules
    _switch_triggers(connection, tables, "ENABLE")


def _switch_triggers(connection: psycopg.Connection, tables: Sequence[str], how: str) -> None:
    for table in tables:
        statement = SQL("ALTER TABLE {} " + how + " TRIGGER USER")
        connection.execute(statement.format(Identifier(SCHEMA, table)))
