"""However often, by however many and in whatever order grades are delivered, each is recorded once."""

import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from curriculum.build import build
from curriculum.catalogue import put_achievements
from curriculum.grading.recorder import Recorder
from db import engine as engines
from db.access import Role
from db.outage import is_outage
from db.unit_of_work import UnitOfWork
from hub.jobs.marks import MarkConsumer
from hub.jobs.outbox import Outbox
from tests.curriculum.grading.storm import (
    STATES,
    Abandoned,
    Crash,
    Learner,
    after,
    arrive,
    crashing,
    deliver,
    now_and_then,
    rows_of,
    write_grades,
)
from tests.factories.classroom import ASSIGNMENT, Classroom
from tests.server import TestServer

ROOT = Path(__file__).parents[3]


@pytest.fixture
def room(classroom: Classroom) -> Classroom:
    """A classroom with all achievements, and a module that a pass completes."""
    with UnitOfWork(classroom.operator) as uow:
        put_achievements(uow, build().achievements)
        uow.commit()
    return classroom


@pytest.fixture
def calm(room: Classroom) -> Learner:
    """A learner whose grades were recorded one after the other, undisturbed: what the others must equal."""
    learner = arrive(room, "calm")
    for state in STATES:
        write_grades(room, learner, state)
        assert deliver(room, learner)
    return learner


def test_the_calm_learner_has_every_effect_of_her_grades(room: Classroom, calm: Learner) -> None:
    rows = rows_of(room, calm)
    assert [row[1] for row in rows["grade_events"]] == [4, 10, 1, 10]
    assert [row[3] for row in rows["code_submissions"]] == [10]
    assert [row[1] for row in rows["user_progress"]] == ["completed"]
    assert len(rows["module_completions"]) == 1
    earned = {row[0] for row in rows["user_achievements"] if not row[1]}
    assert earned == {"first-light", "flawless", "genesis-block", "deep-understanding"}
    assert dict(map(tuple, rows["outbox"])) == {"submission": 4, "activity": 2 + len(earned)}


@pytest.mark.parametrize("at", ["before_cursor_execute", "after_cursor_execute"])
def test_a_crash_at_any_statement_leaves_nothing_behind(room: Classroom, calm: Learner, at: str) -> None:
    learner = arrive(room, "unlucky")
    for state in STATES[:2]:
        write_grades(room, learner, state)
        before = rows_of(room, learner)
        for crash_at in range(1, 200):
            with crashing(room.engine, after(crash_at - 1), at=at), suppress(Crash):
                deliver(room, learner)
                break
            assert rows_of(room, learner) == before, f"statement {crash_at}"
        assert crash_at > 20
    for state in STATES[2:]:
        write_grades(room, learner, state)
        deliver(room, learner)
    assert rows_of(room, learner) == rows_of(room, calm)


def test_a_crash_after_the_commit_is_no_second_grade(room: Classroom, calm: Learner) -> None:
    learner = arrive(room, "late")
    for state in STATES:
        write_grades(room, learner, state)
        abandoned = Recorder(lambda: Abandoned(room.engine))
        with pytest.raises(Crash):
            abandoned.record(room.course, ASSIGNMENT, learner.name, is_job=True)
        assert not deliver(room, learner)
    assert rows_of(room, learner) == rows_of(room, calm)


def test_deliveries_by_many_at_once_in_any_order_are_recorded_once(room: Classroom, calm: Learner) -> None:
    learners = [arrive(room, f"learner{number}") for number in range(3)]
    _storm(room, learners, deliveries=8, crashes=0.02)
    assert [rows_of(room, learner) == rows_of(room, calm) for learner in learners] == [True] * 3


def _storm(room: Classroom, learners: list[Learner], *, deliveries: int, crashes: float) -> None:
    """Bring all learners through all states while six threads deliver, shuffled, again, breaking down."""
    storm_engine = engines.create(room.access.url(Role.WORKER), pool_size=6)
    for number, state in enumerate(STATES):
        for learner in learners:
            write_grades(room, learner, state)
        waiting = learners * deliveries
        random.Random(number).shuffle(waiting)  # noqa: S311
        with (
            crashing(storm_engine, now_and_then(crashes, number), at="before_cursor_execute"),
            ThreadPoolExecutor(6) as pool,
        ):
            for future in [
                pool.submit(deliver, room, learner, storm_engine, is_job=index % 2 == 0)
                for index, learner in enumerate(waiting)
            ]:
                with suppress(Crash):
                    future.result()
        for learner in learners:
            deliver(room, learner)
    storm_engine.dispose()


@pytest.mark.journey
@pytest.mark.timeout(900)
def test_the_long_storm(room: Classroom, calm: Learner, postgres: TestServer) -> None:
    """Two dozen learners, threads that crash, processes that are killed, connections that are cut."""
    learners = [arrive(room, f"learner{number:02}") for number in range(24)]
    over = Event()
    with ThreadPoolExecutor(4) as pool:
        others = [
            pool.submit(_killed_workers, room, learners, over),
            pool.submit(_killed_workers, room, learners, over),
            pool.submit(_cut_connections, postgres, room, over),
        ]
        try:
            for state in STATES:
                _one_state(room, learners, state)
        finally:
            over.set()
        killed, also_killed, cut = [future.result() for future in others]
    assert min(killed, also_killed) > 0
    assert cut > 0
    expected = rows_of(room, calm)
    assert [learner.name for learner in learners if rows_of(room, learner) != expected] == []
    Outbox(room.begin).carry_out()
    MarkConsumer(room.begin, lambda _slug: room.course, quiet_seconds=0).consume()
    with room.operator.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM gradebook_marks")) == 0
        assert connection.scalar(text("SELECT count(*) FROM outbox WHERE delivered_at IS NULL")) == 0


def _one_state(room: Classroom, learners: list[Learner], state: tuple[int, int]) -> None:
    for learner in learners:
        _until_done(partial(write_grades, room, learner, state))
    for learner in learners:
        _until_done(partial(deliver, room, learner))


def _until_done(work: Callable[[], object]) -> None:
    """Do it again after each connection that was cut."""
    for _ in range(50):
        try:
            work()
        except Exception as error:
            if not is_outage(error):
                raise
        else:
            return
    raise AssertionError("the database is gone for good")


def _killed_workers(room: Classroom, learners: list[Learner], over: Event) -> int:
    """Start a worker's process each time that the last one was killed; how many were."""
    dice, killed = random.Random(), 0  # noqa: S311
    names = [learner.name for learner in learners]
    while not over.is_set():
        process = _worker(room, dice.randrange(10**6), names)
        while process.poll() is None and not over.wait(0.05):
            pass
        process.kill()
        _, complaints = process.communicate()
        assert process.returncode == -9, complaints.decode()
        killed += 1
    return killed


def _worker(room: Classroom, seed: int, names: list[str]) -> subprocess.Popen[bytes]:
    addresses = (room.access.url(Role.WORKER), room.course.gradebook_url)
    texts = [address.render_as_string(hide_password=False) for address in addresses]
    arguments = [str(room.state), *texts, room.course.slug, "0.01", str(seed), *names]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.curriculum.grading.recording_process", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
    )


def _cut_connections(postgres: TestServer, room: Classroom, over: Event) -> int:
    """Cut a connection of a worker now and then, as a firewall or a restart does; how many were."""
    cut = 0
    administration = engines.create(postgres.admin)
    with administration.connect() as connection:
        while not over.wait(1):
            cut += len(
                connection.scalars(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
                        " AND usename = :worker ORDER BY random() LIMIT 1"
                    ),
                    {
                        "name": room.access.database,
                        "worker": room.access.role_name(Role.WORKER),
                    },
                ).all()
            )
            connection.commit()
    administration.dispose()
    return cut
