"""Reads from a database what each role may do with each table and function of the platform."""

from collections import defaultdict
from dataclasses import dataclass

import psycopg

from db.access import Access, Role, conninfo
from db.base import SCHEMA

_ON_TABLES = """
    SELECT c.relname, a.grantee, a.privilege_type, NULL
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
    WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r'
    UNION ALL
    SELECT c.relname, a.grantee, a.privilege_type, t.attname
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN aclexplode(t.attacl) a
    WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r' AND NOT t.attisdropped
    ORDER BY 1, 3, 4
"""
_ON_FUNCTIONS = """
    SELECT p.oid::regprocedure::text, a.grantee
    FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.pronamespace = %(schema)s::regnamespace AND a.grantee <> p.proowner
    ORDER BY 1
"""
_TABLES = """
    SELECT relname, relrowsecurity FROM pg_class
    WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r' ORDER BY 1
"""


@dataclass(frozen=True)
class TableRights:
    """What one role may do with one table: each right with its columns, None for all of them."""

    actions: dict[str, tuple[str, ...] | None]


@dataclass(frozen=True)
class Rights:
    """What everybody may do; on the rows of `protected` tables policies decide."""

    tables: dict[str, dict[Role, TableRights]]
    protected: frozenset[str]
    functions: dict[str, tuple[Role, ...]]
    open_to_all: tuple[str, ...]


def read(access: Access) -> Rights:
    """All rights as the database itself keeps them; the owner's are left out."""
    with psycopg.connect(conninfo(access.url(Role.OWNER))) as owner:
        names = {access.role_name(role): role for role in Role if role is not Role.OWNER}
        known: dict[int, Role] = {
            oid: names[name]
            for name, oid in owner.execute("SELECT rolname, oid FROM pg_roles")
            if name in names
        }
        about = {"schema": SCHEMA}
        tables: dict[str, bool] = dict(owner.execute(_TABLES, about).fetchall())
        on_tables = owner.execute(_ON_TABLES, about).fetchall()
        on_functions = owner.execute(_ON_FUNCTIONS, about).fetchall()
    functions: dict[str, list[Role]] = defaultdict(list)
    for name, oid in on_functions:
        if oid in known:
            functions[name].append(known[oid])
    return Rights(
        tables={table: _of_table(table, on_tables, known) for table in tables},
        protected=frozenset(table for table, is_protected in tables.items() if is_protected),
        functions={name: tuple(sorted(roles)) for name, roles in functions.items()},
        open_to_all=tuple(name for name, oid in on_functions if oid == 0),
    )


def _of_table(
    table: str, granted: list[tuple[str, int, str, str | None]], known: dict[int, Role]
) -> dict[Role, TableRights]:
    found: dict[Role, dict[str, list[str] | None]] = defaultdict(dict)
    for name, oid, action, column in granted:
        if name != table or oid not in known:
            continue
        actions = found[known[oid]]
        if column is None:
            actions[action] = None
        elif (columns := actions.setdefault(action, [])) is not None:
            columns.append(column)
    return {
        role: TableRights(
            {action: None if columns is None else tuple(columns) for action, columns in actions.items()}
        )
        for role, actions in found.items()
    }
