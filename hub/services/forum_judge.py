"""Judges posts of the forum: votes, and the answer that solved a thread."""

import uuid

from db.enums import VoteType
from db.errors import Conflict, Forbidden, NotFound
from db.repositories.event import EventRepository
from hub.services.deed import Actor, note
from hub.services.forum import NO_POST, OpenThread, Post, Reader
from hub.services.person import Begin
from hub.services.viewer import Viewer


class OwnPost(Conflict):
    """Nobody votes for herself."""

    code = "own_post"


def vote(begin: Begin, viewer: Viewer, post_id: uuid.UUID, wanted: VoteType | None) -> Post:
    """Keep the person's one vote on a post, or with None take it back; twice changes nothing."""
    with begin() as uow:
        reader = Reader(uow, viewer)
        post = reader.post(post_id)
        if post.is_mine:
            raise OwnPost("You can't vote on your own post: others decide how helpful it is.")
        if post.my_vote != wanted:
            if wanted is None:
                reader.posts.take_back(viewer.id, post_id)
            else:
                reader.posts.vote(viewer.id, post_id, wanted)
            EventRepository(uow.session).post_changed(post.thread_id, post_id, "changed")
        judged = reader.post(post_id)
        uow.commit()
    return judged


def accept(begin: Begin, viewer: Viewer, thread_id: uuid.UUID, answer_id: uuid.UUID | None) -> OpenThread:
    """Mark the reply that solved a thread, or with None open it again: who asked may, and staff."""
    with begin() as uow:
        reader = Reader(uow, viewer)
        thread = reader.open_thread(thread_id)
        if not thread.may_accept:
            raise Forbidden("Who asked decides what solved the thread: vote for the reply instead.")
        if answer_id is not None and _thread_of(reader, answer_id) != thread_id:
            raise NotFound(NO_POST)
        before = reader.posts.facts([thread_id])[thread_id].answer_id
        if before != answer_id or (answer_id is None and thread.is_solved):
            reader.posts.accept(thread_id, answer_id)
            if not thread.post.is_mine:
                chosen = None if answer_id is None else str(answer_id)
                subject = f"thread {thread_id}"
                note(uow, Actor(viewer.id, viewer.username), "forum.accepted", subject, answer=chosen)
            EventRepository(uow.session).post_changed(thread_id, answer_id or thread_id, "changed")
        judged = reader.open_thread(thread_id)
        uow.commit()
    return judged


def _thread_of(reader: Reader, post_id: uuid.UUID) -> uuid.UUID | None:
    """The thread of a reply; None for what opens a thread."""
    post = reader.post(post_id)
    return None if post.depth == 0 else post.thread_id
