"""Writes when a learner opened and completed a lesson."""

import uuid
from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.models.catalogue import Lesson
from db.models.progress import LessonProgress


class LessonProgressRepository:
    """All SQL that writes progress in lessons, those of the catalogue and those of one's own courses."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, user_id: uuid.UUID, slug: str, at: datetime) -> bool:
        """Note the first opening of a catalogue lesson; True when this was it."""
        row = select(
            literal(user_id, LessonProgress.user_id.type),
            Lesson.id,
            literal(at, LessonProgress.opened_at.type),
        ).where(Lesson.slug == slug)
        statement = (
            insert(LessonProgress)
            .from_select(["user_id", "lesson_id", "opened_at"], row)
            .on_conflict_do_nothing()
            .returning(LessonProgress.lesson_id)
        )
        return self._session.execute(statement).first() is not None

    def set_completed(self, user_id: uuid.UUID, slug: str, at: datetime | None) -> None:
        """Note when an opened catalogue lesson was completed; None takes it back. The first time is kept."""
        wanted = select(Lesson.id).where(Lesson.slug == slug).scalar_subquery()
        moment = None if at is None else func.coalesce(LessonProgress.completed_at, at)
        self._session.execute(
            update(LessonProgress)
            .where(LessonProgress.user_id == user_id, LessonProgress.lesson_id == wanted)
            .values(completed_at=moment)
        )

    def open_personal(self, user_id: uuid.UUID, module_id: uuid.UUID, at: datetime) -> bool:
        """Note the first opening of a generated module's lesson; True when this was it."""
        statement = (
            insert(LessonProgress)
            .values(user_id=user_id, generated_module_id=module_id, opened_at=at)
            .on_conflict_do_nothing()
            .returning(LessonProgress.generated_module_id)
        )
        return self._session.execute(statement).first() is not None

    def set_personal_completed(self, user_id: uuid.UUID, module_id: uuid.UUID, at: datetime | None) -> None:
        """Note when an opened generated lesson was completed; None takes it back. The first time is kept."""
        moment = None if at is None else func.coalesce(LessonProgress.completed_at, at)
        self._session.execute(
            update(LessonProgress)
            .where(LessonProgress.user_id == user_id, LessonProgress.generated_module_id == module_id)
            .values(completed_at=moment)
        )
