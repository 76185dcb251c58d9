"""Writes in the forum: asks, replies, edits and deletes, each request once."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from curriculum.grading.award import award
from db.enums import ItemKind
from db.errors import Conflict, Forbidden, NotFound, RateLimited
from db.repositories.event import EventRepository
from db.repositories.forum_post import Anchor, NewPost
from db.repositories.progress import ProgressRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.services.forum import NO_POST, OpenThread, Post, Reader
from hub.services.lookup import find_item
from hub.services.person import Begin
from hub.services.post_text import require_plain
from hub.services.viewer import Viewer

MOST_POSTS = 20
"""How many posts a person may write in `WINDOW`."""
WINDOW = timedelta(minutes=10)
DEEPEST = 20


class ThreadLocked(Conflict):
    """Staff closed the thread."""

    code = "thread_locked"


class TooDeep(Conflict):
    """Replies to replies have an end."""

    code = "too_deep"


class HasReplies(Conflict):
    """A question that others answered is not the asker's alone."""

    code = "has_replies"


@dataclass(frozen=True)
class Question:
    """What somebody asks: of a module, or about an exercise and perhaps a cell of it; else of all."""

    title: str
    content: str
    module: str | None = None
    key: str | None = None
    cell_id: str | None = None
    quoted: str | None = None


@dataclass(frozen=True)
class Answer:
    """What somebody replies, and to which post."""

    parent_id: uuid.UUID
    content: str


@dataclass(frozen=True)
class Gone:
    """A post that was deleted."""

    id: uuid.UUID
    thread_id: uuid.UUID


def ask(begin: Begin, viewer: Viewer, question: Question, key: uuid.UUID, now: datetime) -> OpenThread:
    """Open a thread; the same request key gives the same thread again.

    NotPlain for words that a post can't hold, NotFound for a module or exercise that is none of hers.
    """
    require_plain(question.content)
    with begin() as uow:
        reader = Reader(uow, viewer)
        reader.posts.lock(viewer.id)
        thread_id = reader.posts.by_request(viewer.id, key)
        if thread_id is None:
            _require_pace(reader, now)
            module_id, anchor = _place(uow, reader, question)
            new = NewPost(viewer.id, key, question.content, module_id, title=question.title)
            thread_id = reader.posts.add(new, anchor)
            EventRepository(uow.session).post_changed(thread_id, thread_id, "asked")
            _award(uow, viewer, now)
        opened = reader.open_thread(thread_id)
        uow.commit()
    return opened


def reply(
    begin: Begin,
    viewer: Viewer,
    answer: Answer,
    key: uuid.UUID,
    now: datetime,
) -> Post:
    """Reply to a thread or to another reply; the same request key gives the same reply again.

    ThreadLocked where staff closed the thread, TooDeep below a reply that is as deep as they go.
    """
    require_plain(answer.content)
    with begin() as uow:
        reader = Reader(uow, viewer)
        reader.posts.lock(viewer.id)
        post_id = reader.posts.by_request(viewer.id, key)
        if post_id is None:
            _require_pace(reader, now)
            post_id = reader.posts.add(_reply_to(reader, answer, key))
            thread_id = reader.post(post_id).thread_id
            EventRepository(uow.session).post_changed(thread_id, post_id, "replied")
            _award(uow, viewer, now)
        written = reader.post(post_id)
        uow.commit()
    return written


def edit(begin: Begin, viewer: Viewer, post_id: uuid.UUID, content: str, title: str | None) -> Post:
    """Change one's own post; its earlier words are kept for staff. Without `title` a thread's stays."""
    require_plain(content)
    with begin() as uow:
        reader = Reader(uow, viewer)
        post = reader.post(post_id)
        if not post.is_mine:
            raise Forbidden("You can edit your own posts only: write a reply instead.")
        facts = reader.posts.facts([post_id])[post_id]
        named = facts.title if facts.title is None or title is None else title
        if (facts.content, facts.title) != (content, named):
            reader.posts.edit(post_id, content, named)
            EventRepository(uow.session).post_changed(post.thread_id, post_id, "changed")
        written = reader.post(post_id)
        uow.commit()
    return written


def delete(begin: Begin, viewer: Viewer, post_id: uuid.UUID, now: datetime) -> Gone:
    """Take one's own post away; its place in the tree stays. Twice changes nothing.

    HasReplies for a thread that others replied to.
    """
    with begin() as uow:
        reader = Reader(uow, viewer)
        facts = reader.posts.facts([post_id]).get(post_id)
        if facts is None or facts.user_id != viewer.id:
            reader.post(post_id)
            raise Forbidden("You can delete your own posts only: ask your instructor if this one should go.")
        if facts.deleted_at is None:
            if facts.thread_id == post_id and _replied_by_others(reader, viewer, post_id):
                raise HasReplies("Others replied to this thread: edit it, or ask your instructor to hide it.")
            reader.posts.delete(post_id, now, by_staff=False)
            EventRepository(uow.session).post_changed(facts.thread_id, post_id, "changed")
            uow.commit()
    return Gone(post_id, facts.thread_id)


def _replied_by_others(reader: Reader, viewer: Viewer, thread_id: uuid.UUID) -> bool:
    rows = reader.forum.replies(viewer.id, thread_id, limit=100)
    return any(not row.is_withheld and row.username != viewer.username for row in rows)


def _place(uow: UnitOfWork, reader: Reader, question: Question) -> tuple[int | None, Anchor | None]:
    """The module that a question belongs to, and the exercise that it is about."""
    if question.key is None:
        return (None if question.module is None else reader.module(question.module).id), None
    item = find_item(uow, reader.viewer, question.key, ItemKind.EXERCISE)
    module_id = item.row.module_id
    anchor = Anchor(question.key, question.cell_id, question.quoted)
    return (module_id if isinstance(module_id, int) else None), anchor


def _reply_to(reader: Reader, answer: Answer, key: uuid.UUID) -> NewPost:
    parent = reader.post(answer.parent_id)
    thread = reader.forum.thread(reader.viewer.id, parent.thread_id)
    facts = reader.posts.facts([parent.thread_id])[parent.thread_id]
    if thread is None:
        raise NotFound(NO_POST)
    if facts.is_locked and not reader.viewer.is_staff:
        raise ThreadLocked("Your instructor closed this thread: open another one if something is left.")
    if parent.depth >= DEEPEST:
        raise TooDeep("Replies go no deeper here: reply to a post further up.")
    return NewPost(
        user_id=reader.viewer.id,
        request_key=key,
        content=answer.content,
        module_id=thread.module_id,
        parent_id=parent.id,
        thread_id=parent.thread_id,
        depth=parent.depth + 1,
    )


def _require_pace(reader: Reader, now: datetime) -> None:
    written = reader.posts.written_since(reader.viewer.id, now - WINDOW)
    if len(written) >= MOST_POSTS:
        wait = int((written[-MOST_POSTS] + WINDOW - now).total_seconds()) + 1
        raise RateLimited(
            f"You wrote {MOST_POSTS} posts in ten minutes: wait a little and send this one again.",
            retry_after=max(1, wait),
        )


def _award(uow: UnitOfWork, viewer: Viewer, now: datetime) -> None:
    """Give what the person's own posts, and others' votes for them so far, have earned her."""
    person = UserRepository(uow.session).by_id(viewer.id)
    if person is not None:
        ProgressRepository(uow.session).lock(person.id)
        award(uow.session, person, now, EventRepository(uow.session))
