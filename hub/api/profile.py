"""Endpoint: the profile of a person."""

from http import HTTPStatus
from typing import Final

from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.achievement import Profile
from hub.services import profile


def read_profile(call: Call) -> object:
    """Return what the asker may know of somebody."""
    return profile.read_profile(call.begin, call.viewer, call.context.shares, call.path["username"])


ROUTES: Final = (
    Route(
        "GET",
        "/people/{username}",
        Rule.MEMBER,
        read_profile,
        "Show somebody's profile",
        Profile,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
)
"""What the table of all routes takes in."""
