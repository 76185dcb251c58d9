"""The whole platform on a PostgreSQL server of one's own, provisioned by a role that is no superuser."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from db import scram
from db.access import Role
from tests.journeys.answers import solution
from tests.journeys.command import coursewright
from tests.journeys.learner import Json, Learner
from tests.journeys.platform import Platform, free_port, start
from tests.journeys.waiting import wait_until
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
        with api_of(own.platform, ada) as api:
            submission = hand_in(api)
            result = wait_until("the grade", lambda: judged(api, submission["id"]))
            assert (result["state"], result["score"], result["error"]) == ("graded", 10, None)
            modules = api.get("course").json()["tracks"][0]["modules"]
    (item,) = (item for item in modules[0]["items"] if item["key"] == KEY)
    assert (item["attempts"], item["score"], item["max_score"]) == (1, 10, 15)  # a person marks the rest
    assert not (own.platform.state / "postgres").exists()
    command(own, "db", "check")
    backup = tmp_path / "school.backup"
    command(own, "db", "backup", str(backup))
    assert backup.stat().st_size > 10_000


def api_of(platform: Platform, learner: Learner) -> httpx.Client:
    """The service's API as a program of hers uses it, with a token that she made on the hub's page."""
    answer = learner.client.post(
        f"/hub/api/users/{learner.name}/tokens",
        json={"note": "journey"},
        params={"_xsrf": learner.xsrf("/hub/")},
        headers={"Referer": f"{platform.url}/hub/token"},
    )
    assert answer.status_code == 201, answer.text
    return httpx.Client(
        base_url=f"{platform.url}/services/coursewright/api/v1/",
        headers={"Authorization": f"token {answer.json()['token']}"},
        timeout=60,
    )


def hand_in(api: httpx.Client) -> Json:
    """Fetch the exercise, write the solution into it, and submit it."""
    notebook = api.get(f"items/{KEY}/notebook").json()["notebook"]
    answers = solution(KEY)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    answer = api.post(f"exercises/{KEY}/submissions", json={"notebook": notebook})
    assert answer.status_code == 202, answer.text
    submission: Json = answer.json()
    return submission


def judged(api: httpx.Client, submission_id: str) -> Json | None:
    """The submission once its grading has ended."""
    submission: Json = api.get(f"submissions/{submission_id}").json()
    return submission if submission["state"] in {"graded", "failed"} else None


def command(own: OwnServer, *words: str) -> str:
    """Run a command on the same server."""
    return coursewright(own.platform, *words, COURSEWRIGHT_DATABASE_URL=own.url)
