"""What was promised with a grade is carried out once, also when somebody else has to."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from queue import Empty, Queue
from threading import Event, Thread

import psycopg
import pytest
from sqlalchemy import Engine, text

from db.access import Access, Role, conninfo
from db.enums import Channel, OutboxTopic
from db.repositories.outbox import OutboxRepository
from db.unit_of_work import UnitOfWork
from hub.jobs.outbox import Outbox
from tests.server import engine_of

Told = Queue[dict[str, str]]


@pytest.fixture
def worker(fresh_database: Access) -> Iterator[Engine]:
    with engine_of(fresh_database, Role.WORKER) as engine:
        yield engine


@pytest.fixture
def told(fresh_database: Access) -> Iterator[Told]:
    """What listeners hear from now on."""
    heard: Told = Queue()
    ready, over = Event(), Event()

    def listen() -> None:
        with psycopg.connect(conninfo(fresh_database.url(Role.SERVICE)), autocommit=True) as connection:
            connection.execute(f"LISTEN {Channel.EVENTS}")
            ready.set()
            while not over.is_set():
                for notice in connection.notifies(timeout=0.1):
                    heard.put(json.loads(notice.payload))

    thread = Thread(target=listen)
    thread.start()
    ready.wait(20)
    yield heard
    over.set()
    thread.join()


def promise(worker: Engine, activity: str, *, payload: dict[str, str] | None = None) -> bool:
    with UnitOfWork(worker) as uow:
        content = payload or {"user": "ada", "activity_id": activity}
        is_new = OutboxRepository(uow.session).promise(OutboxTopic.ACTIVITY, activity, content)
        uow.commit()
    return is_new


def waiting(worker: Engine) -> list[tuple[int, str | None]]:
    with worker.connect() as connection:
        query = text("SELECT attempts, last_error FROM outbox WHERE delivered_at IS NULL")
        return [(row[0], row[1]) for row in connection.execute(query)]


def test_a_promise_is_carried_out_once(worker: Engine, told: Told) -> None:
    activity = str(uuid.uuid4())
    assert promise(worker, activity)
    assert not promise(worker, activity)
    outbox = Outbox(lambda: UnitOfWork(worker))
    assert outbox.carry_out() == 1
    assert outbox.carry_out() == 0
    assert told.get(timeout=20)["activity_id"] == activity
    with pytest.raises(Empty):
        told.get(timeout=0.3)


def test_what_fails_waits_and_does_not_hold_up_the_others(worker: Engine, told: Told) -> None:
    good = str(uuid.uuid4())
    promise(worker, "broken", payload={"user": "ada"})
    promise(worker, good)
    outbox = Outbox(lambda: UnitOfWork(worker))
    assert outbox.carry_out() == 2
    assert told.get(timeout=20)["activity_id"] == good
    assert waiting(worker) == [(1, "KeyError: 'activity_id'")]
    assert outbox.carry_out() == 0


def test_a_submission_that_is_gone_is_no_failure(worker: Engine) -> None:
    with UnitOfWork(worker) as uow:
        payload = {"submission_id": str(uuid.uuid4())}
        OutboxRepository(uow.session).promise(OutboxTopic.SUBMISSION, "gone", payload)
        uow.commit()
    assert Outbox(lambda: UnitOfWork(worker)).carry_out() == 1
    assert waiting(worker) == []


def test_what_was_carried_out_long_ago_is_forgotten(worker: Engine) -> None:
    promise(worker, str(uuid.uuid4()))
    outbox = Outbox(lambda: UnitOfWork(worker))
    outbox.carry_out()
    outbox.tidy()
    with UnitOfWork(worker) as uow:
        assert uow.session.scalar(text("SELECT count(*) FROM outbox")) == 1
        OutboxRepository(uow.session).forget_kept(timedelta(0))
        assert uow.session.scalar(text("SELECT count(*) FROM outbox")) == 0
