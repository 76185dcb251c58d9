"""Endpoints: where to read on."""

from http import HTTPStatus
from typing import Final

from db.enums import ResourceState
from hub.api.identifier import identifier
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.resource import (
    Resource,
    ResourceDecision,
    ResourcePage,
    ResourceProposal,
    ResourceProposalPage,
    ResourceQuery,
    ResourceRequest,
    StaffResource,
    StaffResourcePage,
    StaffResourceQuery,
)
from hub.services import resource, resource_decision, resource_proposal
from hub.services.resource_decision import Decision


def list_resources(call: Call) -> object:
    """Return a page of a module's links."""
    query = call.queried(ResourceQuery)
    return resource.list_resources(call.begin, call.viewer, call.path["key"], query.before, query.limit)


def vote_for_resource(call: Call) -> object:
    """Vote for a link."""
    return _set_vote(call, is_good=True)


def take_vote_back(call: Call) -> object:
    """Take the vote back."""
    return _set_vote(call, is_good=False)


def _set_vote(call: Call, *, is_good: bool) -> object:
    number = identifier(call.path["id"], "There is no such link any more: read the list again.")
    return resource.set_vote(call.begin, call.viewer, number, is_good=is_good)


def propose_link(call: Call) -> object:
    """Propose a link."""
    given = call.given(ResourceRequest)
    wanted = resource_proposal.Wanted(**dict(given))
    return resource_proposal.propose(call.begin, call.viewer, call.path["key"], wanted, call.now)


def list_own_links(call: Call) -> object:
    """Return a page of the person's links that are not in the list."""
    query = call.queried(ResourceQuery)
    return resource_proposal.list_own(call.begin, call.viewer, call.path["key"], query.before, query.limit)


def take_link_back(call: Call) -> object:
    """Take back a link that waits."""
    number = identifier(call.path["id"], "You have no such link that waits: read the list again.")
    return resource_proposal.take_back(call.begin, call.viewer, number)


def list_cohorts_links(call: Call) -> object:
    """Return a page of a cohort's links."""
    query = call.queried(StaffResourceQuery)
    return resource_decision.list_links(
        call.begin,
        call.viewer,
        call.path["slug"],
        state=query.state,
        before=query.before,
        limit=query.limit,
    )


def decide_on_link(call: Call) -> object:
    """Approve or decline a link of the cohort."""
    given = call.given(ResourceDecision)
    number = identifier(call.path["id"], "Your cohort has no such link: read the list again.")
    decision = Decision(number, ResourceState(given.decision), given.reason, given.replace)
    return resource_decision.decide(call.begin, call.viewer, call.path["slug"], decision, call.now)


_REFUSED: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
_CLASHES: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
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
        "POST",
        "/modules/{key}/resources",
        Rule.MEMBER,
        propose_link,
        "Propose where to read on after a module",
        ResourceProposal,
        ResourceRequest,
        status=HTTPStatus.CREATED,
        errors=_CLASHES,
    ),
    Route(
        "GET",
        "/modules/{key}/resource-proposals",
        Rule.MEMBER,
        list_own_links,
        "List my links that wait or were declined, the newest first",
        ResourceProposalPage,
        query=ResourceQuery,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        "DELETE",
        "/resources/{id}",
        Rule.MEMBER,
        take_link_back,
        "Take back a link of mine that waits",
        ResourceProposal,
        errors=_CLASHES,
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
    Route(
        "GET",
        "/cohorts/{slug}/resources",
        Rule.COHORT_STAFF,
        list_cohorts_links,
        "List links that were proposed in a cohort",
        StaffResourcePage,
        query=StaffResourceQuery,
        errors=_REFUSED,
    ),
    Route(
        "PUT",
        "/cohorts/{slug}/resources/{id}/decision",
        Rule.COHORT_STAFF,
        decide_on_link,
        "Approve or decline a proposed link, or take one away",
        StaffResource,
        ResourceDecision,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
)
"""What the table of all routes takes in."""
