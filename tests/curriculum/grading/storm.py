"""A class whose grades change while they are recorded by many at once, some of whom break down."""

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event, text

from curriculum.grading import gradebook
from curriculum.grading.recorder import Recorder
from db.unit_of_work import UnitOfWork
from tests.factories.classroom import ASSIGNMENT, TESTS, Classroom

STATES = ((4, 0), (4, 6), (1, 0), (4, 6))
"""What the two tests give, one state after the other: fails, passes, is lowered, is raised again."""

_ROWS = {
    "grade_events": "SELECT revision, score, needs_manual_grade, payload - 'submission' FROM grade_events"
    " WHERE user_id = :person ORDER BY revision",
    "code_submissions": "SELECT submission_version, status, grading_state, grade, max_grade, test_results"
    " FROM code_submissions WHERE user_id = :person ORDER BY submission_version",
    "user_progress": "SELECT module_id, status, progress_percent, completed_at IS NULL FROM user_progress"
    " WHERE user_id = :person ORDER BY module_id",
    "module_completions": "SELECT module_id, final_score FROM module_completions WHERE user_id = :person",
    "user_achievements": "SELECT a.slug, u.earned_at IS NULL, u.progress FROM user_achievements u"
    " JOIN achievements a ON a.id = u.achievement_id WHERE u.user_id = :person ORDER BY a.slug",
    "activity_feed": "SELECT activity_type, metadata, visibility FROM activity_feed WHERE user_id = :person"
    " ORDER BY activity_type, metadata",
    "outbox": "SELECT topic, count(*) FROM outbox WHERE payload->>'submission_id' IN"
    " (SELECT id::text FROM code_submissions WHERE user_id = :person) OR payload->>'activity_id' IN"
    " (SELECT id::text FROM activity_feed WHERE user_id = :person) GROUP BY topic ORDER BY topic",
}


class Crash(Exception):  # noqa: N818
    """A breakdown that a test injected."""


class Abandoned(UnitOfWork):
    """A unit of work of a process that ends right after its commit, before it can tell anybody."""

    def commit(self) -> None:
        """Commit, and break down."""
        super().commit()
        raise Crash


@dataclass(frozen=True)
class Learner:
    """A student with an attempt that is in the gradebook."""

    id: uuid.UUID
    name: str


def write_grades(room: Classroom, learner: Learner, points: tuple[int, ...]) -> None:
    """Bring the gradebook to a state, as autograding does."""
    with gradebook.opened(room.course.gradebook_url, room.course.slug) as book:
        for name, given in zip(TESTS, points, strict=True):
            grade = book.find_grade(name, ASSIGNMENT, ASSIGNMENT, learner.name)
            grade.auto_score, grade.needs_manual_grade = given, False
        book.update_or_create_submission(ASSIGNMENT, learner.name)


def arrive(room: Classroom, name: str) -> Learner:
    """Another student: she completed the lesson, handed in an attempt and stands in the gradebook."""
    person = room.enrol(name)
    with UnitOfWork(room.operator) as uow:
        uow.session.execute(
            text(
                "INSERT INTO lesson_progress (user_id, lesson_id, completed_at)"
                " SELECT :person, id, now() FROM lessons WHERE module_id = :module"
            ),
            {"person": person.id, "module": room.module.id},
        )
        uow.commit()
    submission = room.submit(room.released, person)
    with gradebook.opened(room.course.gradebook_url, room.course.slug) as book:
        moment = submission.submitted_at.replace(tzinfo=None)
        book.update_or_create_student(name)
        book.update_or_create_submission(ASSIGNMENT, name, timestamp=moment)
    return Learner(person.id, name)


def rows_of(room: Classroom, learner: Learner) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that recording wrote for a learner, without ids and times, by table."""
    with room.operator.connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(query), {"person": learner.id})]
            for table, query in _ROWS.items()
        }


def deliver(room: Classroom, learner: Learner, engine: Engine | None = None, *, is_job: bool = True) -> bool:
    """Let a worker read the gradebook and record what it says."""
    recorder = Recorder(lambda: UnitOfWork(engine or room.engine))
    return recorder.record(room.course, ASSIGNMENT, learner.name, is_job=is_job)


@contextmanager
def crashing(engine: Engine, should_crash: Callable[[], bool], *, at: str) -> Iterator[None]:
    """Break down `before_cursor_execute` or `after_cursor_execute` when it is said so."""

    def crash(*_: object) -> None:
        if should_crash():
            raise Crash

    event.listen(engine, at, crash)
    try:
        yield
    finally:
        event.remove(engine, at, crash)


def after(count: int) -> Callable[[], bool]:
    """Say no that often, and yes from then on."""
    left = iter(range(count))
    return lambda: next(left, None) is None


def now_and_then(share: float, seed: int) -> Callable[[], bool]:
    """Say yes to a share of the questions."""
    dice = random.Random(seed)  # noqa: S311
    return lambda: dice.random() < share
