"""Finds the lesson or exercise that a key names for one person."""

import uuid
from dataclasses import dataclass

from db.enums import ItemKind
from db.errors import Forbidden, NotFound
from db.repositories.course_view import CourseViewRepository, ItemRow
from db.repositories.personal_view import PersonalViewRepository
from db.repositories.submission import Task
from db.unit_of_work import UnitOfWork
from hub.services.course import personal_lock, shared_locks
from hub.services.viewer import Viewer


class Locked(Forbidden):
    """The module of this item is not open yet."""

    code = "locked"


@dataclass(frozen=True)
class Found:
    """An item of the person's courses, the folder that it belongs to, and why it may be locked."""

    row: ItemRow
    module: str
    lock_reason: str | None
    is_personal: bool

    @property
    def task_id(self) -> uuid.UUID:
        """The id of the exercise's task; only for exercises."""
        assert self.row.task_id is not None  # noqa: S101
        return self.row.task_id

    @property
    def task(self) -> Task:
        """The task as (assessment, exercise), of which one is None; only for exercises."""
        return (None, self.task_id) if self.is_personal else (self.task_id, None)

    def require_unlocked(self) -> None:
        """Raise Locked, with the reason, while the module can't be opened."""
        if self.lock_reason:
            raise Locked(f"This module is locked. {self.lock_reason}")


def find_item(uow: UnitOfWork, viewer: Viewer, key: str, kind: ItemKind | None = None) -> Found:
    """Return the item with this key; NotFound when the person has none, or one of another kind."""
    found = _find_shared(uow, viewer, key) or _find_personal(uow, viewer, key)
    if found is None or (kind is not None and found.row.kind is not kind):
        what = kind.value if kind else "lesson or exercise"
        raise NotFound(f"You have no {what} of this name: look for it in the Course panel.")
    return found


def _find_shared(uow: UnitOfWork, viewer: Viewer, key: str) -> Found | None:
    if viewer.cohort is None:
        return None
    view = CourseViewRepository(uow.session)
    rows = [*view.lessons(viewer.id), *view.tasks(viewer.id, viewer.cohort.cohort_id)]
    row = next((row for row in rows if row.key == key), None)
    if row is None:
        return None
    modules = view.modules(viewer.id)
    module = next(each for each in modules if each.id == row.module_id)
    return Found(row, module.slug, shared_locks(modules)[module.id].reason, is_personal=False)


def _find_personal(uow: UnitOfWork, viewer: Viewer, key: str) -> Found | None:
    view = PersonalViewRepository(uow.session)
    modules = view.modules(viewer.id)
    lessons = [module.lesson for module in modules if module.lesson]
    cohort_id = viewer.cohort.cohort_id if viewer.cohort else None
    rows = [*lessons, *view.exercises(viewer.id, cohort_id)]
    row = next((row for row in rows if row.key == key), None)
    if row is None:
        return None
    module = next(each for each in modules if each.id == row.module_id)
    siblings = [each for each in modules if each.course_id == module.course_id]
    reason = personal_lock(module, siblings, view.prerequisites()).reason
    return Found(row, module.folder, reason, is_personal=True)
