"""Endpoints: what others may see of me."""

from typing import Final

from db.repositories.user import Privacy
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas import person as schema
from hub.services import privacy


def read_privacy(call: Call) -> object:
    """Return who may see what the person does."""
    return privacy.read_privacy(call.begin, call.viewer)


def set_privacy(call: Call) -> object:
    """Store it."""
    given = call.given(schema.PrivacyRequest)
    return privacy.set_privacy(
        call.begin, call.viewer, Privacy(given.default_visibility, is_hidden=given.is_hidden)
    )


ROUTES: Final = (
    Route("GET", "/me/privacy", Rule.MEMBER, read_privacy, "Tell who may see what I do", schema.Privacy),
    Route(
        "PUT",
        "/me/privacy",
        Rule.MEMBER,
        set_privacy,
        "Choose who may see what I do, or hide altogether",
        schema.Privacy,
        schema.PrivacyRequest,
    ),
)
"""What the table of all routes takes in."""
