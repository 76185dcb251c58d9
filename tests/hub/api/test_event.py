"""Live events over HTTP: from a committed notification to the streams of those who may see it."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.enums import Channel, EventType, Visibility
from db.listener import notifications
from db.models import User
from db.repositories.course_request import CourseRequestRepository
from db.repositories.event import EventRepository
from db.repositories.submission import SubmissionRepository
from hub.api.broker import STREAMS_PER_PERSON
from hub.api.pump import pump
from hub.api.stream import EventStreamHandler
from tests.factories.activity import make_activity
from tests.factories.course import make_course, make_request
from tests.hub.api.quiz_world import RIGHT, Taker, build_quiz
from tests.hub.api.service import Service
from tests.hub.waiting import until
from tests.hub.world import World, notebook


class Stream:
    """An open stream, read in a thread."""

    def __init__(self, service: Service, who: str) -> None:
        self.seen: list[tuple[str, Any]] = []
        self.comments: list[str] = []
        self.is_open = threading.Event()
        self._service, self._who = service, who
        self._response: httpx.Response | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._read)
        self.thread.start()
        assert self.is_open.wait(10)

    def _read(self) -> None:
        headers = {"Authorization": f"token of-{self._who}"}
        url = f"{self._service.url}api/v1/events"
        with httpx.stream("GET", url, headers=headers, timeout=httpx.Timeout(5, read=20)) as response:
            self._response = response
            assert response.headers["Content-Type"] == "text/event-stream"
            name = ""
            try:
                for line in response.iter_lines():
                    name = self._take(line, name)
                    if self.ended.is_set():
                        return
            except httpx.TransportError:
                return

    def _take(self, line: str, name: str) -> str:
        if line.startswith(":"):
            self.comments.append(line)
        elif line.startswith("event: "):
            return line.removeprefix("event: ")
        elif line.startswith("data: "):
            self.seen.append((name, json.loads(line.removeprefix("data: "))))
            self.is_open.set()
        return name

    def wait(self, count: int) -> list[tuple[str, Any]]:
        """Return what was seen once there are so many events after `ready`."""
        until(lambda: len(self._events()) >= count)
        return self._events()

    def _events(self) -> list[tuple[str, Any]]:
        return [event for event in self.seen if event[0] != "ready"]


@contextmanager
def _streams(service: Service, *names: str) -> Iterator[list[Stream]]:
    opened = [Stream(service, name) for name in names]
    try:
        yield opened
    finally:
        for stream in opened:
            stream.ended.set()
        everybody = service.context.broker.listeners()
        service.do(lambda: service.context.broker.send(everybody, "event: ready\ndata: {}\n\n"))
        for stream in opened:
            stream.thread.join(10)
        until(lambda: not service.context.broker.listeners())


@pytest.fixture(scope="module")
def quiz(shared_engine_of_world: Engine) -> None:
    """A module with a quiz."""
    build_quiz(shared_engine_of_world)


@pytest.fixture(autouse=True)
def _pumping(shared_service: Service, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(EventStreamHandler, "heartbeat", 0.2)
    source = notifications(engine.url, Channel.EVENTS)
    started: list[asyncio.Task[None]] = []

    def start() -> None:
        started.append(shared_service.loop.create_task(pump(shared_service.context, source)))

    shared_service.do(start)
    yield
    shared_service.do(started[0].cancel)
    until(started[0].done)


def _change(service: Service, world: World, engine: Engine, who: str) -> str:
    body = {"notebook": notebook(world.task)}
    number: str = service.post(f"/exercises/{world.task}/submissions", who, body).json()["id"]
    with Session(engine) as session:
        EventRepository(session).submission_changed(SubmissionRepository(session).require(number))  # type: ignore[arg-type]
        session.commit()
    return number


def test_a_submission_is_told_to_its_owner_and_the_cohorts_staff(
    service: Service, world: World, engine: Engine
) -> None:
    with _streams(service, "ada", "bob", "zoe", "ines", "carl") as (ada, bob, zoe, ines, carl):
        number = _change(service, world, engine, "ada")
        last = _change(service, world, engine, "zoe")
        zoe.wait(2)
        for stream in (ada, ines, carl):
            name, data = stream.wait(2)[0]
            assert (name, data["submission_id"], data["state"]) == ("submission", number, "queued")
            assert last not in [data["submission_id"] for _, data in stream.seen[1:]]
        assert bob.wait(0) == []


def test_a_request_is_told_to_staff_and_its_answer_to_the_learner(
    service: Service, world: World, engine: Engine
) -> None:
    number = _change(service, world, engine, "ada")
    with engine.begin() as connection:
        judged = "grading_state = 'graded', status = 'graded', grade = 6, graded_at = now()"
        connection.execute(text(f"UPDATE code_submissions SET {judged}"))  # noqa: S608
    with _streams(service, "ada", "bob", "zoe", "ines") as (ada, bob, zoe, ines):
        body = {"reason": "The second test fails for me, I can't see why."}
        request = service.post(f"/submissions/{number}/regrade-requests", "ada", body).json()["id"]
        answer = {"decision": "kept", "answer": "The test is right."}
        path = f"/cohorts/demo/regrade-requests/{request}/answer"
        assert service.ask("PUT", path, "ines", json=answer).status_code == 200
        for stream in (ada, ines):
            told = [(name, data["submission_id"], data["state"]) for name, data in stream.wait(2)]
            assert told == [("regrade", number, "asked"), ("regrade", number, "answered")]
        assert bob.wait(0) == zoe.wait(0) == []


def test_a_public_item_is_told_to_the_author_and_classmates(service: Service, engine: Engine) -> None:
    with _streams(service, "ada", "bob", "zoe") as (ada, bob, zoe):
        with Session(engine) as session:
            user = session.scalars(select(User).where(User.username == "ada")).one()
            for visibility in (Visibility.PRIVATE, Visibility.PUBLIC):
                activity = make_activity(session, user, visibility=visibility)
                EventRepository(session).activity_added("ada", activity.id)
            session.commit()
        assert [name for name, _ in ada.wait(2)] == [EventType.ACTIVITY] * 2
        assert len(bob.wait(1)) == 1
        assert zoe.wait(0) == []


def test_the_making_of_a_course_is_told_to_its_learner_alone(service: Service, engine: Engine) -> None:
    with _streams(service, "ada", "bob", "ines") as (ada, bob, ines):
        with Session(engine) as session:
            user = session.scalars(select(User).where(User.username == "ada")).one()
            request = CourseRequestRepository(session).get(make_request(session, user).id)
            assert request is not None
            EventRepository(session).course_changed(request)
            session.commit()
        about = {"user": "ada", "course_id": str(request.id), "state": "queued", "done": 0, "total": 0}
        assert ada.wait(1) == [("course", about)]
        assert bob.wait(0) == ines.wait(0) == []


@pytest.mark.usefixtures("quiz")
def test_a_short_answer_is_told_to_its_learner_and_her_teachers_when_it_waits_and_when_it_is_decided(
    service: Service, engine: Engine
) -> None:
    with _streams(service, "ada", "bob", "zoe", "ines") as (ada, bob, zoe, ines):
        Taker(service).take(RIGHT)
        until(lambda: len(_of_quiz(ines)) == 1)
        (asked,) = _of_quiz(ines)
        assert asked == {"user": "ada", "answer_id": asked["answer_id"], "state": "asked"}
        with Session(engine) as session:
            EventRepository(session).answer_decided("ada", UUID(asked["answer_id"]))
            session.commit()
        until(lambda: len(_of_quiz(ada)) == len(_of_quiz(ines)) == 2)
        for stream in (ada, ines):
            assert [data["state"] for data in _of_quiz(stream)] == ["asked", "answered"]
        assert _of_quiz(bob) == _of_quiz(zoe) == []


@pytest.mark.usefixtures("quiz")
def test_a_quiz_that_a_machine_decides_calls_no_teacher(
    service: Service, world: World, engine: Engine
) -> None:
    with _streams(service, "ada", "ines") as (ada, ines):
        Taker(service).take(RIGHT | {"essay": None})
        _change(service, world, engine, "ada")
        for stream in (ada, ines):
            stream.wait(1)
        assert _of_quiz(ada) == _of_quiz(ines) == []


def _of_quiz(stream: Stream) -> list[Any]:
    return [data for name, data in stream.wait(0) if name == "quiz"]


def test_a_course_that_is_put_away_and_brought_back_is_told_to_its_learner_alone(
    service: Service, engine: Engine
) -> None:
    with Session(engine) as session:
        user = session.scalars(select(User).where(User.username == "ada")).one()
        number = str(make_course(session, user).id)
        session.commit()
    with _streams(service, "ada", "bob", "ines") as (ada, bob, ines):
        for action in ("archive", "restore"):
            assert service.post(f"/courses/{number}/{action}", "ada").status_code == 200
        assert ada.wait(2) == [("course", {"user": "ada", "course_id": number, "state": "ready"})] * 2
        assert bob.wait(0) == ines.wait(0) == []


def test_a_quiet_stream_has_a_heartbeat(service: Service) -> None:
    with _streams(service, "ada") as (ada,):
        until(lambda: len(ada.comments) >= 2)


def test_a_stream_ends_with_its_token(service: Service) -> None:
    with _streams(service, "ada") as (ada,):
        service.hub.models["of-ada"] = None
        service.context.identities._known.clear()
        ada.thread.join(10)
        assert not ada.thread.is_alive()


def test_too_many_streams_of_one_person_are_refused(service: Service) -> None:
    with _streams(service, *["ada"] * STREAMS_PER_PERSON):
        assert service.get("/events", "ada").status_code == 429


def test_the_listener_comes_back_after_its_connection_is_cut(
    service: Service, world: World, engine: Engine
) -> None:
    with _streams(service, "ada") as (ada,):
        before = len(ada.seen)
        with engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE starts_with(query, 'LISTEN') AND datname = current_database()"
            )
        until(lambda: len(ada.seen) > before)  # `ready` again: look for what you missed
        _change(service, world, engine, "ada")
        ada.wait(1)
