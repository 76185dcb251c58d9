"""What answers say about how well a learner remembers: moves the cards of the concepts they are about."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from db.repositories.quiz import Question
from db.repositories.review_card import ReviewCardRepository
from db.unit_of_work import UnitOfWork
from hub.services.schedule import concepts_of, fresh, rated


def remember(uow: UnitOfWork, user_id: UUID, judged: Iterable[tuple[Question, bool]], at: datetime) -> None:
    """Take the answers of a quiz into the learner's reviews, in the caller's transaction.

    The concepts of each missed question come back, and one that was due and was known is put off. A concept
    with a missed and a known question counts as missed.
    """
    missed, known = _sort(judged)
    cards = ReviewCardRepository(uow.session)
    found = cards.of_concepts(user_id, [*missed, *known])
    for concept, question in missed.items():
        card = found.get(concept) or fresh(question, concept, user_id, at)
        cards.put(rated(card, question, at, is_right=False))
    for concept, question in known.items():
        due = found.get(concept)
        if due is not None and due.due_at <= at:
            cards.put(rated(due, question, at, is_right=True))


def review(
    uow: UnitOfWork, user_id: UUID, question: Question, at: datetime, until: datetime, *, is_right: bool
) -> None:
    """Take an answer of the daily review in: every concept of the question that comes back before `until`."""
    cards = ReviewCardRepository(uow.session)
    for card in cards.of_concepts(user_id, concepts_of(question)).values():
        if card.due_at < until:
            cards.put(rated(card, question, at, is_right=is_right))


def _sort(judged: Iterable[tuple[Question, bool]]) -> tuple[dict[str, Question], dict[str, Question]]:
    missed: dict[str, Question] = {}
    known: dict[str, Question] = {}
    for question, is_right in judged:
        for concept in concepts_of(question):
            (known if is_right else missed).setdefault(concept, question)
    return missed, {concept: question for concept, question in known.items() if concept not in missed}
