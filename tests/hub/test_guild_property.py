"""In any world of people, what the services serve and the live events tell is what the plain rules say.

The world is stored through triggers, read through the services in the service's own role, and compared with
queries that know neither flags nor functions: never a private item, never one across a mute or a block, never
anything of who hides.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from db.access import Access, Role
from db.claim import Claim
from db.engine import create
from db.enums import EventType
from db.errors import NotFound
from db.repositories.relationship import Circle
from db.unit_of_work import UnitOfWork
from hub.services import feed, person, profile, relation
from hub.services.event import read_event
from hub.services.feed import FeedPage
from hub.services.person import Begin
from hub.services.share import Shares
from hub.services.viewer import Viewer
from tests.naive import feed as naive
from tests.naive import people as naive_people
from tests.naive.world import Built, World, build, worlds
from tests.server import TestServer

PAGE = st.integers(1, 6)
some_worlds = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def superuser(postgres: TestServer, fresh_database: Access) -> Iterator[Engine]:
    """An engine that sees everything, and may take the service's role for a while."""
    address = fresh_database.url(Role.OWNER)
    engine = create(address.set(username=postgres.admin.username, password=postgres.admin.password))
    yield engine
    engine.dispose()


class Served:
    """A stored world, as the services serve it to each of its people."""

    def __init__(self, connection: Connection, built: Built, role: str) -> None:
        self.connection = connection
        self.built = built
        self._role = role
        self.viewers = [self._viewer(number) for number in built.people]

    def begin_as(self, claim: Claim | None) -> UnitOfWork:
        """A unit of work on the same transaction, in the role of the service."""
        self.connection.execute(text(f"SET LOCAL ROLE {self._role}"))
        return UnitOfWork(self.connection, claim)

    def begin(self, viewer: Viewer) -> Begin:
        """What an endpoint hands to the services."""
        return lambda: self.begin_as(Claim(viewer.id))

    @contextmanager
    def plainly(self) -> Iterator[Connection]:
        """The connection whom no policy stops."""
        self.connection.execute(text("RESET ROLE"))
        yield self.connection

    def _viewer(self, number: uuid.UUID) -> Viewer:
        self.connection.execute(text("RESET ROLE"))
        name = self.connection.scalar(
            text("SELECT username FROM coursewright.users WHERE id = :id"), {"id": number}
        )
        found = person.find_viewer(lambda: self.begin_as(None), str(name))
        assert found is not None
        return found


@contextmanager
def served(engine: Engine, access: Access, world: World) -> Iterator[Served]:
    """Store a world for as long as the block takes."""
    with engine.connect() as connection:
        transaction = connection.begin()
        built = build(connection, world)
        role = connection.dialect.identifier_preparer.quote_identifier(access.role_name(Role.SERVICE))
        yield Served(connection, built, role)
        transaction.rollback()


def all_pages(read: Callable[[str | None], FeedPage]) -> list[uuid.UUID]:
    """The ids of all pages, one after the other."""
    page = read(None)
    found = [item.id for item in page.items]
    while page.next is not None:
        page = read(page.next)
        found += [item.id for item in page.items]
    return found


@given(world=worlds, page=PAGE)
@some_worlds
def test_every_page_of_every_feed(superuser: Engine, fresh_database: Access, world: World, page: int) -> None:
    with served(superuser, fresh_database, world) as there:
        for viewer in there.viewers:
            begin = there.begin(viewer)
            seen = all_pages(lambda before: feed.read_feed(begin, viewer, before, page))  # noqa: B023
            with there.plainly() as connection:
                assert seen == naive.home(connection, viewer.id, 1000)
            for cohort in viewer.cohorts:
                seen = all_pages(
                    lambda before: feed.read_cohort(begin, viewer, cohort.slug, before, page)  # noqa: B023
                )
                with there.plainly() as connection:
                    assert seen == naive.of_cohort(connection, viewer.id, cohort.cohort_id, 1000)


@given(world=worlds, page=PAGE)
@some_worlds
def test_every_profile_with_its_feed(
    superuser: Engine, fresh_database: Access, world: World, page: int
) -> None:
    with served(superuser, fresh_database, world) as there:
        for viewer in there.viewers:
            begin = there.begin(viewer)
            for other in there.viewers:
                with there.plainly() as connection:
                    expected = naive.of_person(connection, viewer.id, other.id, 1000)
                    is_there = naive_people.can_see(connection, viewer.id, other.id)
                    is_friend = naive_people.are_friends(connection, viewer.id, other.id)
                try:
                    found = profile.read_profile(begin, viewer, Shares(), other.username)
                    seen = all_pages(
                        lambda before: feed.read_person(begin, viewer, other.username, before, page)  # noqa: B023
                    )
                except NotFound:
                    assert not is_there
                    assert expected == []
                else:
                    assert is_there
                    assert (seen, found.is_friend) == (expected, is_friend)


@given(world=worlds, page=PAGE)
@some_worlds
def test_every_list_of_people(superuser: Engine, fresh_database: Access, world: World, page: int) -> None:
    with served(superuser, fresh_database, world) as there:
        for viewer in there.viewers:
            for circle in Circle:
                begin, after, seen = there.begin(viewer), None, list[str]()
                while True:
                    part = relation.list_people(begin, viewer, circle, after, page)
                    seen += [each.username for each in part.items]
                    after = part.next
                    if after is None:
                        break
                with there.plainly() as connection:
                    assert seen == naive_people.of_circle(connection, viewer.id, circle)


@given(world=worlds)
@some_worlds
def test_live_events_reach_those_in_whose_home_feed_the_item_is(
    superuser: Engine, fresh_database: Access, world: World
) -> None:
    with served(superuser, fresh_database, world) as there:
        listeners = frozenset(viewer.username for viewer in there.viewers)
        with there.plainly() as connection:
            items = connection.execute(
                text(
                    "SELECT a.id, u.username FROM coursewright.activity_feed a JOIN coursewright.users u"
                    " ON u.id = a.user_id"
                )
            ).all()
            readers: dict[uuid.UUID, set[str]] = {item.id: set() for item in items}
            for viewer in there.viewers:
                for number in naive.home(connection, viewer.id, 1000):
                    readers[number].add(viewer.username)
        for item in items:
            payload = json.dumps(
                {"type": EventType.ACTIVITY, "user": item.username, "activity_id": str(item.id)}
            )
            event = read_event(there.begin_as, payload, listeners)
            assert event is not None
            assert event.usernames == readers[item.id]
