"""Endpoints: whom I follow, mute and block."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.person import PeoplePage, PeopleQuery, Person
from hub.services import relation


def list_people(call: Call) -> object:
    """Return a page of people."""
    query = call.queried(PeopleQuery)
    return relation.list_people(call.begin, call.viewer, query.circle, query.before, query.limit)


def follow(call: Call) -> object:
    """Follow somebody."""
    return relation.follow(call.begin, call.viewer, call.path["username"])


def unfollow(call: Call) -> object:
    """Follow somebody no longer."""
    return relation.unfollow(call.begin, call.viewer, call.path["username"])


def mute(call: Call) -> object:
    """Hear nothing of somebody any more."""
    return relation.mute(call.begin, call.viewer, call.path["username"])


def unmute(call: Call) -> object:
    """Hear of somebody again."""
    return relation.unmute(call.begin, call.viewer, call.path["username"])


def block(call: Call) -> object:
    """Hide both from each other."""
    return relation.block(call.begin, call.viewer, call.path["username"])


def unblock(call: Call) -> object:
    """Take a block back."""
    return relation.unblock(call.begin, call.viewer, call.path["username"])


def _route(method: str, word: str, endpoint: Callable[[Call], object], summary: str) -> Route:
    path = f"/people/{{username}}/{word}"
    errors = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
    return Route(method, path, Rule.MEMBER, endpoint, summary, Person, errors=errors)


ROUTES: Final = (
    Route(
        "GET",
        "/people",
        Rule.MEMBER,
        list_people,
        "List classmates, or those whom I follow, mute or block",
        PeoplePage,
        query=PeopleQuery,
    ),
    _route("PUT", "follow", follow, "Follow somebody"),
    _route("DELETE", "follow", unfollow, "Follow somebody no longer"),
    _route("PUT", "mute", mute, "Hear nothing of somebody any more"),
    _route("DELETE", "mute", unmute, "Hear of somebody again"),
    _route("PUT", "block", block, "Hide somebody and myself from each other"),
    _route("DELETE", "block", unblock, "Take a block back"),
)
"""What the table of all routes takes in."""
