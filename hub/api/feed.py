"""Endpoints: what happened, at home, in a cohort and with one person."""

from http import HTTPStatus
from typing import Final

from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.feed import FeedPage, FeedQuery
from hub.services import feed

_GONE = (HTTPStatus.NOT_FOUND,)


def read_feed(call: Call) -> object:
    """Return a page of what the person may see."""
    query = call.queried(FeedQuery)
    return feed.read_feed(call.begin, call.viewer, query.before, query.limit)


def read_cohort_feed(call: Call) -> object:
    """Return a page of what the members of a cohort did."""
    query = call.queried(FeedQuery)
    return feed.read_cohort(call.begin, call.viewer, call.path["slug"], query.before, query.limit)


def read_person_feed(call: Call) -> object:
    """Return a page of what somebody did."""
    query = call.queried(FeedQuery)
    return feed.read_person(call.begin, call.viewer, call.path["username"], query.before, query.limit)


ROUTES: Final = (
    Route("GET", "/feed", Rule.MEMBER, read_feed, "List what happened", FeedPage, query=FeedQuery),
    Route(
        "GET",
        "/cohorts/{slug}/feed",
        Rule.COHORT_MEMBER,
        read_cohort_feed,
        "List what the members of a cohort did, as far as I may see it",
        FeedPage,
        query=FeedQuery,
        errors=_GONE,
    ),
    Route(
        "GET",
        "/people/{username}/feed",
        Rule.MEMBER,
        read_person_feed,
        "List what somebody did, as far as I may see it",
        FeedPage,
        query=FeedQuery,
        errors=_GONE,
    ),
)
"""What the table of all routes takes in."""
