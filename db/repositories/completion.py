"""Completed modules, and what their completion opens."""

import uuid
from datetime import datetime

from sqlalchemy import and_, case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import CourseStatus
from db.models.blueprint import BlueprintPrerequisite
from db.models.catalogue import Module
from db.models.course import Exercise, GeneratedCourse, GeneratedModule
from db.models.progress import ModuleCompletion


class CompletionRepository:
    """All SQL on completions; a completion, once earned, stays."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def complete_catalogue_module(
        self, user_id: uuid.UUID, module_id: int, score: int | None, at: datetime
    ) -> bool:
        """Store that the learner completed a module of the catalogue; False when it was stored already."""
        row = insert(ModuleCompletion).values(
            user_id=user_id, module_id=module_id, completed_at=at, final_score=score
        )
        return self._insert(row.on_conflict_do_nothing().returning(ModuleCompletion.id))

    def complete_generated_module(
        self, user_id: uuid.UUID, module_id: uuid.UUID, score: int | None, at: datetime
    ) -> bool:
        """Store that the learner completed a module of her own course, and open what it was needed for."""
        row = insert(ModuleCompletion).values(
            user_id=user_id, generated_module_id=module_id, completed_at=at, final_score=score
        )
        is_new = self._insert(row.on_conflict_do_nothing().returning(ModuleCompletion.id))
        if is_new:
            self._session.execute(
                update(GeneratedModule)
                .where(GeneratedModule.id == module_id)
                .values(is_completed=True, completed_at=at, is_locked=False)
            )
            self._unlock_after(module_id)
        return is_new

    def write_course(self, course_id: uuid.UUID, percent: int, at: datetime) -> None:
        """Store how far a generated course is; with 100 it is completed. One put away stays put away."""
        course = GeneratedCourse
        values: dict[str, object] = {"progress_percentage": percent}
        if percent == 100:
            is_active = course.status == CourseStatus.ACTIVE
            values |= {
                "status": case((is_active, CourseStatus.COMPLETED), else_=course.status),
                "completion_date": func.greatest(course.start_date, at),
            }
        is_under_way = and_(course.status != CourseStatus.COMPLETED, course.completion_date.is_(None))
        self._session.execute(update(course).where(course.id == course_id, is_under_way).values(values))

    def modules_of_course(self, module_id: uuid.UUID) -> tuple[uuid.UUID, list[uuid.UUID]]:
        """The course that a generated module belongs to, with the modules that make it up in order."""
        course_id = self._course_of(module_id)
        ids = self._session.scalars(
            select(GeneratedModule.id)
            .where(GeneratedModule.course_id == course_id, ~GeneratedModule.is_optional)
            .order_by(GeneratedModule.order_index)
        )
        return course_id, list(ids)

    def module_of_exercise(self, exercise_id: uuid.UUID) -> tuple[uuid.UUID, str]:
        """The generated module of an exercise: its id and title."""
        module_id, title = self._session.execute(
            select(GeneratedModule.id, GeneratedModule.title)
            .join(Exercise, Exercise.module_id == GeneratedModule.id)
            .where(Exercise.id == exercise_id)
        ).one()
        return module_id, title

    def title_of_module(self, module_id: int | uuid.UUID) -> tuple[str, str]:
        """The key and title by which a module is told about; a generated one's key is its id."""
        if isinstance(module_id, int):
            key, title = self._session.execute(
                select(Module.slug, Module.title).where(Module.id == module_id)
            ).one()
            return key, title
        title = self._session.scalars(
            select(GeneratedModule.title).where(GeneratedModule.id == module_id)
        ).one()
        return str(module_id), title

    def _unlock_after(self, module_id: uuid.UUID) -> None:
        """Open every module of the course whose needed modules are all completed now."""
        rows = self._session.execute(
            select(
                GeneratedModule.id,
                GeneratedModule.blueprint_module_id,
                GeneratedModule.is_locked,
                (GeneratedModule.is_completed | GeneratedModule.is_optional).label("is_behind"),
            )
            .where(GeneratedModule.course_id == self._course_of(module_id))
            .order_by(GeneratedModule.order_index)
            .with_for_update()
        ).all()
        completed = {row.blueprint_module_id for row in rows if row.is_behind}
        needed = self._needed()
        before: set[uuid.UUID | None] = set()
        for row in rows:
            wanted = needed.get(row.blueprint_module_id, before)
            if row.is_locked and wanted <= completed:
                self._session.execute(
                    update(GeneratedModule).where(GeneratedModule.id == row.id).values(is_locked=False)
                )
            before = {row.blueprint_module_id}

    def _course_of(self, module_id: uuid.UUID) -> uuid.UUID:
        found = select(GeneratedModule.course_id).where(GeneratedModule.id == module_id)
        return self._session.scalars(found).one()

    def _needed(self) -> dict[uuid.UUID, set[uuid.UUID | None]]:
        needed: dict[uuid.UUID, set[uuid.UUID | None]] = {}
        pairs = self._session.execute(
            select(BlueprintPrerequisite.blueprint_module_id, BlueprintPrerequisite.prerequisite_id)
        )
        for module_id, prerequisite_id in pairs:
            needed.setdefault(module_id, set()).add(prerequisite_id)
        return needed

    def _insert(self, statement: object) -> bool:
        return self._session.execute(statement).one_or_none() is not None  # type: ignore[call-overload]
