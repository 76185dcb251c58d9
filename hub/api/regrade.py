"""Endpoints for a cohort's staff: requests to look at an attempt once more."""

from hub.api.identifier import identifier
from hub.api.route import Call
from hub.api.schemas.regrade import RegradeAnswer, RegradeQuery, RegradeState
from hub.services import regrade_answer


def list_requests(call: Call) -> object:
    """Return a page of the cohort's requests."""
    query = call.queried(RegradeQuery)
    return regrade_answer.list_requests(
        call.begin,
        call.viewer,
        call.path["slug"],
        is_open=query.state is RegradeState.OPEN,
        cursor=query.before,
        limit=query.limit,
    )


def answer_request(call: Call) -> object:
    """Answer a request of the cohort."""
    given = call.given(RegradeAnswer)
    number = identifier(call.path["id"], "Your cohort has no such request: read the list again.")
    return regrade_answer.answer(
        call.begin,
        call.viewer,
        call.path["slug"],
        number,
        decision=given.decision,
        words=given.answer,
    )
