"""The history of the database's shape is walked up and down, step by step and with rows in every table."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from db import structure, upgrade
from db.access import Access, Role
from tests.factories.everything import fill_every_table
from tests.server import engine_of

STEPS = [
    script.revision
    for script in ScriptDirectory.from_config(upgrade.make_config(make_url("postgresql://"))).walk_revisions()
]


def test_an_empty_database_goes_up_one_step_at_a_time_and_down_again(empty_database: Access) -> None:
    owner = empty_database.url(Role.OWNER)
    for step in reversed(STEPS):
        upgrade.upgrade(owner, step)
        assert upgrade.current(owner) == step
    for step in [*STEPS[1:], "base"]:
        upgrade.downgrade(owner, step)
    assert upgrade.current(owner) is None
    assert _counts(empty_database) == {"alembic_version": 0}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_back_and_again_with_rows_in_every_table(fresh_database: Access, step: str) -> None:
    owner = fresh_database.url(Role.OWNER)
    before = structure.read(fresh_database, structure.programs())
    with engine_of(fresh_database, Role.OPERATOR) as engine, Session(engine) as session:
        fill_every_table(session)
        session.commit()
    counts = _counts(fresh_database)
    upgrade.downgrade(owner, f"{step}-1" if step != STEPS[-1] else "base")
    upgrade.upgrade(owner)
    assert structure.read(fresh_database, structure.programs()) == before
    kept = {table: rows for table, rows in _counts(fresh_database).items() if rows}
    assert all(rows == counts[table] for table, rows in kept.items())
    if step != STEPS[-1]:
        assert {"users", "lesson_progress", "code_submissions", "generated_modules"} <= kept.keys()
    with engine_of(fresh_database, Role.OPERATOR) as engine, Session(engine) as session:
        fill_every_table(session)


def _counts(access: Access) -> dict[str, int]:
    with engine_of(access, Role.OWNER) as engine, engine.connect() as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'coursewright'"))
        return {
            name: connection.scalar(text(f"SELECT count(*) FROM coursewright.{name}")) or 0  # noqa: S608
            for name in names.all()
        }
