"""Rows of the forum."""

import uuid

from sqlalchemy.orm import Session

from db.models import ForumPost, Module, User
from tests.factories.sequence import next_number


def make_thread(session: Session, user: User, module: Module | None = None) -> ForumPost:
    """Store a thread."""
    post = ForumPost(
        user_id=user.id,
        module_id=module.id if module else None,
        title=f"Thread {next_number()}",
        content="How does it work?",
        request_key=uuid.uuid4(),
    )
    session.add(post)
    session.flush()
    return post


def make_reply(session: Session, user: User, parent: ForumPost) -> ForumPost:
    """Store a reply to a thread or to another reply."""
    post = ForumPost(
        user_id=user.id,
        module_id=parent.module_id,
        parent_post_id=parent.id,
        root_post_id=parent.root_post_id or parent.id,
        depth=parent.depth + 1,
        content="Like this.",
    )
    session.add(post)
    session.flush()
    return post
