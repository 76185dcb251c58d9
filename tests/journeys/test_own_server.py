"""The whole platform on a PostgreSQL server of one's own, provisioned by a role that is no superuser."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import scram
from db.access import Role
from tests.journeys.answers import solution
from tests.journeys.command import coursewright
from tests.journeys.platform import Platform, free_port, start
from tests.server import TestServer

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

KEY = "m01-hash-chain"
DATABASE, OWNER, WORD = "school", "rector", "a word of the rector's"


@dataclass(frozen=True)
class OwnServer:
    """A platform on a server that it did not start, and the address that it was given."""

    platform: Platform
    url: str


@pytest.fixture(scope="module")
def own(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    postgres.run(f"CREATE ROLE {{}} LOGIN CREATEROLE CREATEDB PASSWORD '{scram.verifier(WORD)}'", OWNER)
    postgres.run("CREATE DATABASE {} OWNER {}", DATABASE, OWNER)
    folder = tmp_path_factory.mktemp("own")
    for parent in [folder, *folder.parents][:3]:
        parent.chmod(0o711)
    address = postgres.admin.set(
        drivername="postgresql", username=OWNER, password=WORD, database=DATABASE
    ).render_as_string(hide_password=False)
    running = start(folder / "state", free_port(), COURSEWRIGHT_DATABASE_URL=address)
    yield OwnServer(running, address)
    running.stop()
    postgres.run("DROP DATABASE {} WITH (FORCE)", DATABASE)
    for name in (*(f"{DATABASE}_{role}" for role in Role), f"{DATABASE}_course_demo", OWNER):
        postgres.run("DROP ROLE {}", name)


def test_a_submission_is_graded_and_the_database_is_sound(own: OwnServer, tmp_path: Path) -> None:
    with own.platform.learner("ada") as ada:
        ada.log_in()
        ada.start_server()
        path = ada.open(KEY)
        ada.write(path, solution(KEY))
        answer = ada.submit(path)
        assert answer.is_success, answer.text
        result = ada.result(answer.json()["id"])
        assert (result["state"], float(result["score"])) == ("graded", 10)
    assert not (own.platform.state / "postgres").exists()
    command(own, "db", "check")
    backup = tmp_path / "school.backup"
    command(own, "db", "backup", str(backup))
    assert backup.stat().st_size > 10_000


def command(own: OwnServer, *words: str) -> str:
    return coursewright(own.platform, *words, COURSEWRIGHT_DATABASE_URL=own.url)
