"""What people did in the year: some do much more than others, and the followed do more."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from itertools import count as count_from
from random import Random

from db.seed.scale import binary as b
from db.seed.scale.chance import source, spread, timed_identifier
from db.seed.scale.people import people
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows

_COLUMNS = (
    "id user_id activity_type reference_type reference_module_id reference_id "
    "metadata visibility dedupe_key created_at"
)
_KINDS = (
    ("passed_exercise", None),
    ("completed_module", "module"),
    ("started_course", "course"),
    ("passed_review", "exercise"),
    ("earned_achievement", "achievement"),
)
_HOW_OFTEN = (60, 20, 8, 6, 6)
_VISIBILITIES, _HOW_OPEN = ("public", "friends", "private"), (35, 50, 15)
_CHUNK = 10_000


def rows(plan: Plan, modules: Sequence[int]) -> Rows:
    """The feed, in the order of time."""
    return Rows("activity_feed", _COLUMNS, _items(plan, modules), plan.activities)


def zeal(plan: Plan) -> list[float]:
    """How much each person does, summed up."""
    chance = source(plan.seed, "zeal")
    return list(
        accumulate((number + 10) ** -0.35 * chance.lognormvariate(0, 0.8) for number in range(plan.people))
    )


def _items(plan: Plan, modules: Sequence[int]) -> Iterator[bytes]:
    chance = source(plan.seed, "activities")
    everybody, weights = people(plan), zeal(plan)
    layouts = [_layout(kind, about, seen) for kind, about in _KINDS for seen in _VISIBILITIES]
    how_often = list(accumulate(often * open_ for often in _HOW_OFTEN for open_ in _HOW_OPEN))
    begin, end = b.microseconds(plan.since), b.microseconds(plan.until)
    for first in range(0, plan.activities, _CHUNK):
        count = min(_CHUNK, plan.activities - first)
        length = (end - begin) / plan.activities
        moments = spread(chance, begin + int(first * length), begin + int((first + count) * length), count)
        doers = chance.choices(everybody, cum_weights=weights, k=count)
        kinds = chance.choices(layouts, cum_weights=how_often, k=count)
        for number, when, doer, (layout, about) in zip(
            count_from(first), moments, doers, kinds, strict=False
        ):
            yield layout % (
                timed_identifier(chance, when),
                doer,
                *_reference(chance, about, modules),
                b"%03d" % (when % 1000),
                b"%012d" % number,
                b.moment(when),
            )


def _layout(kind: str, about: str | None, visibility: str) -> tuple[bytes, str | None]:
    reference = {None: (b.NULL, b.NULL), "module": (b.INTEGER, b.NULL)}.get(about, (b.NULL, b.UUID))
    details = b.Pattern(b'\1{"key": "m01-exercise-', 3, b'", "title": "An exercise of the year"}')
    key = b.Pattern(b"scale:", 12)
    what = (b.text(kind), b.text(about) if about else b.NULL, *reference)
    return b.template((b.UUID, b.UUID, *what, details, b.text(visibility), key, b.MOMENT)), about


def _reference(chance: Random, about: str | None, modules: Sequence[int]) -> tuple[bytes, ...]:
    if about is None:
        return ()
    if about == "module":
        return (b.integer(chance.choice(modules)),)
    return (chance.randbytes(16),)
