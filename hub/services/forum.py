"""Reads the forum: who may read it, what a thread and a post are to one reader."""

import base64
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.enums import VoteType
from db.errors import Invalid, NotFound
from db.repositories.course_view import CourseViewRepository, ModuleRow
from db.repositories.forum import ForumRepository, PostRow, ThreadFilter, ThreadPlace, ThreadRow
from db.repositories.forum_post import ForumPostRepository, PostFacts
from db.repositories.passed import PassedRepository
from db.unit_of_work import UnitOfWork
from hub.services.feed import format_cursor, parse_cursor
from hub.services.person import Begin
from hub.services.post_text import fold_code
from hub.services.viewer import Viewer

NO_THREAD = "There is no such thread any more: read the list of threads again."
NO_POST = "There is no such post any more: read the thread again."
_NO_FORUM = "The forum belongs to the members of a cohort: ask your instructor to enrol you."
_NO_MODULE = "You have no module of this name: look for it in the Course panel."
_NO_PAGE = "This page of the list can't be found: read it again from its start."


class Show(StrEnum):
    """Which threads a list has."""

    ALL = "all"
    UNANSWERED = "unanswered"
    UNSOLVED = "unsolved"
    SOLVED = "solved"
    MINE = "mine"


@dataclass(frozen=True)
class Wanted:
    """Which threads are asked for: of a module, about an exercise, as they stand; None is no condition."""

    module: str | None = None
    key: str | None = None
    show: Show = Show.ALL


@dataclass(frozen=True)
class Thread:
    """A thread in a list; no `opening` where it might give a solution away, no names of who hides."""

    id: uuid.UUID
    module: str | None
    key: str | None
    title: str
    opening: str | None
    username: str | None
    full_name: str | None
    is_mine: bool
    is_pinned: bool
    is_locked: bool
    is_solved: bool
    upvotes: int
    downvotes: int
    reply_count: int
    last_activity_at: datetime
    created_at: datetime


@dataclass(frozen=True)
class ThreadPage:
    """Threads, and where to read on."""

    items: list[Thread]
    next: str | None


@dataclass(frozen=True)
class Post:
    """A post as one reader sees it; without content where it is withheld, without code where it is folded."""

    id: uuid.UUID
    thread_id: uuid.UUID
    parent_id: uuid.UUID | None
    depth: int
    username: str | None
    full_name: str | None
    is_mine: bool
    content: str | None
    is_withheld: bool
    is_hidden: bool
    is_folded: bool
    is_answer: bool
    upvotes: int
    downvotes: int
    my_vote: VoteType | None
    created_at: datetime
    edited_at: datetime | None


@dataclass(frozen=True)
class PostPage:
    """Replies, and where to read on."""

    items: list[Post]
    next: str | None


@dataclass(frozen=True)
class OpenThread:
    """What opens a thread; `quoted` is the source of the cell it is about, None where that is folded."""

    post: Post
    module: str | None
    key: str | None
    cell_id: str | None
    quoted: str | None
    title: str
    is_pinned: bool
    is_locked: bool
    is_solved: bool
    reply_count: int
    may_accept: bool
    may_moderate: bool


class Reader:
    """One member of a cohort who reads, in one unit of work."""

    def __init__(self, uow: UnitOfWork, viewer: Viewer) -> None:
        """NotFound for who is in no cohort."""
        if viewer.cohort is None:
            raise NotFound(_NO_FORUM)
        self.viewer = viewer
        self.forum = ForumRepository(uow.session)
        self.posts = ForumPostRepository(uow.session)
        self._passed = PassedRepository(uow.session)
        self._view = CourseViewRepository(uow.session)
        self._modules: list[ModuleRow] | None = None

    def module(self, key: str) -> ModuleRow:
        """The published module of this name; NotFound where there is none."""
        found = next((each for each in self.modules if each.slug == key and each.is_published), None)
        if found is None:
            raise NotFound(_NO_MODULE)
        return found

    @property
    def modules(self) -> list[ModuleRow]:
        """Every module of the catalogue."""
        if self._modules is None:
            self._modules = self._view.modules(self.viewer.id)
        return self._modules

    def name_of(self, module_id: int | None) -> str | None:
        """The name by which addresses know a module."""
        return next((each.slug for each in self.modules if each.id == module_id), None)

    def folded(self, keys: Iterable[str | None]) -> frozenset[str]:
        """Those of the exercises whose solutions the viewer must not see: not passed, teaching nobody."""
        wanted = {key for key in keys if key is not None}
        if self.viewer.is_staff:
            return frozenset()
        return frozenset(wanted) - self._passed.among(self.viewer.id, wanted)

    def open_thread(self, thread_id: uuid.UUID) -> OpenThread:
        """What opens a thread, for the viewer. NotFound where there is none for her."""
        head = self.forum.thread(self.viewer.id, thread_id)
        if head is None:
            raise NotFound(NO_THREAD)
        facts = self.posts.facts([thread_id])[thread_id]
        about = facts.anchor
        is_folded = bool(about and self.folded([about.key]))
        post = self.present(head.post, thread_id, facts, is_folded=is_folded)
        hides_quote = is_folded and not post.is_mine and bool(about and about.quoted)
        return OpenThread(
            post=post if not hides_quote else _with_fold(post),
            module=self.name_of(head.module_id),
            key=about.key if about else None,
            cell_id=about.cell_id if about else None,
            quoted=about.quoted if about and not hides_quote else None,
            title=head.title,
            is_pinned=head.is_pinned,
            is_locked=facts.is_locked,
            is_solved=head.is_solved,
            reply_count=head.reply_count,
            may_accept=post.is_mine or self.viewer.is_staff,
            may_moderate=self.viewer.is_staff,
        )

    def post(self, post_id: uuid.UUID) -> Post:
        """One post with its words. NotFound where there is none for the viewer, or it is withheld."""
        found = self.forum.post(self.viewer.id, post_id)
        if found is None or found.post.is_withheld:
            raise NotFound(NO_POST)
        facts = self.posts.facts({post_id, found.thread_id})
        about = facts[found.thread_id].anchor
        is_folded = bool(about and self.folded([about.key]))
        return self.present(found.post, found.thread_id, facts[post_id], is_folded=is_folded)

    def present(self, row: PostRow, thread_id: uuid.UUID, facts: PostFacts, *, is_folded: bool) -> Post:
        """Show a post to the viewer; `is_folded` leaves out code, but never her own."""
        is_mine = row.username is not None and row.username == self.viewer.username
        content, has_folded = row.content, False
        if content is not None and is_folded and not is_mine:
            content, has_folded = fold_code(content)
        return Post(
            id=row.id,
            thread_id=thread_id,
            parent_id=row.parent_post_id,
            depth=row.depth,
            username=row.username,
            full_name=row.full_name,
            is_mine=is_mine,
            content=content,
            is_withheld=row.is_withheld,
            is_hidden=facts.hidden_at is not None,
            is_folded=has_folded,
            is_answer=row.is_answer,
            upvotes=row.upvotes,
            downvotes=row.downvotes,
            my_vote=row.own_vote,
            created_at=row.created_at,
            edited_at=None if row.is_withheld else facts.edited_at,
        )


def list_threads(begin: Begin, viewer: Viewer, wanted: Wanted, cursor: str | None, limit: int) -> ThreadPage:
    """Return threads behind the cursor, the last spoken in first; of one module, pinned ones on top.

    NotFound for who is in no cohort and for a module that is none of hers, Invalid for a wrong cursor.
    """
    place = _parse_place(cursor) if cursor else None
    with begin() as uow:
        reader = Reader(uow, viewer)
        rows = reader.forum.threads(viewer.id, _filter(reader, wanted), before=place, limit=limit + 1)
        shown = rows[:limit]
        facts = reader.posts.facts([row.id for row in shown])
        folded = reader.folded(each.anchor.key for each in facts.values() if each.anchor)
        items = [_line(reader, row, facts[row.id], folded) for row in shown]
    following = _format_place(rows[limit - 1].cursor) if len(rows) > limit else None
    return ThreadPage(items, following)


def read_thread(begin: Begin, viewer: Viewer, thread_id: uuid.UUID) -> OpenThread:
    """Return what opens a thread. NotFound where there is none that the person may read."""
    with begin() as uow:
        return Reader(uow, viewer).open_thread(thread_id)


def list_replies(
    begin: Begin, viewer: Viewer, thread_id: uuid.UUID, cursor: str | None, limit: int
) -> PostPage:
    """Return the replies in a thread behind the cursor, the oldest first."""
    place = parse_cursor(cursor) if cursor else None
    with begin() as uow:
        reader = Reader(uow, viewer)
        if reader.forum.thread(viewer.id, thread_id) is None:
            raise NotFound(NO_THREAD)
        rows = reader.forum.replies(viewer.id, thread_id, after=place, limit=limit + 1)
        shown = rows[:limit]
        facts = reader.posts.facts([thread_id, *(row.id for row in shown)])
        about = facts[thread_id].anchor
        is_folded = bool(about and reader.folded([about.key]))
        items = [reader.present(row, thread_id, facts[row.id], is_folded=is_folded) for row in shown]
    following = format_cursor(rows[limit - 1].cursor) if len(rows) > limit else None
    return PostPage(items, following)


def _filter(reader: Reader, wanted: Wanted) -> ThreadFilter:
    module = reader.module(wanted.module).id if wanted.module is not None else None
    return ThreadFilter(
        everywhere=module is None,
        module_id=module,
        key=wanted.key,
        is_mine=wanted.show is Show.MINE,
        is_solved={Show.SOLVED: True, Show.UNSOLVED: False}.get(wanted.show),
        is_answered=False if wanted.show is Show.UNANSWERED else None,
    )


def _line(reader: Reader, row: ThreadRow, facts: PostFacts, folded: frozenset[str]) -> Thread:
    key = facts.anchor.key if facts.anchor else None
    is_mine = row.username is not None and row.username == reader.viewer.username
    is_folded = key in folded and not is_mine
    return Thread(
        id=row.id,
        module=reader.name_of(row.module_id),
        key=key,
        title=row.title,
        opening=None if is_folded else row.opening,
        username=row.username,
        full_name=row.full_name,
        is_mine=is_mine,
        is_pinned=row.is_pinned,
        is_locked=facts.is_locked,
        is_solved=row.is_solved,
        upvotes=row.upvotes,
        downvotes=row.downvotes,
        reply_count=row.reply_count,
        last_activity_at=row.last_activity_at,
        created_at=row.created_at,
    )


def _with_fold(post: Post) -> Post:
    return Post(**(vars(post) | {"is_folded": True}))


def _format_place(place: ThreadPlace) -> str:
    pinned, at, number = place
    return base64.urlsafe_b64encode(f"{pinned:d}|{at.isoformat()}|{number}".encode()).decode()


def _parse_place(text: str) -> ThreadPlace:
    try:
        pinned, at, number = base64.urlsafe_b64decode(text.encode()).decode().split("|")
        place = {"0": False, "1": True}[pinned], datetime.fromisoformat(at), uuid.UUID(number)
    except (ValueError, KeyError):
        raise Invalid(_NO_PAGE) from None
    if place[1].tzinfo is None:
        raise Invalid(_NO_PAGE)
    return place
