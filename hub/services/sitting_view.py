"""A sitting as its learner sees it: without keys while it is open, with every result afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.enums import QuestionType
from db.repositories import quiz as stored
from db.repositories.answer_key import AnswerKey, AnswerKeyRepository
from db.repositories.course_view import CourseViewRepository
from db.repositories.progress import PASS_MARK
from db.repositories.quiz import QuizRepository
from db.repositories.review_card import ReviewCardRepository
from db.unit_of_work import UnitOfWork
from hub.services import question as asked
from hub.services.question import Option, Solution
from hub.services.schedule import concepts_of


@dataclass(frozen=True)
class Result:
    """What came of one question; `is_correct` is None while a teacher has to read the answer."""

    is_correct: bool | None
    points: int | None
    comment: str | None
    solution: Solution
    comes_back_at: datetime | None


@dataclass(frozen=True)
class SittingQuestion:
    """One question of a sitting; `result` is None until the sitting was submitted."""

    id: UUID
    type: QuestionType
    text: str
    options: list[Option]
    points: int
    answer: str | None
    seconds: int
    result: Result | None


@dataclass(frozen=True)
class Sitting:
    """A sitting with its questions; points, `waiting` and `is_passed` are None while it is open."""

    id: UUID
    module: str
    module_title: str
    number: int
    is_partial: bool
    started_at: datetime
    submitted_at: datetime | None
    earned: int | None
    possible: int
    waiting: int | None
    is_passed: bool | None
    questions: list[SittingQuestion]


def present(uow: UnitOfWork, sitting: stored.Sitting) -> Sitting:
    """Describe a sitting; the keys are told once it was submitted."""
    answers = QuizRepository(uow.session).answers(sitting.id)
    modules = CourseViewRepository(uow.session).modules(sitting.user_id)
    module = next(each for each in modules if each.id == sitting.module_id)
    results = _results(uow, sitting, answers) if sitting.submitted_at else {}
    possible = sum(each.question.points for each in answers) if sitting.possible is None else sitting.possible
    earned = sitting.earned
    return Sitting(
        id=sitting.id,
        module=module.slug,
        module_title=module.title,
        number=sitting.number,
        is_partial=sitting.is_partial,
        started_at=sitting.started_at,
        submitted_at=sitting.submitted_at,
        earned=earned,
        possible=possible,
        waiting=sum(each.is_correct is None for each in answers) if sitting.submitted_at else None,
        is_passed=None if earned is None else earned >= possible * PASS_MARK,
        questions=[_question(each, sitting.id, results.get(each.question.id)) for each in answers],
    )


def _question(answer: stored.Answer, seed: UUID, result: Result | None) -> SittingQuestion:
    prompt = asked.prompt(answer.question, seed)
    return SittingQuestion(
        id=prompt.id,
        type=prompt.type,
        text=prompt.text,
        options=prompt.options,
        points=prompt.points,
        answer=asked.shown_answer(answer.question, seed, answer.answer),
        seconds=answer.seconds or 0,
        result=result,
    )


def _results(uow: UnitOfWork, sitting: stored.Sitting, answers: list[stored.Answer]) -> Mapping[UUID, Result]:
    keys = AnswerKeyRepository(uow.session).reveal(each.question.id for each in answers)
    concepts = {each.question.id: concepts_of(each.question) for each in answers}
    every = {concept for names in concepts.values() for concept in names}
    cards = ReviewCardRepository(uow.session).of_concepts(sitting.user_id, every)
    return {
        each.question.id: _result(
            each,
            sitting.id,
            keys[each.question.id],
            min((cards[name].due_at for name in concepts[each.question.id] if name in cards), default=None),
        )
        for each in answers
    }


def _result(answer: stored.Answer, seed: UUID, key: AnswerKey, comes_back_at: datetime | None) -> Result:
    return Result(
        is_correct=answer.is_correct,
        points=answer.points,
        comment=answer.comment,
        solution=asked.solution(answer.question, seed, key),
        comes_back_at=comes_back_at if answer.is_correct is False else None,
    )
