"""Endpoint: who am I."""

from hub.api.route import Call
from hub.api.schemas.me import CohortMembership, Me
from hub.services.viewer import STAFF


def read_me(call: Call) -> Me:
    """Describe the person who asks."""
    viewer = call.viewer
    return Me(
        username=viewer.username,
        full_name=viewer.full_name,
        role=viewer.role,
        cohorts=[CohortMembership.model_validate(membership) for membership in viewer.cohorts],
        can_grade=any(membership.role in STAFF for membership in viewer.cohorts),
    )
