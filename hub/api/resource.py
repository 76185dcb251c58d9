"""Endpoints: where to read on."""

from http import HTTPStatus
from typing import Final

from hub.api.identifier import identifier
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.resource import Resource, ResourcePage, ResourceQuery
from hub.services import resource


def list_resources(call: Call) -> object:
    """Return a page of a module's links."""
    query = call.queried(ResourceQuery)
    return resource.list_resources(call.begin, call.viewer, call.path["key"], query.after, query.limit)


def vote_for_resource(call: Call) -> object:
    """Vote for a link."""
    return _set_vote(call, is_good=True)


def take_vote_back(call: Call) -> object:
    """Take the vote back."""
    return _set_vote(call, is_good=False)


def _set_vote(call: Call, *, is_good: bool) -> object:
    number = identifier(call.path["id"], "There is no such link any more: read the list again.")
    return resource.set_vote(call.begin, call.viewer, number, is_good=is_good)


ROUTES: Final = (
    Route(
        "GET",
        "/modules/{key}/resources",
        Rule.MEMBER,
        list_resources,
        "List where to read on after a module, what most people voted for first",
        ResourcePage,
        query=ResourceQuery,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        "PUT",
        "/resources/{id}/vote",
        Rule.MEMBER,
        vote_for_resource,
        "Vote for where to read on",
        Resource,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        "DELETE",
        "/resources/{id}/vote",
        Rule.MEMBER,
        take_vote_back,
        "Take my vote back",
        Resource,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
)
"""What the table of all routes takes in."""
