"""When concepts come back."""

import uuid
from datetime import timedelta

from db.enums import CardState, QuestionType
from db.repositories.quiz import Question
from hub.services.schedule import concepts_of, fresh, rated
from tests.factories.moment import NOON


def question(*concepts: str, key: str | None = None) -> Question:
    return Question(uuid.uuid4(), 1, key, QuestionType.TRUE_FALSE, "Is it so?", None, 10, concepts)


def test_what_was_missed_comes_back_the_next_day() -> None:
    asked = question("ledger")
    card = rated(fresh(asked, "ledger", uuid.uuid4(), NOON), asked, NOON, is_right=False)
    assert card.due_at == NOON + timedelta(days=1)
    assert (card.state, card.step, card.last_review_at) == (CardState.REVIEW, None, NOON)


def test_the_pause_grows_with_each_right_answer_and_shrinks_with_a_wrong_one() -> None:
    asked = question("ledger")
    card = rated(fresh(asked, "ledger", uuid.uuid4(), NOON), asked, NOON, is_right=False)
    pauses = []
    for _ in range(4):
        after = rated(card, asked, card.due_at, is_right=True)
        pauses.append((after.due_at - card.due_at).days)
        card = after
    assert pauses == sorted(pauses)
    assert pauses[-1] > pauses[0]
    lapsed = rated(card, asked, card.due_at, is_right=False)
    assert timedelta(days=1) <= lapsed.due_at - card.due_at < timedelta(days=pauses[-1])


def test_a_card_keeps_who_and_what_it_is_about_and_notes_the_question() -> None:
    first, second, person = question("ledger"), question("ledger"), uuid.uuid4()
    card = rated(fresh(first, "ledger", person, NOON), first, NOON, is_right=False)
    after = rated(card, second, card.due_at, is_right=True)
    assert (after.id, after.user_id, after.concept) == (card.id, person, "ledger")
    assert (card.question_id, after.question_id) == (first.id, second.id)


def test_the_same_answers_make_the_same_schedule() -> None:
    asked, person = question("ledger"), uuid.uuid4()
    new = fresh(asked, "ledger", person, NOON)
    one, other = (rated(new, asked, NOON, is_right=True) for _ in range(2))
    assert one == other


def test_a_question_without_concepts_stands_for_itself() -> None:
    assert concepts_of(question("a", "b")) == ("a", "b")
    assert concepts_of(question(key="m01-q-order")) == ("m01-q-order",)
