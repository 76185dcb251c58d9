"""Spaced review: the cards of a learner, and the questions for them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from db.enums import CardState, QuestionType
from db.models.catalogue import Assessment, Module
from db.models.quiz import QuizAttempt, QuizSession
from db.models.review_card import ReviewAnswer, ReviewCard
from db.repositories.quiz import QUESTION, Question, as_question


@dataclass(frozen=True)
class Card:
    """How well one learner knows one concept; `question_id` is what it was asked with last."""

    id: uuid.UUID
    user_id: uuid.UUID
    concept: str
    question_id: uuid.UUID
    state: CardState
    step: int | None
    stability: float | None
    difficulty: float | None
    due_at: datetime
    last_review_at: datetime | None


@dataclass(frozen=True)
class Asked:
    """A question for a card, with its module."""

    question: Question
    module: str
    module_title: str


_CARD = (
    ReviewCard.id,
    ReviewCard.user_id,
    ReviewCard.concept,
    ReviewCard.assessment_id,
    ReviewCard.state,
    ReviewCard.step,
    ReviewCard.stability,
    ReviewCard.difficulty,
    ReviewCard.due_at,
    ReviewCard.last_review_at,
)


class ReviewCardRepository:
    """All SQL on cards; policies let a learner reach her own alone, and workers everybody's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_concepts(self, user_id: uuid.UUID, concepts: Iterable[str]) -> dict[str, Card]:
        """The learner's cards about these concepts, by concept."""
        found = self._cards(select(*_CARD).where(ReviewCard.concept.in_(list(concepts))), user_id)
        return {card.concept: card for card in found}

    def put(self, card: Card) -> None:
        """Store a card, or bring the one about its concept up to date."""
        values = {
            "assessment_id": card.question_id,
            "state": card.state,
            "step": card.step,
            "stability": card.stability,
            "difficulty": card.difficulty,
            "due_at": card.due_at,
            "last_review_at": card.last_review_at,
        }
        row = upsert(ReviewCard).values(id=card.id, user_id=card.user_id, concept=card.concept, **values)
        keys = [ReviewCard.user_id, ReviewCard.concept]
        self._session.execute(row.on_conflict_do_update(index_elements=keys, set_=values))

    def first_due(self, user_id: uuid.UUID, until: datetime) -> Card | None:
        """The card that has been due longest, of those that come back before `until` and can be asked."""
        due = select(*_CARD).where(*_due(user_id, until))
        first = due.order_by(ReviewCard.due_at, ReviewCard.id).limit(1)
        return next(iter(self._cards(first, user_id)), None)

    def count_due(self, user_id: uuid.UUID, until: datetime) -> int:
        """How many cards come back before `until` and can be asked."""
        statement = select(func.count()).select_from(ReviewCard).where(*_due(user_id, until))
        return self._session.scalar(statement) or 0

    def forecast(self, user_id: uuid.UUID, since: datetime, days: int) -> dict[int, int]:
        """How many cards come back on each of the next days, counted from the day that begins at `since`.

        Cards that were due before count for day 0; days on which nothing comes back are left out.
        """
        passed = func.extract("epoch", ReviewCard.due_at - since) / 86_400
        day = cast(func.greatest(func.floor(passed), 0), Integer)
        rows = self._session.execute(
            select(day, func.count())
            .where(*_due(user_id, since + timedelta(days=days)))
            .group_by(day)
            .order_by(day)
        )
        return {days: count for days, count in rows}  # noqa: C416

    def question_for(self, card: Card) -> Asked | None:
        """The question about the card's concept that the learner has not seen for longest.

        Only one that she submitted in a quiz can be chosen: before that its answer is not hers to know.
        """
        seen = (
            select(func.max(ReviewAnswer.answered_at))
            .where(ReviewAnswer.user_id == card.user_id, ReviewAnswer.assessment_id == Assessment.id)
            .scalar_subquery()
        )
        sat = (
            select(func.max(QuizSession.submitted_at))
            .join(QuizAttempt, QuizAttempt.session_id == QuizSession.id)
            .where(QuizSession.user_id == card.user_id, QuizAttempt.assessment_id == Assessment.id)
            .scalar_subquery()
        )
        about = or_(Assessment.concepts.contains([card.concept]), Assessment.id == card.question_id)
        row = self._session.execute(
            select(Module.slug, Module.title, *QUESTION)
            .join(Module, Module.id == Assessment.module_id)
            .where(about, *_askable(card.user_id))
            .order_by(func.greatest(seen, sat), Assessment.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else _asked(row)

    def question(self, user_id: uuid.UUID, question_id: uuid.UUID) -> Asked | None:
        """A question that the learner can be asked in the review."""
        row = self._session.execute(
            select(Module.slug, Module.title, *QUESTION)
            .join(Module, Module.id == Assessment.module_id)
            .where(Assessment.id == question_id, *_askable(user_id))
        ).one_or_none()
        return None if row is None else _asked(row)

    def card(self, user_id: uuid.UUID, card_id: uuid.UUID) -> Card | None:
        """One card of the learner's own."""
        return next(iter(self._cards(select(*_CARD).where(ReviewCard.id == card_id), user_id)), None)

    def _cards(self, statement: Select[*tuple[Any, ...]], user_id: uuid.UUID) -> list[Card]:
        return [Card(*row) for row in self._session.execute(statement.where(ReviewCard.user_id == user_id))]


def _askable(user_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    """Conditions on `Assessment`: it is still asked, and the learner submitted it in a quiz."""
    submitted = (
        select(QuizAttempt.id)
        .where(
            QuizAttempt.assessment_id == Assessment.id,
            QuizAttempt.user_id == user_id,
            QuizSession.id == QuizAttempt.session_id,
            QuizSession.submitted_at.is_not(None),
        )
        .correlate(Assessment)
        .exists()
    )
    return (
        Assessment.retired_at.is_(None),
        Assessment.question_type != QuestionType.CODING_TASK,
        submitted,
    )


def _due(user_id: uuid.UUID, until: datetime) -> tuple[ColumnElement[bool], ...]:
    askable = _askable(user_id)
    concepts = select(func.jsonb_array_elements_text(Assessment.concepts)).where(*askable)
    questions = select(Assessment.id).where(*askable)
    can_be_asked = or_(ReviewCard.concept.in_(concepts), ReviewCard.assessment_id.in_(questions))
    return (ReviewCard.user_id == user_id, ReviewCard.due_at < until, can_be_asked)


def _asked(row: Any) -> Asked:  # noqa: ANN401
    module, title, *question = row
    return Asked(as_question(question), module, title)
