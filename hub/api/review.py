"""Endpoints: the daily review."""

from hub.api.identifier import identifier
from hub.api.route import Call
from hub.api.schemas.review import ReviewAnswerRequest, ReviewQuery, VerdictRequest
from hub.services import review
from hub.services.day import Day

_NO_CARD = "You have no such card: reload the review."
_NO_ANSWER = "You have no such answer: reload the review."


def read_review(call: Call) -> object:
    """Return what is due today and the next question."""
    day = Day.of(call.now, call.queried(ReviewQuery).east)
    return review.read_review(call.begin, call.viewer, day)


def answer_card(call: Call) -> object:
    """Mark an answer and return its key, and when the concepts come back."""
    given = call.given(ReviewAnswerRequest)
    card = identifier(call.path["id"], _NO_CARD)
    attempt = review.Attempt(card, given.question, given.answer, given.seconds)
    day = Day.of(call.now, given.east)
    return review.answer_card(call.begin, call.viewer, attempt, day)


def judge_answer(call: Call) -> object:
    """Take the person's word for her own short answer."""
    given = call.given(VerdictRequest)
    number = identifier(call.path["id"], _NO_ANSWER)
    day = Day.of(call.now, given.east)
    return review.judge_answer(call.begin, call.viewer, number, day, is_correct=given.is_correct)
