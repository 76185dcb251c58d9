"""Opening and completing lessons."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from curriculum.grading.standing import Standing
from db.enums import ItemKind
from db.errors import NotFound
from db.repositories.lesson_progress import LessonProgressRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.services.item import Item, describe
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.version import versions_of
from hub.services.viewer import Viewer


def mark_opened(uow: UnitOfWork, viewer: Viewer, found: Found, now: datetime) -> None:
    """Note that the learner saw the lesson, and that she began its module; only the first time counts."""
    progress = LessonProgressRepository(uow.session)
    if found.is_personal:
        is_first = progress.open_personal(viewer.id, UUID(str(found.row.module_id)), now)
    else:
        is_first = progress.open(viewer.id, found.row.key, now)
    if is_first:
        _move(uow, viewer, found, now)


def complete(begin: Begin, viewer: Viewer, key: str) -> Item:
    """Count the lesson as completed, and its module's bar with it; doing it twice changes nothing."""
    return _set_completed(begin, viewer, key, is_completed=True)


def reopen(begin: Begin, viewer: Viewer, key: str) -> Item:
    """Take the completion of a lesson back; a module completed by it stays completed."""
    return _set_completed(begin, viewer, key, is_completed=False)


def _set_completed(begin: Begin, viewer: Viewer, key: str, *, is_completed: bool) -> Item:
    now = datetime.now(UTC)
    at = now if is_completed else None
    with begin() as uow:
        found = find_item(uow, viewer, key, ItemKind.LESSON)
        found.require_unlocked()
        progress = LessonProgressRepository(uow.session)
        if is_completed:
            mark_opened(uow, viewer, found, now)
        if found.is_personal:
            progress.set_personal_completed(viewer.id, UUID(str(found.row.module_id)), at)
        else:
            progress.set_completed(viewer.id, key, at)
        _move(uow, viewer, found, now)
        row = replace(found.row, completed_at=at)
        item = describe(row, None, versions_of(uow, [row]).get(row.notebook_sha256 or b""))
        uow.commit()
    return item


def _move(uow: UnitOfWork, viewer: Viewer, found: Found, now: datetime) -> None:
    person = UserRepository(uow.session).by_id(viewer.id)
    if person is None:
        raise NotFound("Your account is gone: log in again.")
    standing = Standing(uow.session, person, now)
    module_id = found.row.module_id
    if isinstance(module_id, UUID):
        standing.generated_module(module_id)
    else:
        standing.catalogue_module(module_id)
    standing.award()
