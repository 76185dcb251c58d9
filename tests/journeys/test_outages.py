"""Workers die, the database goes away, and every submission still ends graded, once."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from db.access import Role
from hub.settings import Settings
from tests.journeys.answers import half, solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.learner import Json, Learner
from tests.journeys.platform import Platform
from tests.journeys.processes import database, workers
from tests.journeys.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]

KEY = "m01-hash-chain"
NAMES = [f"learner{number}" for number in range(10)]


@pytest.fixture(scope="module")
def learners(platform: Platform) -> Iterator[list[Learner]]:
    for name in NAMES:
        add_student(platform, name)
    people = [Learner(platform.url, name, PASSWORD) for name in NAMES]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_arrive, people))
    yield people
    for person in people:
        person.client.close()


def _arrive(learner: Learner) -> None:
    learner.log_in()
    learner.start_server()


def submit_thrice(learner: Learner) -> list[str]:
    """Submit the starter, a half and a whole solution without waiting for any result."""
    path = learner.open(KEY)
    ids = []
    for sources in ({}, half(KEY), solution(KEY)):
        learner.write(path, sources)
        answer = wait_until("the submission to be taken", lambda: _taken(learner.submit(path)))
        ids.append(answer["id"])
    return ids


def _taken(answer: object) -> Json | None:
    status = getattr(answer, "status_code", 0)
    assert status in {200, 202, 502, 503, 504}, getattr(answer, "text", "")
    found: Json | None = answer.json() if status in {200, 202} else None  # type: ignore[attr-defined]
    return found


def test_thirty_submissions_survive_killed_workers_and_a_stopped_database(
    platform: Platform, learners: list[Learner]
) -> None:
    with ThreadPoolExecutor(10) as pool:
        pending = [pool.submit(submit_thrice, learner) for learner in learners]
        for _ in range(3):
            kill_a_worker(platform)
        ids = [submission for future in pending for submission in future.result()]
    stop_database(platform)
    judged = [learners[number // 3].result(submission) for number, submission in enumerate(ids)]

    assert Counter(entry["state"] for entry in judged) == {"graded": 30}
    assert Counter(entry["score"] for entry in judged) == {0: 10, 5: 10, 10: 10}
    assert recorded_once(platform) == dict.fromkeys(NAMES, 3)
    for learner in learners[:3]:
        assert learner.get("api/status").is_success
        assert learner.log_in().is_success


def kill_a_worker(platform: Platform) -> None:
    """Kill a grading worker with no chance to tidy up, and wait for its successor."""
    victim = wait_until("a worker", lambda: workers(platform))[0]
    os.kill(victim, signal.SIGKILL)
    wait_until("its successor", lambda: set(workers(platform)) - {victim})


def stop_database(platform: Platform) -> None:
    """Stop PostgreSQL as an operator would, and wait until the platform has started it again."""
    before = database(platform)
    assert before
    os.kill(before, signal.SIGINT)
    wait_until("the database to be back", lambda: database(platform) not in {None, before})


def recorded_once(platform: Platform) -> dict[str, int]:
    """Return how many grades were recorded for each learner: one for each attempt."""
    statement = text(
        """SELECT u.username, count(*) FROM grade_events e JOIN users u ON u.id = e.user_id
           WHERE u.username LIKE 'learner%' AND e.assignment_name = :key GROUP BY 1"""
    )
    engine = create_engine(Settings(state=platform.state, port=platform.port).access().url(Role.OPERATOR))
    with engine.connect() as connection:
        rows = connection.execute(statement, {"key": KEY}).all()
    engine.dispose()
    return {row[0]: row[1] for row in rows}
