"""The migrated database has exactly the columns, rules and indexes that the models say."""

import pytest
from sqlalchemy import text

from db.access import Access, Role
from db.base import Base
from db.models import Notebook  # noqa: F401  (fills the metadata)
from tests.server import engine_of

_COLUMNS = """
    SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || ' '
        || a.attgenerated::text || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'coursewright'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND c.relname <> 'alembic_version'
"""
_RULES = """
    SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'coursewright'::regnamespace
        AND contype IN ('c', 'f', 'p', 'u', 'x') AND conname <> 'alembic_version_pkc'
"""
_INDEXES = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'coursewright' AND tablename <> 'alembic_version'
"""
_UNINDEXED = """
    SELECT conrelid::regclass || ' ' || conname FROM pg_constraint f
    WHERE connamespace = 'coursewright'::regnamespace AND contype = 'f'
        AND confrelid <> 'coursewright.notebooks'::regclass AND NOT EXISTS (
            SELECT FROM pg_index i
            WHERE i.indrelid = f.conrelid AND i.indkey[0] = ANY (f.conkey))
"""


def _read(access: Access, query: str) -> set[str]:
    with engine_of(access, Role.OWNER) as engine, engine.connect() as connection:
        return set(connection.scalars(text(query)))


@pytest.fixture
def from_models(empty_database: Access) -> Access:
    """A database made by the models alone."""
    with engine_of(empty_database, Role.OWNER) as engine:
        Base.metadata.create_all(engine)
    return empty_database


def test_migrations_and_models_make_the_same_tables(from_models: Access, fresh_database: Access) -> None:
    for query in (_COLUMNS, _RULES, _INDEXES):
        assert _read(fresh_database, query) == _read(from_models, query)


def test_every_foreign_key_can_be_followed_backwards_by_an_index(fresh_database: Access) -> None:
    assert _read(fresh_database, _UNINDEXED) == set()
