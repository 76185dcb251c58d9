"""A database is brought to the shape of the code, from any state and by several processes at once."""

import subprocess
import sys

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import exists, make_url, select, text
from sqlalchemy.orm import Session

from db import upgrade
from db.access import Access, Role
from db.base import Base
from db.migrations.scripts import RolesMissing
from tests.factories.everything import fill_every_table
from tests.server import TestServer, engine_of

_UPGRADE = """
import sys
from sqlalchemy import make_url
from db.upgrade import upgrade
upgrade(make_url(sys.argv[1]))
"""


def _fill(access: Access) -> None:
    with engine_of(access, Role.OPERATOR) as engine, Session(engine) as session:
        fill_every_table(session)
        session.commit()
        tables = Base.metadata.sorted_tables
        assert [t.name for t in tables if not session.scalar(select(exists(select(t))))] == []


def test_rows_in_every_table_survive_an_upgrade_and_do_not_stop_a_downgrade(fresh_database: Access) -> None:
    owner = fresh_database.url(Role.OWNER)
    _fill(fresh_database)
    upgrade.upgrade(owner)
    _fill(fresh_database)
    upgrade.downgrade(owner, "base")
    assert upgrade.current(owner) is None
    upgrade.upgrade(owner)
    assert upgrade.current(owner) == upgrade.head()
    _fill(fresh_database)


def test_the_models_ask_for_no_further_migration(fresh_database: Access) -> None:
    command.check(upgrade.make_config(fresh_database.url(Role.OWNER)))


def test_the_history_has_a_single_head() -> None:
    scripts = ScriptDirectory.from_config(upgrade.make_config(make_url("postgresql://")))
    assert scripts.get_heads() == [upgrade.head()]


def test_processes_that_upgrade_at_once_all_succeed(empty_database: Access) -> None:
    owner = empty_database.url(Role.OWNER)
    argv = [sys.executable, "-c", _UPGRADE, owner.render_as_string(hide_password=False)]
    processes = [subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    outcomes = [(process.communicate(timeout=120)[1], process.returncode) for process in processes]
    assert outcomes == [("", 0)] * 3
    assert upgrade.current(owner) == upgrade.head()


def test_a_database_of_newer_code_is_left_alone(fresh_database: Access) -> None:
    owner = fresh_database.url(Role.OWNER)
    with engine_of(fresh_database, Role.OWNER) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE coursewright.alembic_version SET version_num = 'from_the_future'"))
    for move in (upgrade.upgrade, lambda url: upgrade.downgrade(url, "base")):
        with pytest.raises(
            upgrade.DatabaseTooNew, match=r"from_the_future.*Install the version that made it"
        ):
            move(owner)
    assert upgrade.current(owner) == "from_the_future"


def test_a_locked_table_is_reported_and_not_waited_for(fresh_database: Access) -> None:
    owner = fresh_database.url(Role.OWNER)
    upgrade.downgrade(owner, "base")
    with engine_of(fresh_database, Role.OWNER) as holder, holder.begin() as connection:
        connection.execute(text("LOCK TABLE coursewright.alembic_version"))
        with pytest.raises(upgrade.DatabaseBusy, match="run `coursewright db upgrade` again"):
            upgrade.upgrade(owner, lock_timeout="50ms")
    upgrade.upgrade(owner)
    assert upgrade.current(owner) == upgrade.head()


def test_a_step_that_is_none_is_not_gone_down_to(fresh_database: Access) -> None:
    owner = fresh_database.url(Role.OWNER)
    with pytest.raises(upgrade.UnknownStep, match="Give `base`"):
        upgrade.downgrade(owner, "nonsense")
    assert upgrade.current(owner) == upgrade.head()


def test_a_database_without_our_roles_says_how_to_migrate(postgres: TestServer) -> None:
    postgres.run("CREATE DATABASE {}", "unprovisioned")
    try:
        with pytest.raises(RolesMissing, match="Migrate with `coursewright db upgrade`"):
            upgrade.upgrade(postgres.admin.set(database="unprovisioned"))
    finally:
        postgres.run("DROP DATABASE {} WITH (FORCE)", "unprovisioned")


def test_the_owner_needs_no_superuser(fresh_database: Access) -> None:
    with engine_of(fresh_database, Role.OWNER) as engine, engine.connect() as connection:
        assert connection.scalar(text("SELECT usesuper FROM pg_user WHERE usename = current_user")) is False
