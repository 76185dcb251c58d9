"""Small random worlds of people who follow, mute and block each other, and what they did and wrote."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import Connection, insert, update

from db.enums import ActivityType, CohortRole, RelationshipStatus, Visibility
from db.models import Activity, Cohort, CohortMember, ForumPost, Module, User, UserRelationship

PEOPLE = 5
WORDS = ("wallet", "token", "bridge", "proof")
_NOW = datetime(2026, 11, 20, tzinfo=UTC)

_person = st.integers(0, PEOPLE - 1)
_age = st.sampled_from([0, 1, 30, 100, 1_000, 5_000, 20_000])  # hours, on both sides of every window


@dataclass(frozen=True)
class Post:
    """A post; `thread` is the place of the thread that it replies to."""

    author: int | None
    thread: int | None
    is_general: bool
    is_pinned: bool
    is_deleted: bool
    age: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """What a world is made of; people by number."""

    relations: dict[tuple[int, int], RelationshipStatus]
    hidden: set[int]
    cohorts: list[set[int]]
    activities: list[tuple[int, Visibility, int]]
    posts: list[Post]


posts = st.builds(
    Post,
    author=st.none() | _person,
    thread=st.none() | st.integers(0, 5),
    is_general=st.booleans(),
    is_pinned=st.booleans(),
    is_deleted=st.sampled_from([False, False, False, True]),
    age=_age,
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple),
)
worlds = st.builds(
    World,
    relations=st.dictionaries(
        st.tuples(_person, _person).filter(lambda pair: pair[0] != pair[1]),
        st.sampled_from([RelationshipStatus.ACTIVE, *RelationshipStatus]),
        max_size=14,
    ),
    hidden=st.sets(_person, max_size=1),
    cohorts=st.lists(st.sets(_person), max_size=2),
    activities=st.lists(st.tuples(_person, st.sampled_from(Visibility), _age), max_size=30),
    posts=st.lists(posts, max_size=12),
)


@dataclass(frozen=True)
class Built:
    """The keys of a world that is stored."""

    people: list[uuid.UUID]
    cohorts: list[uuid.UUID]
    threads: list[uuid.UUID]
    module: int


def build(connection: Connection, world: World) -> Built:
    """Store a world; the triggers see every row of it, and who hides does so last."""
    people = [uuid.uuid4() for _ in range(PEOPLE)]
    names = [f"p{number}-{people[0].hex}" for number in range(PEOPLE)]
    rows = [
        {"id": key, "username": name, "email": f"{name}@x.y"} for key, name in zip(people, names, strict=True)
    ]
    connection.execute(insert(User), rows)
    for (one, other), status in world.relations.items():
        row = {"follower_id": people[one], "following_id": people[other], "status": status}
        connection.execute(insert(UserRelationship).values(row))
    for number in world.hidden:
        connection.execute(update(User).where(User.id == people[number]).values(is_hidden=True))
    cohorts = [_cohort(connection, [people[number] for number in members]) for members in world.cohorts]
    for place, (number, visibility, age) in enumerate(world.activities):
        connection.execute(insert(Activity).values(_activity(people[number], visibility, age, place)))
    connection.execute(insert(Module).values(id=1, slug="m", title="M", track="user", order_index=1))
    return Built(people, cohorts, _posts(connection, world.posts, people), 1)


def _cohort(connection: Connection, members: list[uuid.UUID]) -> uuid.UUID:
    key = uuid.uuid4()
    connection.execute(insert(Cohort).values(id=key, slug=f"c{key.hex[:20]}", name="C"))
    for member in members:
        row = {"cohort_id": key, "user_id": member, "role": CohortRole.STUDENT}
        connection.execute(insert(CohortMember).values(row))
    return key


def _activity(user: uuid.UUID, visibility: Visibility, age: int, place: int) -> dict[str, object]:
    return {
        "user_id": user,
        "activity_type": ActivityType.STARTED_COURSE,
        "visibility": visibility,
        "dedupe_key": f"{user}:{place}",
        "created_at": _NOW - timedelta(hours=age),
    }


def _posts(connection: Connection, drawn: list[Post], people: list[uuid.UUID]) -> list[uuid.UUID]:
    """Store the posts and return the threads; a reply to no thread becomes one."""
    threads: list[uuid.UUID] = []
    for post in drawn:
        key, words, when = uuid.uuid4(), " ".join(post.words), _NOW - timedelta(hours=post.age)
        is_reply = post.thread is not None and post.thread < len(threads)
        thread = threads[post.thread] if post.thread is not None and is_reply else None
        connection.execute(
            insert(ForumPost).values(
                id=key,
                user_id=None if post.author is None else people[post.author],
                module_id=None if post.is_general else 1,
                parent_post_id=thread,
                root_post_id=thread,
                depth=int(is_reply),
                title=None if is_reply else words,
                content=words,
                is_pinned=post.is_pinned and not is_reply,
                deleted_at=when if post.is_deleted else None,
                created_at=when,
                last_activity_at=when,
            )
        )
        if not is_reply:
            threads.append(key)
    return threads
