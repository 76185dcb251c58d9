"""What an answer to a question is worth."""

from db.enums import QuestionType
from db.repositories.answer_key import AnswerKey
from db.repositories.quiz import Question, Verdict
from hub.services import short_text

WRONG = Verdict(is_correct=False, points=0)
UNDECIDED = Verdict(is_correct=None, points=None)


def mark(question: Question, answer: str | None, key: AnswerKey) -> Verdict:
    """Compare a stored answer with its key; no answer is wrong, and some short ones wait for a person."""
    if answer is None:
        return WRONG
    if question.type is QuestionType.SHORT_ANSWER:
        is_right = short_text.decide(answer, key)
    else:
        is_right = answer == key.correct
    if is_right is None:
        return UNDECIDED
    return Verdict(is_correct=True, points=question.points) if is_right else WRONG
