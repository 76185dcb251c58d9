"""Endpoints for teachers: short answers that wait for them."""

from http import HTTPStatus
from typing import Final

from hub.api.identifier import identifier
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.short_answer import DecisionRequest, ShortAnswer, ShortAnswerPage, ShortAnswerQuery
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


_REFUSED: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
ROUTES: Final = (
    Route(
        "GET",
        "/cohorts/{slug}/short-answers",
        Rule.COHORT_STAFF,
        list_waiting,
        "List short answers that wait for a teacher, the oldest first",
        ShortAnswerPage,
        query=ShortAnswerQuery,
        errors=_REFUSED,
    ),
    Route(
        "PUT",
        "/cohorts/{slug}/short-answers/{id}/decision",
        Rule.COHORT_STAFF,
        decide,
        "Give points to a student's short answer",
        ShortAnswer,
        DecisionRequest,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
)
"""What the table of all routes takes in."""
