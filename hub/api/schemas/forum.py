"""The forum: threads, posts, votes and search."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from db.enums import VoteType
from hub.api.schemas.base import WITHOUT_NUL, Request, Schema
from hub.services.forum import Show

LONGEST = 20_000
Content = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST, pattern=WITHOUT_NUL)
]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=5, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"),
]
Key = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=WITHOUT_NUL)]
_NO_AUTHOR = "None where the author hides or left."


class Thread(Schema):
    """A thread in a list."""

    id: UUID
    module: str | None = Field(description="Key of the module; None for what belongs to none.")
    key: str | None = Field(description="Of the exercise that it is about.")
    title: str = Field(description="Plain text.")
    opening: str | None = Field(
        description="How it begins; None while it might give the solution of an exercise away."
    )
    username: str | None = Field(description=_NO_AUTHOR)
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


class ThreadPage(Schema):
    """Threads, the last spoken in first; those of one module with pinned ones on top."""

    items: list[Thread]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class Post(Schema):
    """What opens a thread, or a reply."""

    id: UUID
    thread_id: UUID
    parent_id: UUID | None
    depth: int = Field(description="0 opens the thread.")
    username: str | None = Field(description=_NO_AUTHOR)
    full_name: str | None
    is_mine: bool
    content: str | None = Field(description="Markdown without HTML; None where it is withheld.")
    is_withheld: bool = Field(description="It was deleted or hidden, or its author is shut out.")
    is_hidden: bool = Field(description="It is withheld because staff hid it.")
    is_folded: bool = Field(description="Code was left out, because the exercise is not passed yet.")
    is_answer: bool
    upvotes: int
    downvotes: int
    my_vote: VoteType | None
    created_at: datetime
    edited_at: datetime | None


class PostPage(Schema):
    """Replies, the oldest first."""

    items: list[Post]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class OpenThread(Schema):
    """What opens a thread, and how the thread stands."""

    post: Post
    module: str | None
    key: str | None = Field(description="Of the exercise that it is about.")
    cell_id: str | None
    quoted: str | None = Field(
        description="Source of the cell it is about; None also while the exercise is not passed."
    )
    title: str
    is_pinned: bool
    is_locked: bool
    is_solved: bool
    reply_count: int
    may_accept: bool
    may_moderate: bool


class Hit(Schema):
    """A post that was found."""

    id: UUID
    thread_id: UUID
    title: str
    module: str | None
    key: str | None
    username: str | None = Field(description=_NO_AUTHOR)
    full_name: str | None
    excerpt: str | None = Field(
        description="Plain text; None while it might give the solution of an exercise away."
    )
    is_solved: bool
    upvotes: int
    created_at: datetime


class HitPage(Schema):
    """Posts, the best first."""

    items: list[Hit]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class Gone(Schema):
    """A post that was deleted."""

    id: UUID
    thread_id: UUID


class Hidden(Schema):
    """A post, and whether staff hides it."""

    id: UUID
    thread_id: UUID
    is_hidden: bool


class PostEdit(Schema):
    """The words that an edit replaced."""

    title: str | None
    content: str
    replaced_at: datetime


class PostEdits(Schema):
    """What a post said before, the newest first; at most 100."""

    items: list[PostEdit]


class ThreadQuery(Request):
    """Which threads to list."""

    module: Key | None = Field(None, description="Key of a module.")
    key: Key | None = Field(None, description="Key of an exercise.")
    show: Show = Show.ALL
    before: str | None = Field(None, max_length=200, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class ReplyQuery(Request):
    """Which replies to list."""

    before: str | None = Field(None, max_length=200, description="The `next` of the page before.")
    limit: int = Field(100, ge=1, le=100)


class SearchQuery(Request):
    """What to look for."""

    words: Annotated[str, StringConstraints(max_length=200, pattern=WITHOUT_NUL)] = Field(
        "", description='As in a web search: `"a phrase"`, `or`, `-without`.'
    )
    module: Key | None = Field(None, description="Key of a module.")
    is_solved: bool | None = Field(None, description="Whether the thread is solved.")
    before: str | None = Field(None, max_length=200, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class ThreadRequest(Request):
    """A question: of a module or about an exercise; with neither, for all."""

    idempotency_key: UUID = Field(description="Chosen by the client: the same one gives the same thread.")
    title: Title
    content: Content = Field(description="Markdown without HTML and pictures.")
    module: Key | None = Field(None, description="Key of a module; not beside `key`.")
    key: Key | None = Field(None, description="Key of an exercise.")
    cell_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = Field(
        None, description="The exercise's cell that it is about."
    )
    quoted: Annotated[str, StringConstraints(max_length=4000, pattern=WITHOUT_NUL)] | None = Field(
        None, description="The source of that cell."
    )

    @model_validator(mode="after")
    def _one_place(self) -> "ThreadRequest":
        if self.module is not None and self.key is not None:
            msg = "A question is about a module or about an exercise: leave one of both out."
            raise ValueError(msg)
        if self.key is None and (self.cell_id is not None or self.quoted is not None):
            msg = "A cell belongs to an exercise: name its key."
            raise ValueError(msg)
        return self


class ReplyRequest(Request):
    """A reply."""

    idempotency_key: UUID = Field(description="Chosen by the client: the same one gives the same reply.")
    content: Content = Field(description="Markdown without HTML and pictures.")


class EditRequest(Request):
    """Other words for a post of one's own."""

    content: Content = Field(description="Markdown without HTML and pictures.")
    title: Title | None = Field(None, description="Of a thread; None leaves it as it is.")


class VoteRequest(Request):
    """A vote."""

    vote: VoteType


class AcceptRequest(Request):
    """What solved a thread."""

    post: UUID | None = Field(description="A reply in the thread; None opens the thread again.")
