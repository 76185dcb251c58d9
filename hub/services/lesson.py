"""Opening and completing lessons."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from db.enums import ItemKind
from db.repositories.lesson_progress import LessonProgressRepository
from db.unit_of_work import UnitOfWork
from hub.services.item import Item, describe
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.version import versions_of
from hub.services.viewer import Viewer


def mark_opened(uow: UnitOfWork, viewer: Viewer, found: Found, now: datetime) -> None:
    """Note that the learner saw the lesson; only the first time counts."""
    progress = LessonProgressRepository(uow.session)
    if found.is_personal:
        progress.open_personal(viewer.id, UUID(str(found.row.module_id)), now)
    else:
        progress.open(viewer.id, found.row.key, now)


def complete(begin: Begin, viewer: Viewer, key: str) -> Item:
    """Count the lesson as completed, and its module's bar with it; doing it twice changes nothing."""
    return _set_completed(begin, viewer, key, datetime.now(UTC))


def reopen(begin: Begin, viewer: Viewer, key: str) -> Item:
    """Take the completion of a lesson back."""
    return _set_completed(begin, viewer, key, None)


def _set_completed(begin: Begin, viewer: Viewer, key: str, at: datetime | None) -> Item:
    with begin() as uow:
        found = find_item(uow, viewer, key, ItemKind.LESSON)
        found.require_unlocked()
        progress = LessonProgressRepository(uow.session)
        if at is not None:
            mark_opened(uow, viewer, found, at)
        if found.is_personal:
            progress.set_personal_completed(viewer.id, UUID(str(found.row.module_id)), at)
        else:
            progress.set_completed(viewer.id, key, at)
        row = replace(found.row, completed_at=at)
        item = describe(row, None, versions_of(uow, [row]).get(row.notebook_sha256 or b""))
        uow.commit()
    return item
