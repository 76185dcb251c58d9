"""How far people are: modules, quizzes and attempts handed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.seed.scale import binary as b
from db.seed.scale.catalogue import Work
from db.seed.scale.chance import identifier, identifiers, source, timed_identifier
from db.seed.scale.people import members, people
from db.seed.scale.plan import Plan
from db.seed.scale.table import Rows

_DAY = 86_400_000_000
_MODULE = 14 * _DAY


@dataclass(frozen=True)
class _Step:
    """How many of a module's lessons and tasks somebody did; the quiz comes last."""

    work: Work
    done: int
    items: int


@dataclass(frozen=True)
class _Learner:
    """Somebody with all modules that she began, one in two weeks."""

    number: int
    person: bytes
    began: int
    steps: tuple[_Step, ...]

    def at(self, place: int) -> int:
        """When she began the module at this place."""
        return self.began + place * _MODULE


def tables(plan: Plan, works: Sequence[Work]) -> Iterator[Rows]:
    """Standings in modules, quizzes with their answers, and submissions."""
    columns = (
        "user_id module_id status progress_percent started_at completed_at last_accessed time_spent_minutes"
    )
    yield Rows("user_progress", columns, _progress(plan, works), plan.people * len(works) // 2)
    columns = "id user_id lesson_id opened_at completed_at"
    yield Rows("lesson_progress", columns, _lessons(plan, works), plan.people * len(works))
    columns = "id user_id module_id attempt_number started_at submitted_at points_earned points_possible"
    yield Rows("quiz_sessions", columns, _sessions(plan, works), plan.people * 5)
    columns = "id session_id user_id assessment_id is_correct points_earned attempted_at time_spent_seconds"
    yield Rows("quiz_attempts", columns, _attempts(plan, works), plan.people * 40)
    columns = (
        "id user_id cohort_id assessment_id github_url status grade "
        "max_grade submission_version submitted_at graded_at source grading_state"
    )
    yield Rows("code_submissions", columns, _submissions(plan, works), plan.submissions)


def _reached(plan: Plan, works: Sequence[Work]) -> Iterator[_Learner]:
    """Everybody; the same each time. Modules without anything to do are passed over."""
    chance, everybody = source(plan.seed, "learning"), people(plan)
    begin = b.microseconds(plan.since)
    done = [work for work in works if work.items]
    for number, person in enumerate(everybody):
        completed = min(int(chance.expovariate(0.2)), len(done))
        ahead = chance.random()
        steps = [_Step(work, work.items, work.items) for work in done[:completed]]
        steps += [
            _Step(work, int(ahead * work.items), work.items) for work in done[completed : completed + 1]
        ]
        yield _Learner(number, person, begin + chance.randrange(300 * _DAY), tuple(steps))


def _progress(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    chance = source(plan.seed, "progress")
    row = b.template((b.UUID, b.INTEGER, b.SIZED, b.SIZED, b.MOMENT, b.SIZED, b.MOMENT, b.INTEGER))
    states = {True: b.text("completed"), False: b.text("in-progress")}
    for learner in _reached(plan, works):
        for place, step in enumerate(learner.steps):
            start, end = learner.at(place), learner.at(place + 1)
            is_complete = step.done == step.items
            yield row % (
                learner.person,
                b.integer(step.work.module),
                states[is_complete],
                b.numeric(10_000 * step.done // step.items),
                b.moment(start),
                b.sized(b.moment(end)) if is_complete else b.NULL,
                b.moment(end if is_complete else start),
                b.integer(chance.randrange(20, 600)),
            )


def _lessons(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    row = b.template((b.UUID, b.UUID, b.UUID, b.MOMENT, b.MOMENT))
    chance = source(plan.seed, "lessons")
    for learner in _reached(plan, works):
        for place, step in enumerate(learner.steps):
            for lesson in step.work.lessons[: step.done]:
                when = b.moment(learner.at(place))
                yield row % (identifier(chance), learner.person, lesson, when, when)


def _sat(plan: Plan, works: Sequence[Work]) -> Iterator[tuple[bytes, bytes, Work, int, int]]:
    """Every quiz sat: its number, who, which module, when, and how many answers were right."""
    chance = source(plan.seed, "quizzes")
    for learner in _reached(plan, works):
        for place, step in enumerate(learner.steps):
            questions = len(step.work.questions)
            if questions and step.done == step.items:
                when = learner.at(place + 1)
                right = chance.randrange(-(-7 * questions // 10), questions + 1)  # completed means passed
                yield timed_identifier(chance, when), learner.person, step.work, when, right


def _sessions(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    row = b.template((b.UUID, b.UUID, b.INTEGER, b.SIZED, b.MOMENT, b.MOMENT, b.INTEGER, b.INTEGER))
    first = b.sized(b.integer(1))
    for sitting, person, work, when, right in _sat(plan, works):
        moments = b.moment(when), b.moment(when + 600_000_000)
        points = b.integer(10 * right), b.integer(10 * len(work.questions))
        yield row % (sitting, person, b.integer(work.module), first, *moments, *points)


def _attempts(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    chance = source(plan.seed, "answers")
    row = b.template((b.UUID, b.UUID, b.UUID, b.UUID, b.BOOLEAN, b.INTEGER, b.MOMENT, b.INTEGER))
    for sitting, person, work, when, right in _sat(plan, works):
        for place, question in enumerate(work.questions):
            answer = (b"\1", b.integer(10)) if place < right else (b"\0", b.integer(0))
            moment, number = b.moment(when + place * 60_000_000), timed_identifier(chance, when)
            yield row % (number, sitting, person, question, *answer, moment, b.integer(45))


def _submissions(plan: Plan, works: Sequence[Work]) -> Iterator[bytes]:
    chance = source(plan.seed, "submissions")
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
            b.numeric(10_000),
            b.INTEGER,
            b.MOMENT,
            b.MOMENT,
            b.text("github"),
            b.text("graded"),
        )
    )
    for learner in _reached(plan, works):
        number = learner.number
        cohort = b.sized(cohorts[classes[number]]) if number in classes else b.NULL
        for place, step in enumerate(learner.steps):
            passed = min(max(step.done - len(step.work.lessons), 0), len(step.work.tasks))
            for turn, task in enumerate(step.work.tasks[: passed + 1]):
                grade = chance.randrange(70, 101) if turn < passed else chance.randrange(20, 70)
                when = learner.at(place) + chance.randrange(_MODULE)
                yield row % (
                    timed_identifier(chance, when),
                    learner.person,
                    cohort,
                    task,
                    b.numeric(100 * grade),
                    b.integer(1),
                    b.moment(when),
                    b.moment(when + 5_000_000),
                )
