"""People's own courses, and who looked at and started them."""

from collections.abc import Iterator

from db.seed.scale import binary as b
from db.seed.scale.chance import cumulated, identifiers, source, spread, timed_identifier
from db.seed.scale.people import people
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows


def tables(plan: Plan) -> Iterator[Rows]:
    """The courses, then what people did with them."""
    columns = "id user_id title visibility status start_date created_at"
    yield Rows("generated_courses", columns, _courses(plan), plan.courses)
    columns = "id user_id course_id interaction_type created_at"
    yield Rows("user_course_interactions", columns, _interactions(plan), plan.interactions)


def _owned(plan: Plan) -> list[tuple[bytes, int]]:
    """Each course with the number of its owner."""
    chance = source(plan.seed, "owners")
    ids = identifiers(plan.seed, "courses", plan.courses)
    return [(course, chance.randrange(plan.people)) for course in ids]


def _courses(plan: Plan) -> Iterator[bytes]:
    chance, everybody = source(plan.seed, "courses"), people(plan)
    row = b.template((b.UUID, b.UUID, b.SIZED, b.SIZED, b.text("active"), b.MOMENT, b.MOMENT))
    seen = [b.text(word) for word in ("public", "public", "friends", "private")]
    for number, (course, owner) in enumerate(_owned(plan)):
        begin = b.moment(b.microseconds(plan.since) - chance.randrange(10**12))
        title = b.text(f"The Market Architect {number}")
        yield row % (course, everybody[owner], title, chance.choice(seen), begin, begin)


def _interactions(plan: Plan) -> Iterator[bytes]:
    chance, everybody, courses = source(plan.seed, "interactions"), people(plan), _owned(plan)
    row = b.template((b.UUID, b.UUID, b.UUID, b.SIZED, b.MOMENT))
    weights, places = cumulated(len(courses), 0.8), range(len(courses))
    viewed, started = b.text("viewed"), b.text("started")
    begun: set[tuple[int, int]] = set()
    begin, end = b.microseconds(plan.since), b.microseconds(plan.until)
    for when in spread(chance, begin, end, plan.interactions):
        place = chance.choices(places, cum_weights=weights)[0]
        person = chance.randrange(plan.people)
        is_start = chance.random() < 0.3 and (person, place) not in begun
        if is_start:
            begun.add((person, place))
        kind = started if is_start else viewed
        course = courses[place][0]
        yield row % (timed_identifier(chance, when), everybody[person], course, kind, b.moment(when))
