"""The people, in the order of how much others look at them, and their classes."""

from collections.abc import Iterator
from datetime import timedelta

from db.seed.scale import binary as b
from db.seed.scale.chance import identifiers, source
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows

DOMAIN = "scale.invalid"
_FIRST = "Ada Bo Chen Dina Emre Fay Goran Hana Ivo Juno Kofi Lea Mika Noor Oto Pia Quinn Rosa Sami Tess"
_LAST = "Abe Berg Cruz Diaz Eze Fink Gupta Hahn Ito Jansen Khan Lund Mori Nagy Okoro Park Rossi Silva"


def people(plan: Plan) -> list[bytes]:
    """Everybody's identifier; the first is the most followed."""
    return identifiers(plan.seed, "people", plan.people)


def tables(plan: Plan) -> Iterator[Rows]:
    """The people, the classes, and who is in which."""
    yield _users(plan)
    yield _cohorts(plan)
    yield _members(plan)


def hidden(plan: Plan) -> frozenset[int]:
    """The one in a hundred who hide."""
    chance = source(plan.seed, "hidden")
    return frozenset(number for number in range(plan.people) if chance.random() < 0.01)


def _users(plan: Plan) -> Rows:
    row = b.template((b.UUID, b.SIZED, b.SIZED, b.SIZED, b.SIZED, b.BOOLEAN, b.MOMENT))
    columns = "id email username full_name default_visibility is_hidden created_at"
    return Rows("users", columns, _user_rows(plan, row), plan.people)


def _user_rows(plan: Plan, row: bytes) -> Iterator[bytes]:
    chance, hiding = source(plan.seed, "users"), hidden(plan)
    first, last = _FIRST.split(), _LAST.split()
    joined = b.microseconds(plan.since)
    leanings = [b.text(word) for word in ("public", "friends", "friends", "private")]
    for number, person in enumerate(people(plan)):
        name = f"scale-{number:07d}"
        yield row % (
            person,
            b.text(f"{name}@{DOMAIN}"),
            b.text(name),
            b.text(f"{chance.choice(first)} {chance.choice(last)}"),
            chance.choice(leanings),
            b"\1" if number in hiding else b"\0",
            b.moment(joined - chance.randrange(10**13)),
        )


def _cohorts(plan: Plan) -> Rows:
    row = b.template((b.UUID, b.SIZED, b.SIZED, b.INTEGER))
    began = (plan.since - timedelta(days=30)).toordinal() - _DAY_ZERO
    rows = (
        row
        % (cohort, b.text(f"scale-{number:05d}"), b.text(f"Class {number}"), b.integer(began + number % 360))
        for number, cohort in enumerate(identifiers(plan.seed, "cohorts", plan.cohorts))
    )
    return Rows("cohorts", "id slug name start_date", rows, plan.cohorts)


def _members(plan: Plan) -> Rows:
    row = b.template((b.UUID, b.UUID, b.SIZED))
    return Rows("cohort_members", "cohort_id user_id role", _member_rows(plan, row), plan.people * 3 // 5)


def _member_rows(plan: Plan, row: bytes) -> Iterator[bytes]:
    chance = source(plan.seed, "members")
    everybody, cohorts = people(plan), identifiers(plan.seed, "cohorts", plan.cohorts)
    student, instructor = b.text("student"), b.text("instructor")
    taught: set[bytes] = set()
    for person in everybody:
        if chance.random() < 0.6:
            cohort = chance.choice(cohorts)
            yield row % (cohort, person, student if cohort in taught else instructor)
            taught.add(cohort)


def members(plan: Plan) -> dict[int, int]:
    """The number of the class of everybody who is in one."""
    chance = source(plan.seed, "members")
    numbers = range(plan.cohorts)
    return {person: chance.choice(numbers) for person in range(plan.people) if chance.random() < 0.6}


_DAY_ZERO = timedelta(days=730_120).days  # 1 January 2000, as `date.toordinal` counts
