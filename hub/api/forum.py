"""Endpoints: the forum."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

from hub.api.identifier import identifier
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas import forum as schema
from hub.services import forum, forum_judge, forum_search, forum_write

_GONE: Final = (HTTPStatus.NOT_FOUND,)
_REFUSED: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
_CLASHES: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
_BODY: Final = 256 * 1024
"""Room for the longest post, each of its letters written as an escape."""


def list_threads(call: Call) -> object:
    """Return a page of threads."""
    query = call.queried(schema.ThreadQuery)
    wanted = forum.Wanted(query.module, query.key, query.show)
    return forum.list_threads(call.begin, call.viewer, wanted, query.before, query.limit)


def open_thread(call: Call) -> object:
    """Open a thread."""
    given = call.given(schema.ThreadRequest)
    question = forum_write.Question(
        given.title, given.content, given.module, given.key, given.cell_id, given.quoted
    )
    return forum_write.ask(call.begin, call.viewer, question, given.idempotency_key, call.now)


def read_thread(call: Call) -> object:
    """Return what opens a thread."""
    return forum.read_thread(call.begin, call.viewer, _thread(call))


def list_replies(call: Call) -> object:
    """Return a page of a thread's replies."""
    query = call.queried(schema.ReplyQuery)
    return forum.list_replies(call.begin, call.viewer, _thread(call), query.before, query.limit)


def accept_answer(call: Call) -> object:
    """Mark what solved a thread."""
    answer = call.given(schema.AcceptRequest).post
    return forum_judge.accept(call.begin, call.viewer, _thread(call), answer)


def reply_to_post(call: Call) -> object:
    """Reply to a post."""
    given = call.given(schema.ReplyRequest)
    answer = forum_write.Answer(_post(call), given.content)
    return forum_write.reply(call.begin, call.viewer, answer, given.idempotency_key, call.now)


def edit_post(call: Call) -> object:
    """Change a post of the person's own."""
    given = call.given(schema.EditRequest)
    return forum_write.edit(call.begin, call.viewer, _post(call), given.content, given.title)


def delete_post(call: Call) -> object:
    """Take a post of the person's own away."""
    return forum_write.delete(call.begin, call.viewer, _post(call), call.now)


def vote_on_post(call: Call) -> object:
    """Vote on a post."""
    return forum_judge.vote(call.begin, call.viewer, _post(call), call.given(schema.VoteRequest).vote)


def take_post_vote_back(call: Call) -> object:
    """Take the vote back."""
    return forum_judge.vote(call.begin, call.viewer, _post(call), None)


def search_forum(call: Call) -> object:
    """Return a page of what was found."""
    query = call.queried(schema.SearchQuery)
    sought = forum_search.Sought(query.words, query.module, query.is_solved)
    return forum_search.search(call.begin, call.viewer, sought, query.before, query.limit)


def _thread(call: Call) -> UUID:
    return identifier(call.path["id"], forum.NO_THREAD)


def _post(call: Call) -> UUID:
    return identifier(call.path["id"], forum.NO_POST)


ROUTES: Final = (
    Route(
        "GET",
        "/forum/threads",
        Rule.MEMBER,
        list_threads,
        "List threads of the forum, the last spoken in first",
        schema.ThreadPage,
        query=schema.ThreadQuery,
        errors=_GONE,
    ),
    Route(
        "POST",
        "/forum/threads",
        Rule.MEMBER,
        open_thread,
        "Open a thread, of a module or about an exercise",
        schema.OpenThread,
        schema.ThreadRequest,
        status=HTTPStatus.CREATED,
        body_limit=_BODY,
        errors=_GONE,
    ),
    Route(
        "GET",
        "/forum/threads/{id}",
        Rule.MEMBER,
        read_thread,
        "Show what opens a thread",
        schema.OpenThread,
        errors=_GONE,
    ),
    Route(
        "GET",
        "/forum/threads/{id}/replies",
        Rule.MEMBER,
        list_replies,
        "List the replies in a thread, the oldest first",
        schema.PostPage,
        query=schema.ReplyQuery,
        errors=_GONE,
    ),
    Route(
        "PUT",
        "/forum/threads/{id}/answer",
        Rule.MEMBER,
        accept_answer,
        "Mark what solved a thread of mine",
        schema.OpenThread,
        schema.AcceptRequest,
        errors=_REFUSED,
    ),
    Route(
        "POST",
        "/forum/posts/{id}/replies",
        Rule.MEMBER,
        reply_to_post,
        "Reply to a post",
        schema.Post,
        schema.ReplyRequest,
        status=HTTPStatus.CREATED,
        body_limit=_BODY,
        errors=_CLASHES,
    ),
    Route(
        "PUT",
        "/forum/posts/{id}",
        Rule.MEMBER,
        edit_post,
        "Change a post of mine",
        schema.Post,
        schema.EditRequest,
        body_limit=_BODY,
        errors=_REFUSED,
    ),
    Route(
        "DELETE",
        "/forum/posts/{id}",
        Rule.MEMBER,
        delete_post,
        "Take a post of mine away",
        schema.Gone,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
    Route(
        "PUT",
        "/forum/posts/{id}/vote",
        Rule.MEMBER,
        vote_on_post,
        "Vote on a post",
        schema.Post,
        schema.VoteRequest,
        errors=_CLASHES,
    ),
    Route(
        "DELETE",
        "/forum/posts/{id}/vote",
        Rule.MEMBER,
        take_post_vote_back,
        "Take my vote on a post back",
        schema.Post,
        errors=_CLASHES,
    ),
    Route(
        "GET",
        "/forum/search",
        Rule.MEMBER,
        search_forum,
        "Find posts by words, the best first",
        schema.HitPage,
        query=schema.SearchQuery,
        errors=_GONE,
    ),
)
"""What the table of all routes takes in."""
