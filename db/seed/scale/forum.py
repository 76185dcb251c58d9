"""Threads with their replies and votes; each post carries the counts that the triggers would keep."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from db.seed.scale import binary as b
from db.seed.scale.activity import zeal
from db.seed.scale.chance import source, spread, timed_identifier
from db.seed.scale.people import people
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows
from db.seed.scale.words import sentence

_COLUMNS = (
    "id module_id user_id parent_post_id root_post_id depth title content "
    "is_pinned is_solved upvotes downvotes reply_count last_activity_at created_at"
)
_HOUR = 3_600_000_000
_REPLIES = (0, 0, 1, 1, 2, 2, 3, 4, 5, 8, 12, 22)


@dataclass(frozen=True)
class _Post:
    id: bytes
    author: int
    when: int
    ups: int
    downs: int


@dataclass(frozen=True)
class _Thread:
    module: int | None
    first: _Post
    replies: tuple[_Post, ...]


def tables(plan: Plan, modules: Sequence[int]) -> Iterator[Rows]:
    """The posts, then the votes on them."""
    yield Rows("forum_posts", _COLUMNS, _posts(plan, modules), plan.threads * 6)
    yield Rows(
        "forum_votes",
        "post_id user_id vote_type created_at",
        _votes(plan, modules),
        plan.threads * 9,
    )


def _threads(plan: Plan, modules: Sequence[int]) -> Iterator[_Thread]:
    """The same threads each time it is called."""
    chance = source(plan.seed, "threads")
    numbers, weights = range(plan.people), zeal(plan)
    begin, end = b.microseconds(plan.since), b.microseconds(plan.until)
    for when in spread(chance, begin, end, plan.threads):
        authors = chance.choices(numbers, cum_weights=weights, k=1 + chance.choice(_REPLIES))
        posts, moment = [], when
        for author in authors:
            posts.append(_post(chance, author, min(moment, end), plan.people))
            moment += chance.randrange(_HOUR, 48 * _HOUR)
        yield _Thread(chance.choice((None, *modules)), posts[0], tuple(posts[1:]))


def _post(chance: Random, author: int, when: int, people_count: int) -> _Post:
    ups = min(int(chance.expovariate(1.0)), people_count // 3)
    downs = int(chance.random() < 0.1)
    return _Post(timed_identifier(chance, when), author, when, ups, downs)


def _posts(plan: Plan, modules: Sequence[int]) -> Iterator[bytes]:
    chance, everybody = source(plan.seed, "posts"), people(plan)
    counts = (b.INTEGER, b.INTEGER, b.INTEGER, b.MOMENT, b.MOMENT)
    thread_row = b.template(
        (b.UUID, b.SIZED, b.UUID, b.NULL, b.NULL, b.SMALLINT, b.SIZED, b.SIZED, b.BOOLEAN, b.BOOLEAN, *counts)
    )
    reply_row = b.template(
        (b.UUID, b.SIZED, b.UUID, b.UUID, b.UUID, b.SMALLINT, b.NULL, b.SIZED, b.FALSE, b.FALSE, *counts)
    )
    for thread in _threads(plan, modules):
        first, replies = thread.first, thread.replies
        module = b.NULL if thread.module is None else b.sized(b.integer(thread.module))
        last = max(post.when for post in (first, *replies))
        yield thread_row % (
            first.id,
            module,
            everybody[first.author],
            b.smallint(0),
            b.text(sentence(chance, 6).capitalize()),
            b.text(sentence(chance, chance.randrange(20, 80))),
            b"\1" if chance.random() < 0.002 else b"\0",
            b"\1" if replies and chance.random() < 0.4 else b"\0",
            *_counts(first, len(replies), last),
        )
        places = [(first.id, 0)]
        for reply in replies:
            parent, depth = chance.choice(places)
            yield reply_row % (
                reply.id,
                module,
                everybody[reply.author],
                parent,
                first.id,
                b.smallint(depth + 1),
                b.text(sentence(chance, chance.randrange(10, 60))),
                *_counts(reply, 0, reply.when),
            )
            if depth < 10:
                places.append((reply.id, depth + 1))


def _counts(post: _Post, replies: int, last: int) -> tuple[bytes, ...]:
    return (
        b.integer(post.ups),
        b.integer(post.downs),
        b.integer(replies),
        b.moment(last),
        b.moment(post.when),
    )


def _votes(plan: Plan, modules: Sequence[int]) -> Iterator[bytes]:
    chance, everybody = source(plan.seed, "votes"), people(plan)
    row = b.template((b.UUID, b.UUID, b.SIZED, b.MOMENT))
    up, down = b.text("upvote"), b.text("downvote")
    for thread in _threads(plan, modules):
        for post in (thread.first, *thread.replies):
            voters = chance.sample(range(plan.people), post.ups + post.downs)
            for number, voter in enumerate(voters):
                kind = up if number < post.ups else down
                yield row % (post.id, everybody[voter], kind, b.moment(post.when + _HOUR))
