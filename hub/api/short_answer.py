"""Endpoints for teachers: short answers that wait for them."""

from hub.api.identifier import identifier
from hub.api.route import Call
from hub.api.schemas.short_answer import DecisionRequest, ShortAnswerQuery
from hub.services import short_answer


def list_waiting(call: Call) -> object:
    """Return a page of the answers that wait."""
    query = call.queried(ShortAnswerQuery)
    return short_answer.list_waiting(call.begin, call.path["slug"], query.before, query.limit)


def decide(call: Call) -> object:
    """Give points to an answer."""
    given = call.given(DecisionRequest)
    number = identifier(call.path["id"], "This cohort has no such answer: reload the list.")
    decision = short_answer.Decision(number, given.points, given.comment, given.replace)
    return short_answer.decide(call.begin, call.viewer, call.path["slug"], decision, call.now)
