"""How far people are: modules, quizzes and attempts handed in."""

from collections.abc import Iterator, Sequence

from db.seed.scale import binary as b
from db.seed.scale.catalogue import Work
from db.seed.scale.chance import identifiers, source, timed_identifier
from db.seed.scale.people import members, people
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows

_DAY = 86_400_000_000
_WEEKS_A_MODULE = 14 * _DAY


def tables(plan: Plan, works: Sequence[Work]) -> Iterator[Rows]:
    """Standings in modules, quizzes with their answers, and submissions."""
    columns = (
        "user_id module_id status progress_percent started_at completed_at last_accessed time_spent_minutes"
    )
    yield Rows("user_progress", columns, _progress(plan, works), plan.people * len(works) // 2)
    columns = "id user_id module_id attempt_number started_at submitted_at points_earned points_possible"
    yield Rows("quiz_sessions", columns, _sessions(plan, works), plan.people * 2)
    columns = "id session_id user_id assessment_id is_correct points_earned attempted_at time_spent_seconds"
    yield Rows("quiz_attempts", columns, _attempts(plan, works), plan.people * 16)
    columns = (
        "id user_id cohort_id assessment_id github_url status grade "
        "max_grade submission_version submitted_at graded_at source grading_state"
    )
    yield Rows("code_submissions", columns, _submissions(plan, works), plan.submissions)


def _reached(plan: Plan, works: Sequence[Work]) -> Iterator[tuple[int, int, int]]:
    """Each person with how many modules she completed and when she began; the same each time."""
    chance = source(plan.seed, "learning")
    begin = b.microseconds(plan.since)
    for person in range(plan.people):
        yield person, min(int(chance.expovariate(0.2)), len(works)), begin + chance.randrange(300 * _DAY)


def _progress(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    chance, everybody = source(plan.seed, "progress"), people(plan)
    row = b.template((b.UUID, b.INTEGER, b.SIZED, b.SIZED, b.MOMENT, b.SIZED, b.MOMENT, b.INTEGER))
    done, at_it = b.text("completed"), b.text("in-progress")
    hundred = b.integral(100)
    for person, completed, began in _reached(plan, works):
        for place, work in enumerate(works[: completed + 1]):
            start = b.moment(began + place * _WEEKS_A_MODULE)
            end = b.moment(began + (place + 1) * _WEEKS_A_MODULE)
            minutes = b.integer(chance.randrange(20, 600))
            if place < completed:
                yield row % (
                    everybody[person],
                    b.integer(work.module),
                    done,
                    hundred,
                    start,
                    b.sized(end),
                    end,
                    minutes,
                )
            else:
                percent = b.integral(chance.randrange(1, 100))
                yield row % (
                    everybody[person],
                    b.integer(work.module),
                    at_it,
                    percent,
                    start,
                    b.NULL,
                    start,
                    minutes,
                )


def _sat(plan: Plan, works: Sequence[Work]) -> Iterator[tuple[bytes, int, Work, int, int]]:
    """Every quiz sat: its number, who, which module, when, and how many answers were right."""
    chance = source(plan.seed, "quizzes")
    for person, completed, began in _reached(plan, works):
        for place, work in enumerate(works[: min(completed, 2)]):
            if work.questions:
                when = began + (place + 1) * _WEEKS_A_MODULE
                yield (
                    timed_identifier(chance, when),
                    person,
                    work,
                    when,
                    chance.randrange(len(work.questions) + 1),
                )


def _sessions(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    everybody = people(plan)
    row = b.template((b.UUID, b.UUID, b.INTEGER, b.SIZED, b.MOMENT, b.MOMENT, b.INTEGER, b.INTEGER))
    first = b.sized(b.integer(1))
    for sitting, person, work, when, right in _sat(plan, works):
        moments = b.moment(when), b.moment(when + 600_000_000)
        points = b.integer(10 * right), b.integer(10 * len(work.questions))
        yield row % (sitting, everybody[person], b.integer(work.module), first, *moments, *points)


def _attempts(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    chance, everybody = source(plan.seed, "answers"), people(plan)
    row = b.template((b.UUID, b.UUID, b.UUID, b.UUID, b.BOOLEAN, b.INTEGER, b.MOMENT, b.INTEGER))
    for sitting, person, work, when, right in _sat(plan, works):
        for place, question in enumerate(work.questions):
            answer = (b"\1", b.integer(10)) if place < right else (b"\0", b.integer(0))
            moment, number = b.moment(when + place * 60_000_000), timed_identifier(chance, when)
            yield row % (number, sitting, everybody[person], question, *answer, moment, b.integer(45))


def _submissions(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    chance, everybody = source(plan.seed, "submissions"), people(plan)
    classes, cohorts = members(plan), identifiers(plan.seed, "cohorts", plan.cohorts)
    row = b.template(
        (
            b.UUID,
            b.UUID,
            b.SIZED,
            b.UUID,
            b.text("https://github.com/learner/work"),
            b.text("graded"),
            b.SIZED,
            b.integral(100),
            b.INTEGER,
            b.MOMENT,
            b.MOMENT,
            b.text("github"),
            b.text("graded"),
        )
    )
    for person, completed, began in _reached(plan, works):
        place_in = b.sized(cohorts[classes[person]]) if person in classes else b.NULL
        for place, work in enumerate(works[:completed]):
            for task in work.tasks:
                if chance.random() < 0.6:
                    when = began + place * _WEEKS_A_MODULE + chance.randrange(_WEEKS_A_MODULE)
                    grade = b.integral(chance.randrange(40, 101))
                    moments = b.moment(when), b.moment(when + 5_000_000)
                    number = timed_identifier(chance, when)
                    yield row % (number, everybody[person], place_in, task, grade, b.integer(1), *moments)
