"""Endpoints: what a course can be made from, and how it would read."""

from hub.api.route import Call
from hub.api.schemas.onboarding import AnswersRequest
from hub.services import onboarding


def read_onboarding(call: Call) -> object:
    """Return what there is to choose from."""
    return onboarding.read_onboarding(call.begin, call.viewer)


def preview_course(call: Call) -> object:
    """Return how the course would read."""
    call.context.previews.require(
        call.viewer.id, "The preview was asked for too often: go on in a few seconds."
    )
    return onboarding.preview(call.given(AnswersRequest).said())
