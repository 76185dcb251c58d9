"""In any world, everybody reads exactly what a plain query straight from the rules finds."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session

from db.access import Access, Role
from db.repositories.audience import AudienceRepository
from db.repositories.feed import FeedRepository
from db.repositories.forum import ForumRepository, ThreadFilter
from db.repositories.forum_search import ForumSearchRepository
from tests.naive import feed, forum
from tests.naive.feed import Key
from tests.naive.world import WORDS, Built, World, build, worlds
from tests.server import engine_of

PAGE = st.integers(1, 6)
_WALKS = (
    """
    SELECT coursewright.walk_feed(
      :viewer, :at_home, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', :page, 1000)
    """,
    """
    SELECT coursewright.walk_feed_by_set(
      :viewer, array_agg(f.author), array_agg(f.author) FILTER (WHERE f.is_friend),
      :at_home, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', :page, 1000)
    FROM coursewright.people_followed(:viewer) f
    """,
)
some_worlds = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def owner(fresh_database: Access) -> Iterator[Engine]:
    """An engine of the owner, who may also call what the reading functions are made of."""
    with engine_of(fresh_database, Role.OWNER) as engine:
        yield engine


@contextmanager
def stored(engine: Engine, world: World) -> Iterator[tuple[Session, Built]]:
    """Store a world for as long as the block takes."""
    with engine.connect() as connection:
        transaction = connection.begin()
        built = build(connection, world)
        with Session(connection) as session:
            yield session, built
        transaction.rollback()


def act_for(session: Session, viewer: Key) -> None:
    session.execute(select(func.set_config("coursewright.person", str(viewer), True)))


def walked(connection: Connection, viewer: Key, page: int, *, at_home: bool) -> list[list[Key]]:
    """What both ways of walking find."""
    values = {"viewer": viewer, "at_home": at_home, "page": page}
    return [connection.execute(text(walk), values).scalar_one() for walk in _WALKS]


@given(world=worlds, page=PAGE)
@some_worlds
def test_feeds(owner: Engine, world: World, page: int) -> None:
    with stored(owner, world) as (session, built):
        repository = FeedRepository(session)
        for viewer in built.people:
            act_for(session, viewer)
            expected = feed.ticker(session, viewer, page)
            assert [item.id for item in repository.ticker(viewer, limit=page)] == expected
            assert walked(session.connection(), viewer, page, at_home=False) == [expected] * 2
            expected = feed.home(session, viewer, page)
            assert [item.id for item in repository.home(viewer, limit=page)] == expected
            assert walked(session.connection(), viewer, page, at_home=True) == [expected] * 2
            for cohort in built.cohorts:
                seen = repository.of_cohort(viewer, cohort, limit=page)
                assert [item.id for item in seen] == feed.of_cohort(session, viewer, cohort, page)
            for person in built.people:
                seen = repository.of_person(viewer, person, limit=page)
                assert [item.id for item in seen] == feed.of_person(session, viewer, person, page)


@given(world=worlds, page=PAGE)
@some_worlds
def test_pages_of_the_home_feed_put_together(owner: Engine, world: World, page: int) -> None:
    with stored(owner, world) as (session, built):
        repository = FeedRepository(session)
        for viewer in built.people[:2]:
            act_for(session, viewer)
            pages = [repository.home(viewer, limit=page)]
            while pages[-1]:
                pages.append(repository.home(viewer, before=pages[-1][-1].cursor, limit=page))
            together = [item.id for each in pages for item in each]
            assert together == feed.home(session, viewer, 1000)


@given(world=worlds, page=PAGE)
@some_worlds
def test_threads(owner: Engine, world: World, page: int) -> None:
    with stored(owner, world) as (session, built):
        repository = ForumRepository(session)
        for viewer in built.people:
            act_for(session, viewer)
            for everywhere, module in ((True, None), (False, None), (False, built.module)):
                wanted = ThreadFilter(everywhere=everywhere, module_id=module)
                seen = repository.threads(viewer, wanted, limit=page)
                expected = forum.threads(session, viewer, module, everywhere=everywhere, limit=page)
                assert [thread.id for thread in seen] == expected
                rest = repository.threads(viewer, wanted, before=seen[-1].cursor) if seen else []
                everything = forum.threads(session, viewer, module, everywhere=everywhere, limit=1000)
                assert [thread.id for thread in (*seen, *rest)] == everything
            for thread in built.threads:
                posts = repository.replies(viewer, thread)
                legible = [post.id for post in posts if post.content is not None]
                assert legible == forum.replies_with_words(session, viewer, thread)


@given(world=worlds)
@some_worlds
def test_single_posts_and_ones_own_threads(owner: Engine, world: World) -> None:
    with stored(owner, world) as (session, built):
        repository = ForumRepository(session)
        everything = forum.posts(session)
        for viewer in built.people:
            act_for(session, viewer)
            placed = {number: repository.post(viewer, number) for number in everything}
            said = {number for number, each in placed.items() if each and each.post.content is not None}
            assert said == forum.legible(session, viewer)
            mine = repository.threads(viewer, ThreadFilter(is_mine=True), limit=1000)
            assert [thread.id for thread in mine] == forum.own_threads(session, viewer)


@given(world=worlds)
@some_worlds
def test_who_is_told_of_a_post_may_read_it_and_is_in_a_cohort(owner: Engine, world: World) -> None:
    with stored(owner, world) as (session, built):
        audience = AudienceRepository(session)
        rows = session.execute(text("SELECT username::text, id FROM coursewright.users"))
        names = {row.username: row.id for row in rows}
        told = {number: audience.readers_of_post(number) for number in forum.posts(session)}
        for viewer in built.people:
            act_for(session, viewer)
            legible = forum.legible(session, viewer)
            for number, people in told.items():
                is_told = viewer in {names[name] for name in people}
                assert not is_told or number in legible or forum.is_deleted(session, number)


@given(world=worlds, words=st.sampled_from([*WORDS, "wallet or token", "wallet -token"]))
@some_worlds
def test_search(owner: Engine, world: World, words: str) -> None:
    with stored(owner, world) as (session, built):
        repository = ForumSearchRepository(session)
        for viewer in built.people:
            act_for(session, viewer)
            hits = repository.find(viewer, words, limit=1000)
            said = [hit.id for hit in hits if hit.score >= 1]
            assert said == forum.found(session, viewer, words)
            assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
