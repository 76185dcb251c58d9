"""What staff does in the forum: pins, closes and hides, on record; and what a post said before."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from db.errors import Forbidden, NotFound
from db.repositories.event import EventRepository
from db.repositories.forum_post import Edit
from db.unit_of_work import UnitOfWork
from hub.services.deed import Actor, note
from hub.services.forum import NO_POST, OpenThread, Reader
from hub.services.person import Begin
from hub.services.viewer import Viewer

_STAFF_ONLY = "Only who teaches may do this: ask your instructor."


@dataclass(frozen=True)
class Hidden:
    """A post, and whether staff hides it."""

    id: uuid.UUID
    thread_id: uuid.UUID
    is_hidden: bool


@dataclass(frozen=True)
class Edits:
    """The words that stood in a post before, the newest first."""

    items: list[Edit]


def pin(begin: Begin, viewer: Viewer, thread_id: uuid.UUID, *, is_pinned: bool) -> OpenThread:
    """Put a thread on top of its module's, or no longer; twice changes nothing."""
    with begin() as uow:
        reader, thread = _staffed_thread(uow, viewer, thread_id)
        if thread.is_pinned != is_pinned:
            reader.posts.pin(thread_id, is_pinned=is_pinned)
            _record(uow, viewer, "forum.pinned" if is_pinned else "forum.unpinned", thread_id, thread_id)
        changed = reader.open_thread(thread_id)
        uow.commit()
    return changed


def lock(begin: Begin, viewer: Viewer, thread_id: uuid.UUID, *, is_locked: bool) -> OpenThread:
    """Let no learner reply to a thread, or all again; twice changes nothing."""
    with begin() as uow:
        reader, thread = _staffed_thread(uow, viewer, thread_id)
        if thread.is_locked != is_locked:
            reader.posts.close(thread_id, is_locked=is_locked)
            _record(uow, viewer, "forum.locked" if is_locked else "forum.unlocked", thread_id, thread_id)
        changed = reader.open_thread(thread_id)
        uow.commit()
    return changed


def hide(begin: Begin, viewer: Viewer, post_id: uuid.UUID, now: datetime, *, is_hidden: bool) -> Hidden:
    """Take a post's words from everybody, or give them back; what its author deleted stays deleted."""
    with begin() as uow:
        reader = Reader(uow, viewer)
        facts = reader.posts.facts([post_id]).get(post_id)
        is_known = facts is not None and (facts.deleted_at is None or facts.hidden_at is not None)
        if not viewer.is_staff:
            reader.post(post_id)
            raise Forbidden(_STAFF_ONLY)
        if facts is None or not is_known:
            raise NotFound(NO_POST)
        if (facts.hidden_at is not None) != is_hidden:
            if is_hidden:
                reader.posts.delete(post_id, now, by_staff=True)
            else:
                reader.posts.show(post_id)
            action = "forum.hidden" if is_hidden else "forum.shown"
            _record(uow, viewer, action, post_id, facts.thread_id)
            uow.commit()
    return Hidden(post_id, facts.thread_id, is_hidden)


def edits(begin: Begin, viewer: Viewer, post_id: uuid.UUID) -> Edits:
    """Return what a post said before: to its author, and to staff."""
    with begin() as uow:
        reader = Reader(uow, viewer)
        post = reader.post(post_id)
        if not post.is_mine and not viewer.is_staff:
            raise Forbidden(_STAFF_ONLY)
        return Edits(reader.posts.edits(post_id))


def _staffed_thread(uow: UnitOfWork, viewer: Viewer, thread_id: uuid.UUID) -> tuple[Reader, OpenThread]:
    reader = Reader(uow, viewer)
    thread = reader.open_thread(thread_id)
    if not thread.may_moderate:
        raise Forbidden(_STAFF_ONLY)
    return reader, thread


def _record(uow: UnitOfWork, viewer: Viewer, action: str, post_id: uuid.UUID, thread_id: uuid.UUID) -> None:
    note(uow, Actor(viewer.id, viewer.username), action, f"post {post_id}", thread=str(thread_id))
    EventRepository(uow.session).post_changed(thread_id, post_id, "changed")
