"""Writes posts of the forum, and reads what is said of them beside their words."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.base import uuid7
from db.enums import VoteType
from db.models.forum import ForumPost, ForumVote
from db.models.forum_anchor import ForumAnchor
from db.models.forum_edit import ForumEdit


@dataclass(frozen=True)
class NewPost:
    """A thread (with a title) or a reply (with a parent and its thread); `request_key` names the request."""

    user_id: uuid.UUID
    request_key: uuid.UUID
    content: str
    module_id: int | None
    title: str | None = None
    parent_id: uuid.UUID | None = None
    thread_id: uuid.UUID | None = None
    depth: int = 0


@dataclass(frozen=True)
class Anchor:
    """The exercise that a thread is about, the cell of it that was pointed at, and what stood there."""

    key: str
    cell_id: str | None = None
    quoted: str | None = None


@dataclass(frozen=True)
class PostFacts:
    """What is stored of a post, whoever may read it."""

    id: uuid.UUID
    user_id: uuid.UUID | None
    thread_id: uuid.UUID
    title: str | None
    content: str
    is_pinned: bool
    is_locked: bool
    is_solved: bool
    answer_id: uuid.UUID | None
    edited_at: datetime | None
    deleted_at: datetime | None
    hidden_at: datetime | None
    anchor: Anchor | None


@dataclass(frozen=True)
class Edit:
    """The words that an edit replaced."""

    title: str | None
    content: str
    replaced_at: datetime


class ForumPostRepository:
    """All SQL that writes the forum; policies let a person write her own posts alone, staff everybody's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, user_id: uuid.UUID) -> None:
        """Let one request of a person write at a time."""
        key = func.hashtextextended(f"forum:{user_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def by_request(self, user_id: uuid.UUID, request_key: uuid.UUID) -> uuid.UUID | None:
        """The post that a request of the person stored before."""
        post = ForumPost
        mine = select(post.id).where(post.user_id == user_id, post.request_key == request_key)
        return self._session.scalar(mine)

    def written_since(self, user_id: uuid.UUID, since: datetime) -> list[datetime]:
        """When the person's posts of late were written, the oldest first; deleted ones count."""
        post = ForumPost
        mine = select(post.created_at).where(post.user_id == user_id, post.created_at > since)
        return list(self._session.scalars(mine.order_by(post.created_at)))

    def add(self, new: NewPost, anchor: Anchor | None = None) -> uuid.UUID:
        """Store a post, and what it is about; its id."""
        number = uuid7()
        row = insert(ForumPost).values(
            id=number,
            user_id=new.user_id,
            request_key=new.request_key,
            module_id=new.module_id,
            parent_post_id=new.parent_id,
            root_post_id=new.thread_id,
            depth=new.depth,
            title=new.title,
            content=new.content,
        )
        self._session.execute(row)
        if anchor is not None:
            place = {"item_key": anchor.key, "cell_id": anchor.cell_id, "quoted": anchor.quoted}
            self._session.execute(insert(ForumAnchor).values(post_id=number, **place))
        return number

    def facts(self, post_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PostFacts]:
        """What is stored of these posts, by id; for the rules, not for readers."""
        post, anchor = ForumPost, ForumAnchor
        statement = (
            select(
                post.id,
                post.user_id,
                func.coalesce(post.root_post_id, post.id),
                post.title,
                post.content,
                post.is_pinned,
                post.is_locked,
                post.is_solved,
                post.solved_by_post_id,
                post.edited_at,
                post.deleted_at,
                post.hidden_at,
                anchor.item_key,
                anchor.cell_id,
                anchor.quoted,
            )
            .outerjoin(anchor, anchor.post_id == post.id)
            .where(post.id.in_(list(post_ids)))
        )
        found = {}
        for row in self._session.execute(statement):
            stored: list[Any] = list(row)
            key, cell_id, quoted = stored[-3:]
            stored[-3:] = [None if key is None else Anchor(key, cell_id, quoted)]
            facts = PostFacts(*stored)
            found[facts.id] = facts
        return found

    def edit(self, post_id: uuid.UUID, content: str, title: str | None) -> None:
        """Put other words in place of a post's; a trigger keeps the earlier ones."""
        self._change(post_id, content=content, title=title)

    def delete(self, post_id: uuid.UUID, at: datetime, *, by_staff: bool) -> None:
        """Take a post's words from everybody; its place in the tree stays."""
        self._change(post_id, deleted_at=at, hidden_at=at if by_staff else None)

    def show(self, post_id: uuid.UUID) -> None:
        """Give back the words of a post that staff hid."""
        self._change(post_id, deleted_at=None, hidden_at=None)

    def accept(self, thread_id: uuid.UUID, answer_id: uuid.UUID | None) -> None:
        """Mark a reply as what solved the thread; None opens it again."""
        self._change(thread_id, is_solved=answer_id is not None, solved_by_post_id=answer_id)

    def pin(self, thread_id: uuid.UUID, *, is_pinned: bool) -> None:
        """Put a thread on top of its module's, or no longer."""
        self._change(thread_id, is_pinned=is_pinned)

    def close(self, thread_id: uuid.UUID, *, is_locked: bool) -> None:
        """Let nobody reply to a thread, or everybody again."""
        self._change(thread_id, is_locked=is_locked)

    def vote(self, user_id: uuid.UUID, post_id: uuid.UUID, vote: VoteType) -> None:
        """Keep the person's one vote; another one takes its place. Triggers count."""
        row = insert(ForumVote).values(post_id=post_id, user_id=user_id, vote_type=vote)
        changed = {"vote_type": row.excluded.vote_type}
        is_other = ForumVote.vote_type != row.excluded.vote_type
        key = [ForumVote.post_id, ForumVote.user_id]
        self._session.execute(row.on_conflict_do_update(index_elements=key, set_=changed, where=is_other))

    def take_back(self, user_id: uuid.UUID, post_id: uuid.UUID) -> None:
        """Forget her vote, if there is one."""
        vote = self._session.get(ForumVote, (post_id, user_id))
        if vote is not None:
            self._session.delete(vote)
            self._session.flush()

    def edits(self, post_id: uuid.UUID) -> list[Edit]:
        """What stood in a post before, the newest first; at most 100."""
        edit = ForumEdit
        statement = (
            select(edit.title, edit.content, edit.replaced_at)
            .where(edit.post_id == post_id)
            .order_by(edit.replaced_at.desc(), edit.id)
            .limit(100)
        )
        return [Edit(*row) for row in self._session.execute(statement)]

    def _change(self, post_id: uuid.UUID, **values: Any) -> None:  # noqa: ANN401
        self._session.execute(update(ForumPost).where(ForumPost.id == post_id).values(**values))
