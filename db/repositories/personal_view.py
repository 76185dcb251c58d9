"""Reads what the Course panel shows of the courses that were generated for one learner."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Subquery, and_, func, select
from sqlalchemy.orm import Session

from db.enums import CourseStatus, ItemKind
from db.models.blueprint import BlueprintModule, BlueprintPrerequisite
from db.models.cohort import AssignmentSchedule
from db.models.course import Exercise, GeneratedCourse, GeneratedModule
from db.models.progress import LessonProgress
from db.repositories.course_view import ItemRow
from db.repositories.extension import due_for

SHOWN = (CourseStatus.ACTIVE, CourseStatus.COMPLETED)


@dataclass(frozen=True)
class PersonalCourseRow:
    """A course of the learner's own."""

    id: uuid.UUID
    title: str
    progress_percent: int


@dataclass(frozen=True)
class PersonalModuleRow:
    """A module of such a course; `blueprint_id` names its template, `course_number` counts her courses."""

    id: uuid.UUID
    course_id: uuid.UUID
    blueprint_id: uuid.UUID | None
    slug: str
    number: int
    title: str
    is_locked: bool
    is_completed: bool
    is_optional: bool
    course_number: int
    lesson: ItemRow | None

    @property
    def folder(self) -> str:
        """Where its notebooks belong: each course of a learner has folders of its own."""
        return self.slug if self.course_number == 1 else f"{self.slug}-{self.course_number}"


class PersonalViewRepository:
    """The read side of generated courses; every method takes the owner."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def courses(self, user_id: uuid.UUID) -> list[PersonalCourseRow]:
        """Return the learner's courses, the oldest first; archived ones are left out."""
        rows = self._session.execute(
            select(GeneratedCourse.id, GeneratedCourse.title, GeneratedCourse.progress_percentage)
            .where(GeneratedCourse.user_id == user_id, GeneratedCourse.status.in_(SHOWN))
            .order_by(GeneratedCourse.start_date, GeneratedCourse.id)
        )
        return [PersonalCourseRow(*row) for row in rows]

    def modules(self, user_id: uuid.UUID) -> list[PersonalModuleRow]:
        """Return the modules of all those courses in their order."""
        module, counted = GeneratedModule, _counted(user_id)
        rows = self._session.execute(
            select(
                module.id,
                module.course_id,
                module.blueprint_module_id,
                BlueprintModule.concept_slug,
                BlueprintModule.module_number,
                module.order_index,
                module.title,
                module.is_locked,
                module.is_completed,
                module.is_optional,
                counted.c.course_number,
                module.content_json,
                module.notebook_sha256,
                LessonProgress.opened_at,
                LessonProgress.completed_at,
            )
            .join(GeneratedCourse, GeneratedCourse.id == module.course_id)
            .join(counted, counted.c.id == module.course_id)
            .outerjoin(
                LessonProgress,
                and_(LessonProgress.generated_module_id == module.id, LessonProgress.user_id == user_id),
            )
            .outerjoin(BlueprintModule, BlueprintModule.id == module.blueprint_module_id)
            .where(GeneratedCourse.user_id == user_id, GeneratedCourse.status.in_(SHOWN))
            .order_by(module.course_id, module.order_index)
        )
        return [_module(row) for row in rows]

    def exercises(self, user_id: uuid.UUID, cohort_id: uuid.UUID | None) -> list[ItemRow]:
        """Return the exercises of all those courses, due when they are for the learner in the cohort."""
        rows = self._session.execute(
            select(
                Exercise.module_id,
                Exercise.slug,
                Exercise.title,
                Exercise.time_limit_minutes,
                Exercise.points,
                Exercise.notebook_sha256,
                due_for(user_id),
                Exercise.id,
            )
            .join(GeneratedModule, GeneratedModule.id == Exercise.module_id)
            .join(GeneratedCourse, GeneratedCourse.id == GeneratedModule.course_id)
            .outerjoin(
                AssignmentSchedule,
                and_(
                    AssignmentSchedule.assignment_name == Exercise.slug,
                    AssignmentSchedule.cohort_id == cohort_id,
                ),
            )
            .where(GeneratedCourse.user_id == user_id, GeneratedCourse.status.in_(SHOWN))
            .order_by(Exercise.module_id, Exercise.slug)
        )
        return [
            ItemRow(module, key, ItemKind.EXERCISE, title, minutes, points, sha256, due, task_id=task)
            for module, key, title, minutes, points, sha256, due, task in rows
        ]

    def prerequisites(self) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
        """Return which template modules each template module needs."""
        needed: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        rows = self._session.execute(
            select(BlueprintPrerequisite.blueprint_module_id, BlueprintPrerequisite.prerequisite_id)
        )
        for module_id, prerequisite_id in rows:
            needed[module_id].append(prerequisite_id)
        return {module_id: tuple(ids) for module_id, ids in needed.items()}


def _counted(user_id: uuid.UUID) -> Subquery:
    """All courses of the learner by number, the oldest first; none is ever deleted."""
    course = GeneratedCourse
    number = func.row_number().over(order_by=(course.start_date, course.id)).label("course_number")
    return select(course.id, number).where(course.user_id == user_id).subquery()


def _module(row: Row[*tuple[Any, ...]]) -> PersonalModuleRow:
    return PersonalModuleRow(
        id=row.id,
        course_id=row.course_id,
        blueprint_id=row.blueprint_module_id,
        slug=row.concept_slug or f"module-{row.order_index + 1}",
        number=row.module_number or row.order_index + 1,
        title=row.title,
        is_locked=row.is_locked,
        is_completed=row.is_completed,
        is_optional=row.is_optional,
        course_number=row.course_number,
        lesson=_lesson(row.id, row.content_json, row.notebook_sha256, row.opened_at, row.completed_at),
    )


def _lesson(
    module_id: uuid.UUID,
    content: dict[str, Any],
    sha256: bytes | None,
    opened_at: datetime | None,
    completed_at: datetime | None,
) -> ItemRow | None:
    lesson = content.get("lesson")
    if not lesson:
        return None
    return ItemRow(
        module_id=module_id,
        key=str(lesson["key"]),
        kind=ItemKind.LESSON,
        title=str(lesson["title"]),
        minutes=lesson.get("minutes"),
        points=None,
        notebook_sha256=sha256,
        opened_at=opened_at,
        completed_at=completed_at,
    )
