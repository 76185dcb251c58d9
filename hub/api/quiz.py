"""Endpoints: quizzes and sittings."""

from hub.api.identifier import identifier
from hub.api.route import Call
from hub.api.schemas.quiz import AnswerRequest, SittingQuery, SittingRequest
from hub.services import quiz, sitting

_NO_SITTING = "You have no such sitting: open the quiz from the Course panel."
_NO_QUESTION = "This sitting has no such question: reload the page."


def read_quiz(call: Call) -> object:
    """Return the quiz of a module."""
    return quiz.read_quiz(call.begin, call.viewer, call.path["key"], call.now)


def begin_sitting(call: Call) -> object:
    """Begin a sitting, or go on with the open one."""
    only_missed = call.given(SittingRequest).only_missed
    return sitting.begin_sitting(call.begin, call.viewer, call.path["key"], call.now, only_missed=only_missed)


def list_sittings(call: Call) -> object:
    """Return a page of the person's sittings."""
    query = call.queried(SittingQuery)
    return sitting.list_sittings(call.begin, call.viewer, call.path["key"], query.before, query.limit)


def read_sitting(call: Call) -> object:
    """Return a sitting, with its result once it was submitted."""
    return sitting.read_sitting(call.begin, call.viewer, identifier(call.path["id"], _NO_SITTING))


def save_answer(call: Call) -> object:
    """Keep an answer."""
    given = call.given(AnswerRequest)
    question = identifier(call.path["question"], _NO_QUESTION)
    answer = sitting.Saved(question, given.answer, given.seconds)
    number = identifier(call.path["id"], _NO_SITTING)
    return sitting.save_answer(call.begin, call.viewer, number, answer, call.now)


def submit_quiz(call: Call) -> object:
    """Submit a sitting and return its result."""
    return sitting.submit(call.begin, call.viewer, identifier(call.path["id"], _NO_SITTING), call.now)
