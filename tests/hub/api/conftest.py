"""The running service over a small world; what a test writes is removed before the next one."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from db import engine as engines
from db.access import Role
from tests.hub.api.service import FakeHub, Service, running
from tests.hub.world import World, build
from tests.server import TestServer

_WRITTEN = (
    "activity_feed",
    "code_submissions",
    "lesson_progress",
    "user_progress",
    "module_completions",
    "queue.procrastinate_events",
    "queue.procrastinate_jobs",
)


@pytest.fixture(scope="module")
def shared_engine_of_world(postgres: TestServer) -> Iterator[Engine]:
    """An engine on a database with the world in it."""
    with postgres.copy() as access:
        engine = engines.create(access.url(Role.SERVICE))
        build(engine)
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def shared_service(shared_engine_of_world: Engine) -> Iterator[Service]:
    """A service over that world; tests that only read use it as it is."""
    with running(shared_engine_of_world) as service:
        yield service


@pytest.fixture
def world() -> World:
    """The keys of what is in it."""
    return World()


@pytest.fixture
def engine(shared_engine_of_world: Engine) -> Engine:
    """The engine of the world."""
    return shared_engine_of_world


@pytest.fixture
def service(shared_service: Service, engine: Engine) -> Service:
    """The service over the world as it was built, and a hub that knows everybody."""
    with engine.begin() as connection:
        for table in _WRITTEN:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        connection.execute(
            text("UPDATE generated_modules SET content_json = content_json - 'lesson_progress'")
        )
    fresh = FakeHub()
    shared_service.hub.models, shared_service.hub.is_down = fresh.models, fresh.is_down
    shared_service.context.identities._known.clear()
    shared_service.course_servers.opened.clear()
    return shared_service
