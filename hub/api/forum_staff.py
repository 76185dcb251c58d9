"""Endpoints: what staff does in the forum."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

from hub.api.identifier import identifier
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas import forum as schema
from hub.services import forum, forum_staff

_REFUSED: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def pin_thread(call: Call) -> object:
    """Put a thread on top."""
    return forum_staff.pin(call.begin, call.viewer, _thread(call), is_pinned=True)


def unpin_thread(call: Call) -> object:
    """Put a thread on top no longer."""
    return forum_staff.pin(call.begin, call.viewer, _thread(call), is_pinned=False)


def lock_thread(call: Call) -> object:
    """Close a thread."""
    return forum_staff.lock(call.begin, call.viewer, _thread(call), is_locked=True)


def unlock_thread(call: Call) -> object:
    """Open a thread again."""
    return forum_staff.lock(call.begin, call.viewer, _thread(call), is_locked=False)


def hide_post(call: Call) -> object:
    """Take a post's words from everybody."""
    return forum_staff.hide(call.begin, call.viewer, _post(call), call.now, is_hidden=True)


def show_post(call: Call) -> object:
    """Give back the words of a post."""
    return forum_staff.hide(call.begin, call.viewer, _post(call), call.now, is_hidden=False)


def read_edits(call: Call) -> object:
    """Return what a post said before."""
    return forum_staff.edits(call.begin, call.viewer, _post(call))


def _thread(call: Call) -> UUID:
    return identifier(call.path["id"], forum.NO_THREAD)


def _post(call: Call) -> UUID:
    return identifier(call.path["id"], forum.NO_POST)


ROUTES: Final = (
    Route(
        "PUT",
        "/forum/threads/{id}/pin",
        Rule.MEMBER,
        pin_thread,
        "Put a thread on top of its module's, as staff",
        schema.OpenThread,
        errors=_REFUSED,
    ),
    Route(
        "DELETE",
        "/forum/threads/{id}/pin",
        Rule.MEMBER,
        unpin_thread,
        "Put a thread on top no longer, as staff",
        schema.OpenThread,
        errors=_REFUSED,
    ),
    Route(
        "PUT",
        "/forum/threads/{id}/lock",
        Rule.MEMBER,
        lock_thread,
        "Let no learner reply to a thread, as staff",
        schema.OpenThread,
        errors=_REFUSED,
    ),
    Route(
        "DELETE",
        "/forum/threads/{id}/lock",
        Rule.MEMBER,
        unlock_thread,
        "Let everybody reply to a thread again, as staff",
        schema.OpenThread,
        errors=_REFUSED,
    ),
    Route(
        "PUT",
        "/forum/posts/{id}/hiding",
        Rule.MEMBER,
        hide_post,
        "Take a post from everybody, as staff",
        schema.Hidden,
        errors=_REFUSED,
    ),
    Route(
        "DELETE",
        "/forum/posts/{id}/hiding",
        Rule.MEMBER,
        show_post,
        "Give back a post that staff hid",
        schema.Hidden,
        errors=_REFUSED,
    ),
    Route(
        "GET",
        "/forum/posts/{id}/edits",
        Rule.MEMBER,
        read_edits,
        "Show what a post said before it was changed, to its author and to staff",
        schema.PostEdits,
        errors=_REFUSED,
    ),
)
"""What the table of all routes takes in."""
