"""Commands find the database wherever it is: ours, running or not, or the user's own."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import provision, scram
from db.access import Role
from hub.platform import database, state
from hub.platform.health import examine
from hub.settings import Settings
from tests.server import TestServer


@pytest.fixture
def settings() -> Iterator[Settings]:
    folder = Path(tempfile.mkdtemp(prefix="coursewright-database-"))
    folder.chmod(0o711)
    state.make(folder / "state")
    yield Settings(state=folder / "state")
    shutil.rmtree(folder, ignore_errors=True)


def test_a_command_starts_our_server_and_stops_it_again(settings: Settings) -> None:
    with database.opened(settings) as found:
        assert found.server
        assert found.server.is_running()
    assert not found.server.is_running()


def test_a_command_uses_the_server_of_the_running_platform_and_leaves_it(settings: Settings) -> None:
    running = database.start(settings)
    assert running.server
    try:
        with database.opened(settings) as found:
            assert found.server is None
            assert found.admin == running.admin
        assert running.server.is_running()
    finally:
        running.server.stop()


def test_the_check_names_what_is_missing(settings: Settings) -> None:
    with database.opened(settings) as found:
        before = examine(found)
        provision.provision(found.admin, found.access)
        after = examine(found)
    assert not any(finding.is_good for finding in before)
    assert all("run `coursewright db upgrade`" in finding.detail for finding in before)
    assert [finding.what for finding in after if not finding.is_good] == ["tables"]


def test_the_users_own_server_is_used_from_the_first_start(postgres: TestServer, settings: Settings) -> None:
    postgres.run(f"CREATE ROLE {{}} LOGIN CREATEROLE PASSWORD '{scram.verifier('word')}'", "rector")
    postgres.run("CREATE DATABASE {} OWNER {}", "school", "rector")
    own = replace(
        settings, database_url=postgres.admin.set(username="rector", password="word", database="school")
    )
    try:
        with database.opened(own) as found:
            provision.provision(found.admin, found.access)
            assert found.access.role_name(Role.SERVICE) == "school_service"
            assert [f.what for f in examine(found) if not f.is_good] == ["tables"]
        assert not (settings.state / "postgres").exists()
    finally:
        postgres.run("DROP DATABASE {} WITH (FORCE)", "school")
        for role in Role:
            postgres.run("DROP ROLE {}", f"school_{role}")
        postgres.run("DROP ROLE {}", "rector")
