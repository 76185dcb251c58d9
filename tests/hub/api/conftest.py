"""The running service over a small world; what a test writes is removed before the next one."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from db.access import Access, Role
from hub.api.context import Context
from tests.hub.api.scene import clear
from tests.hub.api.service import FakeHub, Service, running
from tests.hub.world import World, build
from tests.server import TestServer, engine_of


@pytest.fixture(scope="module")
def access(postgres: TestServer) -> Iterator[Access]:
    """A database for the world."""
    with postgres.copy() as access:
        yield access


@pytest.fixture(scope="module")
def shared_engine_of_world(access: Access) -> Iterator[Engine]:
    """An operator's engine on a database with the world in it."""
    with engine_of(access, Role.OPERATOR) as engine:
        build(engine)
        yield engine


@pytest.fixture(scope="module")
def shared_service(access: Access, shared_engine_of_world: Engine) -> Iterator[Service]:
    """A service over that world, in its own role; tests that only read use it as it is."""
    with engine_of(access, Role.SERVICE) as engine, running(engine) as service:
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
        clear(connection)
    fresh = FakeHub()
    shared_service.hub.models, shared_service.hub.is_down = fresh.models, fresh.is_down
    shared_service.context.identities._known.clear()
    shared_service.course_servers.opened.clear()
    shared_service.context.starts._times.clear()
    shared_service.context.clock = Context.clock
    return shared_service
