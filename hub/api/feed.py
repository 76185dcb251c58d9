"""Endpoint: the activity feed."""

from hub.api.route import Call
from hub.api.schemas.feed import FeedQuery
from hub.services import feed


def read_feed(call: Call) -> object:
    """Return a page of what the person may see."""
    query = call.queried(FeedQuery)
    return feed.read_feed(call.begin, call.viewer, query.before, query.limit)
