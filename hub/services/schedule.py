"""When a concept comes back: the FSRS model of memory, one review a day at most."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from fsrs import Card as Memory
from fsrs import Rating, Scheduler, State

from db.base import uuid7
from db.enums import CardState
from db.repositories.quiz import Question
from db.repositories.review_card import Card

# Without steps of minutes, what was missed comes back the next day; without chance, tests can tell when.
_SCHEDULER: Final = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_STATES: Final = {
    CardState.LEARNING: State.Learning,
    CardState.REVIEW: State.Review,
    CardState.RELEARNING: State.Relearning,
}
_WORDS: Final = {state: word for word, state in _STATES.items()}


def concepts_of(question: Question) -> tuple[str, ...]:
    """What a question is about; one whose author named no concept stands for itself."""
    return question.concepts or (question.key or str(question.id),)


def rated(card: Card, question: Question, at: datetime, *, is_right: bool) -> Card:
    """Return the card after the question was answered, with the moment when it comes back."""
    memory = Memory(
        card_id=0,
        state=_STATES[card.state],
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due_at,
        last_review=card.last_review_at.astimezone(UTC) if card.last_review_at else None,
    )
    rating = Rating.Good if is_right else Rating.Again
    after, _ = _SCHEDULER.review_card(memory, rating, at.astimezone(UTC))
    return Card(
        id=card.id,
        user_id=card.user_id,
        concept=card.concept,
        question_id=question.id,
        state=_WORDS[after.state],
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due_at=after.due,
        last_review_at=after.last_review,
    )


def fresh(question: Question, concept: str, user_id: UUID, at: datetime) -> Card:
    """Return a card about a concept that was never reviewed."""
    return Card(
        id=uuid7(),
        user_id=user_id,
        concept=concept,
        question_id=question.id,
        state=CardState.LEARNING,
        step=0,
        stability=None,
        difficulty=None,
        due_at=at,
        last_review_at=None,
    )
