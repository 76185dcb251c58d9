"""Reads what the Course panel shows of the curriculum that a cohort shares."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from db.enums import ItemKind, ProgressStatus, Track
from db.models.catalogue import Assessment, Lesson, Module, ModulePrerequisite
from db.models.cohort import AssignmentSchedule
from db.models.progress import LessonProgress, ModuleCompletion, UserProgress
from db.repositories.extension import due_for


@dataclass(frozen=True)
class ModuleRow:
    """A module and how far the learner is in it; `status` None means that she never began."""

    id: int
    slug: str
    title: str
    track: Track
    is_published: bool
    is_completed: bool
    status: ProgressStatus | None
    progress_percent: Decimal | None
    prerequisites: tuple[int, ...]


@dataclass(frozen=True)
class ItemRow:
    """A lesson or a task; `task_id` names the task that attempts belong to."""

    module_id: int | uuid.UUID
    key: str
    kind: ItemKind
    title: str
    minutes: int | None
    points: int | None
    notebook_sha256: bytes | None
    due_at: datetime | None = None
    opened_at: datetime | None = None
    completed_at: datetime | None = None
    task_id: uuid.UUID | None = None


class CourseViewRepository:
    """The read side of the catalogue for one learner at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def modules(self, user_id: uuid.UUID) -> list[ModuleRow]:
        """Return every module in its order, those to come later too."""
        needed = self._prerequisites()
        rows = self._session.execute(
            select(
                Module.id,
                Module.slug,
                Module.title,
                Module.track,
                Module.is_published,
                ModuleCompletion.id.is_not(None),
                UserProgress.status,
                UserProgress.progress_percent,
            )
            .outerjoin(
                UserProgress, and_(UserProgress.module_id == Module.id, UserProgress.user_id == user_id)
            )
            .outerjoin(
                ModuleCompletion,
                and_(ModuleCompletion.module_id == Module.id, ModuleCompletion.user_id == user_id),
            )
            .order_by(Module.order_index)
        )
        return [ModuleRow(*row, prerequisites=tuple(needed[row[0]])) for row in rows]

    def lessons(self, user_id: uuid.UUID) -> list[ItemRow]:
        """Return the lessons of all published modules in their order."""
        rows = self._session.execute(
            select(
                Lesson.module_id,
                Lesson.slug,
                Lesson.title,
                Lesson.estimated_minutes,
                Lesson.notebook_sha256,
                LessonProgress.opened_at,
                LessonProgress.completed_at,
            )
            .join(Module, and_(Module.id == Lesson.module_id, Module.is_published))
            .outerjoin(
                LessonProgress,
                and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.user_id == user_id),
            )
            .where(Lesson.retired_at.is_(None))
            .order_by(Lesson.module_id, Lesson.order_index)
        )
        return [
            ItemRow(
                module,
                key,
                ItemKind.LESSON,
                title,
                minutes,
                None,
                sha256,
                opened_at=opened,
                completed_at=done,
            )
            for module, key, title, minutes, sha256, opened, done in rows
        ]

    def tasks(self, user_id: uuid.UUID, cohort_id: uuid.UUID | None) -> list[ItemRow]:
        """Return the coding tasks of all published modules in order, due when they are for the learner."""
        rows = self._session.execute(
            select(
                Assessment.module_id,
                Assessment.slug,
                Assessment.title,
                Assessment.points,
                Assessment.notebook_sha256,
                due_for(user_id),
                Assessment.id,
            )
            .join(Module, and_(Module.id == Assessment.module_id, Module.is_published))
            .outerjoin(
                AssignmentSchedule,
                and_(
                    AssignmentSchedule.assignment_name == Assessment.slug,
                    AssignmentSchedule.cohort_id == cohort_id,
                ),
            )
            .where(Assessment.slug.is_not(None), Assessment.retired_at.is_(None))
            .order_by(Assessment.module_id, Assessment.order_index)
        )
        return [
            ItemRow(
                module,
                key or "",
                ItemKind.EXERCISE,
                title or key or "",
                None,
                points,
                sha256,
                due,
                task_id=task,
            )
            for module, key, title, points, sha256, due, task in rows
        ]

    def _prerequisites(self) -> dict[int, list[int]]:
        needed: dict[int, list[int]] = defaultdict(list)
        rows = self._session.execute(
            select(ModulePrerequisite.module_id, ModulePrerequisite.prerequisite_id).order_by(
                ModulePrerequisite.prerequisite_id
            )
        )
        for module_id, prerequisite_id in rows:
            needed[module_id].append(prerequisite_id)
        return needed
