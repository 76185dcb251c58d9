"""Counts the minutes that a learner works, and sums them up."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Uuid, exists, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.models.catalogue import Assessment, Lesson
from db.models.course import Exercise, GeneratedModule
from db.models.progress import UserProgress
from db.models.study_time import StudyTime

MOST_MINUTES = 1440


@dataclass(frozen=True)
class Subject:
    """What somebody works at: exactly one of these is set."""

    lesson_id: uuid.UUID | None = None
    generated_module_id: uuid.UUID | None = None
    assessment_id: uuid.UUID | None = None
    exercise_id: uuid.UUID | None = None


class StudyTimeRepository:
    """All SQL on the time that is spent at items.

    Who counts holds the lock on the learner's progress until the transaction ends.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def lesson(self, slug: str) -> Subject:
        """The lesson of the catalogue with this key; it must exist."""
        return Subject(lesson_id=self._session.scalars(select(Lesson.id).where(Lesson.slug == slug)).one())

    def count(self, user_id: uuid.UUID, subject: Subject, day: date, at: datetime) -> bool:
        """Count the minute of `at` for an item; False when a minute of the person was counted in it already.

        `at` is the server's time, so that no more than sixty minutes can be counted in an hour.
        """
        mine = StudyTime
        columns = (mine.lesson_id, mine.generated_module_id, mine.assessment_id, mine.exercise_id)
        minute = at.replace(second=0, microsecond=0)
        was_counted = exists().where(mine.user_id == user_id, mine.counted_at >= minute)
        values = (
            literal(user_id, Uuid),
            literal(day, Date),
            *(literal(getattr(subject, column.key), Uuid) for column in columns),
            literal(at, DateTime(timezone=True)),
        )
        row = insert(mine).from_select(
            ["user_id", "day", *(column.key for column in columns), "counted_at"],
            select(*values).where(~was_counted),
        )
        statement = row.on_conflict_do_update(
            index_elements=[mine.user_id, mine.day, *columns],
            set_={"minutes": mine.minutes + 1, "counted_at": row.excluded.counted_at},
            where=mine.minutes < MOST_MINUTES,
        )
        return self._session.execute(statement.returning(mine.id)).first() is not None

    def add_to_module(self, user_id: uuid.UUID, module_id: int, at: datetime) -> bool:
        """Add a minute to the sum of a module of the catalogue; False when she has not begun it."""
        progress = UserProgress
        changed = self._session.execute(
            update(progress)
            .where(progress.user_id == user_id, progress.module_id == module_id)
            .values(time_spent_minutes=progress.time_spent_minutes + 1, last_accessed=at)
            .returning(progress.id)
        )
        return changed.first() is not None

    def add_to_exercise(self, user_id: uuid.UUID, exercise_id: uuid.UUID) -> None:
        """Add a minute to the sum of an exercise of her own course, once she has handed in an attempt."""
        progress = UserProgress
        self._session.execute(
            update(progress)
            .where(progress.user_id == user_id, progress.exercise_id == exercise_id)
            .values(time_spent_minutes=func.coalesce(progress.time_spent_minutes, 0) + 1)
        )

    def days(self, user_id: uuid.UUID, since: date) -> dict[date, int]:
        """The minutes of each day from `since` on; days without any are left out."""
        mine = StudyTime
        rows: Iterable[Any] = self._session.execute(
            select(mine.day, func.sum(mine.minutes))
            .where(mine.user_id == user_id, mine.day >= since)
            .group_by(mine.day)
            .order_by(mine.day)
        )
        return {day: int(minutes) for day, minutes in rows}

    def items(self, user_id: uuid.UUID) -> dict[str, int]:
        """The minutes of each item by its key, over all days."""
        mine = StudyTime
        key = func.coalesce(
            Lesson.slug,
            Assessment.slug,
            Exercise.slug,
            GeneratedModule.content_json["lesson"]["key"].astext,
        )
        rows: Iterable[Any] = self._session.execute(
            select(key, func.sum(mine.minutes))
            .outerjoin(Lesson, Lesson.id == mine.lesson_id)
            .outerjoin(Assessment, Assessment.id == mine.assessment_id)
            .outerjoin(Exercise, Exercise.id == mine.exercise_id)
            .outerjoin(GeneratedModule, GeneratedModule.id == mine.generated_module_id)
            .where(mine.user_id == user_id, key.is_not(None))
            .group_by(key)
            .order_by(key)
        )
        return {str(item): int(minutes) for item, minutes in rows}
