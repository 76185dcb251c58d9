"""Who follows, mutes and blocks whom: a few are followed by many, a few follow many, and some follow back."""

from collections.abc import Iterator

from db.seed.scale import binary as b
from db.seed.scale.chance import cumulated, identifier, source
from db.seed.scale.people import people
from db.seed.scale.plan import FOLLOWS_PER_PERSON, Plan
from db.seed.scale.table import Rows

STAGE = """
    CREATE TEMPORARY TABLE staged_follows
    (id uuid NOT NULL, follower uuid NOT NULL, following uuid NOT NULL, status text NOT NULL,
     created_at timestamptz NOT NULL)
"""
SETTLE = """
    CREATE TEMPORARY TABLE settled_follows ON COMMIT DROP AS
        SELECT DISTINCT ON (follower, following) * FROM staged_follows
        ORDER BY follower, following, created_at;
    ANALYZE settled_follows;
    SET LOCAL enable_nestloop = off;
    INSERT INTO coursewright.user_relationships
        (id, follower_id, following_id, status, created_at, is_mutual, is_blocked_by, is_hidden)
    SELECT mine.id, mine.follower, mine.following, mine.status,
        mine.created_at,
        mine.status <> 'blocked' AND coalesce(theirs.status <> 'blocked', false),
        coalesce(theirs.status = 'blocked', false), u.is_hidden
    FROM settled_follows mine
    JOIN coursewright.users u ON u.id = mine.following
    LEFT JOIN settled_follows theirs
        ON theirs.follower = mine.following AND theirs.following = mine.follower
    ORDER BY mine.follower;
    SET LOCAL enable_nestloop = on;
    DROP TABLE staged_follows, settled_follows;
"""
"""The flags of each row follow from the row of the other side, by the rule of the trigger."""

_DRAWN = 0.72  # of the follows are drawn, the others are people following back
_FELT = ("active",) * 24 + ("muted",)


def staged(plan: Plan) -> Rows:
    """Who feels what about whom; a pair may come twice, and then the earlier counts."""
    row = b.template((b.UUID, b.UUID, b.UUID, b.SIZED, b.MOMENT))
    columns = "id follower following status created_at"
    return Rows("staged_follows", columns, _pairs(plan, row), plan.people * FOLLOWS_PER_PERSON)


def counts(plan: Plan) -> list[int]:
    """How many each person chooses to follow: half fewer than thirty, a few in ten thousand the most."""
    chance = source(plan.seed, "how many follow")
    ranks = list(range(plan.people))
    chance.shuffle(ranks)
    raw = [((rank + 0.5) / plan.people) ** -0.65 for rank in ranks]
    wanted = FOLLOWS_PER_PERSON * _DRAWN * plan.people / sum(raw)
    return [
        0 if rank > plan.people * 0.97 else min(int(share * wanted), plan.most_follows)
        for rank, share in zip(ranks, raw, strict=True)
    ]


def _pairs(plan: Plan, row: bytes) -> Iterator[bytes]:
    chance = source(plan.seed, "follows")
    everybody, weights = people(plan), cumulated(plan.people, 0.75)
    numbers = range(plan.people)
    felt, blocked = [b.text(word) for word in _FELT], b.text("blocked")
    begin = b.microseconds(plan.since)
    for follower, count in enumerate(counts(plan)):
        chosen: set[int] = set()
        while len(chosen) < count:
            chosen.update(chance.choices(numbers, cum_weights=weights, k=count - len(chosen)))
            chosen.discard(follower)
        me = everybody[follower]
        for following in sorted(chosen):
            when = b.moment(begin + chance.randrange(3 * 10**13))
            yield row % (
                identifier(chance),
                me,
                everybody[following],
                blocked if chance.random() < 0.01 else chance.choice(felt),
                when,
            )
            if chance.random() < min(0.5, (following + 10) / 2000):  # the famous seldom follow back
                answer = blocked if chance.random() < 0.01 else chance.choice(felt)
                yield row % (identifier(chance), everybody[following], me, answer, when)
