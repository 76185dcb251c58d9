"""Writes when a learner opened and completed a lesson."""

import uuid
from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.base import JsonObject
from db.models.catalogue import Lesson
from db.models.course import GeneratedCourse, GeneratedModule
from db.models.progress import LessonProgress

_PROGRESS = "lesson_progress"


class LessonProgressRepository:
    """Keeps a catalogue lesson's progress in its table, a generated lesson's inside its own module row."""

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
        content = self._content(user_id, module_id)
        if _PROGRESS in content:
            return False
        self._write(module_id, {**content, _PROGRESS: {"opened_at": at.isoformat(), "completed_at": None}})
        return True

    def set_personal_completed(self, user_id: uuid.UUID, module_id: uuid.UUID, at: datetime | None) -> None:
        """Note when a generated module's lesson was completed; None takes it back. The first time is kept."""
        content = self._content(user_id, module_id)
        progress = content.get(_PROGRESS, {"opened_at": at.isoformat() if at else None})
        done = (progress.get("completed_at") or at.isoformat()) if at else None
        self._write(module_id, {**content, _PROGRESS: {**progress, "completed_at": done}})

    def _content(self, user_id: uuid.UUID, module_id: uuid.UUID) -> JsonObject:
        statement = (
            select(GeneratedModule.content_json)
            .join(GeneratedCourse, GeneratedCourse.id == GeneratedModule.course_id)
            .where(GeneratedModule.id == module_id, GeneratedCourse.user_id == user_id)
            .with_for_update(of=GeneratedModule)
        )
        return dict(self._session.scalars(statement).one())

    def _write(self, module_id: uuid.UUID, content: JsonObject) -> None:
        self._session.execute(
            update(GeneratedModule).where(GeneratedModule.id == module_id).values(content_json=content)
        )
