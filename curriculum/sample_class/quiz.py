"""Sittings of a quiz as learners take it: most answers right, some not, and a second try after a bad one."""

import random
import uuid
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from curriculum.built import Module
from curriculum.quiz import QuizQuestion
from db.enums import QuestionType
from db.repositories.progress import PASS_MARK
from db.repositories.quiz import QuizRepository, Verdict

_WRONG = Verdict(is_correct=False, points=0)
_UNDECIDED = Verdict(is_correct=None, points=None)
_LEFT_TO_READ = 0.1  # of the short answers that say something


def take_quiz(
    session: Session, user_id: uuid.UUID, module: Module, *, care: float, dice: random.Random, at: datetime
) -> datetime:
    """Sit the module's quiz until it is passed, twice at most; when that was, `at` where there is none."""
    quizzes, asked = QuizRepository(session), {each.key: each for each in module.quiz.questions}
    questions = [each for each in quizzes.questions(module.number) if each.key in asked]
    for luck in (0.45, 0.75) if questions else ():
        sitting = quizzes.begin(user_id, module.number, questions, at, is_partial=False)
        verdicts: dict[uuid.UUID, Verdict] = {}
        for question in questions:
            seconds = dice.randint(15, 150)
            at += timedelta(seconds=seconds)
            is_right = dice.random() < luck + (1 - luck) * care
            answer, verdicts[question.id] = _answered(asked[question.key or ""], dice, is_right=is_right)
            quizzes.save(sitting.id, question.id, answer, seconds, at)
        quizzes.close(sitting.id, at)
        quizzes.judge(sitting.id, verdicts)
        earned = sum(verdict.points or 0 for verdict in verdicts.values())
        if earned >= PASS_MARK * sum(question.points for question in questions):
            break
        at += timedelta(minutes=dice.randint(5, 30))
    return at


def _answered(question: QuizQuestion, dice: random.Random, *, is_right: bool) -> tuple[str | None, Verdict]:
    """What she answered, and what it is worth."""
    full = Verdict(is_correct=True, points=question.points)
    if question.type is QuestionType.SHORT_ANSWER:
        if not is_right:
            return None, _WRONG
        is_read = bool(question.accepts) or question.number is not None or dice.random() > _LEFT_TO_READ
        return question.answer.partition(". ")[0].rstrip(".") + ".", full if is_read else _UNDECIDED
    if is_right:
        return question.answer, full
    others = sorted({*(question.options or ("true", "false"))} - {question.answer})
    return dice.choice(others), _WRONG
