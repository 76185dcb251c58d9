"""Puts what people said and whom they follow into the tables, each with its own moment."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import ResourceDifficulty, ResourceState, ResourceType, VoteType
from db.models.forum import ForumPost, ForumVote
from db.models.relationship import UserRelationship
from db.models.resource import LearningResource, LearningResourceVote


@dataclass(frozen=True)
class Post:
    """Something said in the forum; without a title it is a reply."""

    author_id: uuid.UUID
    content: str
    at: datetime
    title: str | None = None
    module_id: int | None = None


def follow(session: Session, pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> None:
    """Let the first of each pair follow the second, unless she does or has decided otherwise."""
    rows = [{"follower_id": one, "following_id": other} for one, other in sorted(set(pairs))]
    if rows:
        session.execute(insert(UserRelationship).values(rows).on_conflict_do_nothing())


def open_thread(session: Session, post: Post) -> ForumPost:
    """Store a thread."""
    row = ForumPost(
        user_id=post.author_id,
        module_id=post.module_id,
        title=post.title,
        content=post.content,
        created_at=post.at,
        last_activity_at=post.at,
    )
    session.add(row)
    session.flush()
    return row


def reply(session: Session, thread: ForumPost, post: Post, *, solves: bool) -> ForumPost:
    """Store a reply to a thread, and mark it as the solution if it is one."""
    row = ForumPost(
        user_id=post.author_id,
        module_id=thread.module_id,
        parent_post_id=thread.id,
        root_post_id=thread.id,
        depth=1,
        content=post.content,
        created_at=post.at,
        last_activity_at=post.at,
    )
    session.add(row)
    session.flush()
    if solves:
        thread.is_solved, thread.solved_by_post_id = True, row.id
        session.flush()
    return row


def vote_up(session: Session, post: ForumPost, voters: Iterable[uuid.UUID]) -> None:
    """Let these people find a post useful."""
    session.add_all(ForumVote(post_id=post.id, user_id=voter, vote_type=VoteType.UPVOTE) for voter in voters)
    session.flush()


@dataclass(frozen=True)
class Link:
    """Outside material that somebody shared with everybody."""

    author_id: uuid.UUID
    module_id: int
    title: str
    url: str
    kind: ResourceType
    difficulty: ResourceDifficulty


def share(session: Session, link: Link, voters: Iterable[uuid.UUID]) -> None:
    """Store a link with its votes, unless the module has it already."""
    statement = (
        insert(LearningResource)
        .values(
            module_id=link.module_id,
            title=link.title,
            url=link.url,
            resource_type=link.kind,
            difficulty=link.difficulty,
            added_by=link.author_id,
            state=ResourceState.APPROVED,
        )
        .on_conflict_do_nothing()
        .returning(LearningResource.id)
    )
    resource_id = session.scalar(statement)
    if resource_id is not None:
        session.add_all(LearningResourceVote(resource_id=resource_id, user_id=voter) for voter in voters)
        session.flush()
