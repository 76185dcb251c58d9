"""Reads the forum as one person may: threads, and the posts in one.

Nothing of people she muted or across a block, and no names of those who hide: the functions called here see
to it. They refuse when the transaction acts for somebody else.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, DateTime, Integer, Text, Uuid, column
from sqlalchemy.orm import Session

from db.base import Word
from db.enums import VoteType
from db.repositories.function import FIRST_ID, LAST_ID, called, moment

ThreadPlace = tuple[bool, datetime, uuid.UUID]
"""Where in a list a thread stands: pinned or not, the last word, its id."""

PostPlace = tuple[datetime, uuid.UUID]
"""Where in a thread a reply stands."""

_MOMENT = DateTime(timezone=True)
_THREAD = (
    column("id", Uuid),
    column("module_id", Integer),
    column("username", Text),
    column("full_name", Text),
    column("title", Text),
    column("opening", Text),
    column("is_pinned", Boolean),
    column("is_solved", Boolean),
    column("upvotes", Integer),
    column("downvotes", Integer),
    column("reply_count", Integer),
    column("last_activity_at", _MOMENT),
    column("created_at", _MOMENT),
)
_POST = (
    column("id", Uuid),
    column("parent_post_id", Uuid),
    column("depth", Integer),
    column("username", Text),
    column("full_name", Text),
    column("content", Text),
    column("is_withheld", Boolean),
    column("is_answer", Boolean),
    column("upvotes", Integer),
    column("downvotes", Integer),
    column("own_vote", Word(VoteType)),
    column("created_at", _MOMENT),
)
_OF_THREAD = (
    column("module_id", Integer),
    column("title", Text),
    column("is_pinned", Boolean),
    column("is_solved", Boolean),
    column("reply_count", Integer),
)


@dataclass(frozen=True)
class ThreadRow:
    """A thread in a list, with how it begins; without a name where the author hides or left."""

    id: uuid.UUID
    module_id: int | None
    username: str | None
    full_name: str | None
    title: str
    opening: str
    is_pinned: bool
    is_solved: bool
    upvotes: int
    downvotes: int
    reply_count: int
    last_activity_at: datetime
    created_at: datetime

    @property
    def cursor(self) -> ThreadPlace:
        """Where the page after this thread begins."""
        return self.is_pinned, self.last_activity_at, self.id


@dataclass(frozen=True)
class PostRow:
    """A post in its thread; one that is withheld keeps its place in the tree, and has no content."""

    id: uuid.UUID
    parent_post_id: uuid.UUID | None
    depth: int
    username: str | None
    full_name: str | None
    content: str | None
    is_withheld: bool
    is_answer: bool
    upvotes: int
    downvotes: int
    own_vote: VoteType | None
    created_at: datetime

    @property
    def cursor(self) -> PostPlace:
        """Where the page after this reply begins."""
        return self.created_at, self.id


@dataclass(frozen=True)
class ThreadHead:
    """What opens a thread, with what is said of the thread."""

    post: PostRow
    module_id: int | None
    title: str
    is_pinned: bool
    is_solved: bool
    reply_count: int


@dataclass(frozen=True)
class PlacedPost:
    """A post, and the thread that it stands in."""

    post: PostRow
    thread_id: uuid.UUID


@dataclass(frozen=True)
class ThreadFilter:
    """Which threads are wanted: of a module, of none (`module_id` None), or of all; None is no condition.

    `key` narrows to those about one exercise, `is_mine` to the viewer's own; then none is put on top.
    """

    everywhere: bool = True
    module_id: int | None = None
    is_solved: bool | None = None
    is_answered: bool | None = None
    key: str | None = None
    is_mine: bool = False


class ForumRepository:
    """Pages of threads and of replies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def threads(
        self,
        viewer_id: uuid.UUID,
        wanted: ThreadFilter = ThreadFilter(),
        *,
        before: ThreadPlace | None = None,
        limit: int = 20,
    ) -> list[ThreadRow]:
        """Threads, the last spoken in first; those of one module with its pinned threads on top."""
        if wanted.key is not None or wanted.is_mine:
            return self._threads_about(viewer_id, wanted, before, limit)
        pinned, at, number = before or (True, None, LAST_ID)
        rows = called(
            self._session,
            "read_threads",
            _THREAD,
            (uuid.UUID, viewer_id),
            (bool, wanted.everywhere),
            (int, wanted.module_id),
            (bool, wanted.is_solved),
            (bool, wanted.is_answered),
            (bool, pinned),
            moment(at, "infinity"),
            (uuid.UUID, number),
            (int, limit),
        )
        return [ThreadRow(*row) for row in rows]

    def _threads_about(
        self, viewer_id: uuid.UUID, wanted: ThreadFilter, before: ThreadPlace | None, limit: int
    ) -> list[ThreadRow]:
        _, at, number = before or (False, None, LAST_ID)
        rows = called(
            self._session,
            "read_threads_about",
            _THREAD,
            (uuid.UUID, viewer_id),
            (bool, wanted.is_mine),
            (str, wanted.key),
            (int, wanted.module_id),
            (bool, wanted.is_solved),
            (bool, wanted.is_answered),
            moment(at, "infinity"),
            (uuid.UUID, number),
            (int, limit),
        )
        return [ThreadRow(*row) for row in rows]

    def thread(self, viewer_id: uuid.UUID, thread_id: uuid.UUID) -> ThreadHead | None:
        """What opens a thread; None where there is none that the viewer may read."""
        arguments = ((uuid.UUID, viewer_id), (uuid.UUID, thread_id))
        for row in called(self._session, "read_thread", (*_POST, *_OF_THREAD), *arguments):
            return ThreadHead(PostRow(*row[: len(_POST)]), *row[len(_POST) :])
        return None

    def post(self, viewer_id: uuid.UUID, post_id: uuid.UUID) -> PlacedPost | None:
        """One post of a thread that the viewer may read; it may be withheld itself."""
        columns = (*_POST, column("thread_id", Uuid))
        for row in called(self._session, "read_post", columns, (uuid.UUID, viewer_id), (uuid.UUID, post_id)):
            return PlacedPost(PostRow(*row[: len(_POST)]), row[-1])
        return None

    def replies(
        self,
        viewer_id: uuid.UUID,
        thread_id: uuid.UUID,
        *,
        after: PostPlace | None = None,
        limit: int = 50,
    ) -> list[PostRow]:
        """The replies in a thread, oldest first; none where the viewer may not read it."""
        at, number = after or (None, FIRST_ID)
        rows = called(
            self._session,
            "read_replies",
            _POST,
            (uuid.UUID, viewer_id),
            (uuid.UUID, thread_id),
            moment(at, "-infinity"),
            (uuid.UUID, number),
            (int, limit),
        )
        return [PostRow(*row) for row in rows]
