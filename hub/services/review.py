"""The daily review: what is due today, asked concept by concept, and what comes back when."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from db.enums import QuestionType
from db.errors import Conflict, NotFound
from db.repositories.answer_key import AnswerKeyRepository
from db.repositories.cohort import CohortRepository, QuizRules
from db.repositories.progress import ProgressRepository
from db.repositories.quiz import Question
from db.repositories.review_answer import Given, ReviewAnswerRepository
from db.repositories.review_card import Asked, Card, ReviewCardRepository
from db.unit_of_work import UnitOfWork
from hub.services import question as asked
from hub.services.day import Day
from hub.services.marking import mark
from hub.services.memory import review
from hub.services.person import Begin
from hub.services.question import Option, Solution
from hub.services.schedule import concepts_of
from hub.services.viewer import Viewer

FORECAST_DAYS = 7
_NOT_YOURS = "You have no such card: reload the review."


class NotDue(Conflict):
    """The card was answered already, or the day's share is done."""

    code = "not_due"


@dataclass(frozen=True)
class Attempt:
    """An answer to a question for a card, in the ids in which it was asked."""

    card: UUID
    question: UUID
    answer: str | None
    seconds: int | None


@dataclass(frozen=True)
class ReviewQuestion:
    """The question to answer next, for the concept of a card."""

    card: UUID
    concept: str
    module: str
    module_title: str
    id: UUID
    type: QuestionType
    text: str
    options: list[Option]
    points: int


@dataclass(frozen=True)
class ComingDay:
    """How many concepts come back in so many days."""

    days: int
    concepts: int


@dataclass(frozen=True)
class Review:
    """The review of the day: `left` to do, `done` of it, at most `limit`; `due` counts what waits beyond."""

    due: int
    left: int
    done: int
    limit: int
    question: ReviewQuestion | None
    coming: list[ComingDay]


@dataclass(frozen=True)
class Return:
    """When a concept comes back: in so many days, at midnight of the learner's own."""

    concept: str
    days: int


@dataclass(frozen=True)
class Outcome:
    """What came of an answer; `is_correct` is None until the learner judged her short answer herself."""

    id: UUID
    is_correct: bool | None
    answer: str | None
    solution: Solution
    comes_back: list[Return]


def read_review(begin: Begin, viewer: Viewer, day: Day) -> Review:
    """Return what is due today, and the first question of it."""
    with begin() as uow:
        cards = ReviewCardRepository(uow.session)
        limit = _rules(uow, viewer).reviews_per_day
        due, done = cards.count_due(viewer.id, day.ends), _done(uow, viewer, day)
        left = max(0, min(due, limit - done))
        card = cards.first_due(viewer.id, day.ends) if left else None
        found = cards.question_for(card) if card else None
        coming = cards.forecast(viewer.id, day.begins, FORECAST_DAYS)
    return Review(
        due=due,
        left=left,
        done=done,
        limit=limit,
        question=_present(card, found, day) if card and found else None,
        coming=[ComingDay(days, count) for days, count in coming.items() if days],
    )


def answer_card(begin: Begin, viewer: Viewer, attempt: Attempt, day: Day) -> Outcome:
    """Mark an answer in the review, tell its key, and put off what it shows to be known.

    The same answer sent twice counts once. NotDue for a card that does not come back today.
    """
    with begin() as uow:
        cards, answers = ReviewCardRepository(uow.session), ReviewAnswerRepository(uow.session)
        ProgressRepository(uow.session).lock(viewer.id)
        card, found = _require(cards, viewer, attempt.card, attempt.question)
        seed = _seed(card, day)
        kept = asked.stored_answer(found.question, seed, attempt.answer)
        given = _given_today(answers, viewer, found.question, kept, day)
        if given is None:
            limit = _rules(uow, viewer).reviews_per_day
            if card.due_at >= day.ends or _done(uow, viewer, day) >= limit:
                raise NotDue("This is not to be reviewed any more today: reload the review.")
            question = found.question
            key = AnswerKeyRepository(uow.session).reveal([question.id])[question.id]
            is_correct = mark(question, kept, key).is_correct
            given = answers.add(
                viewer.id, question.id, kept, is_correct=is_correct, at=day.now, seconds=attempt.seconds
            )
            _move(uow, viewer, found.question, given, day)
            uow.commit()
        return _outcome(uow, viewer, found.question, given, day, seed=seed)


def judge_answer(begin: Begin, viewer: Viewer, answer_id: UUID, day: Day, *, is_correct: bool) -> Outcome:
    """Take what the learner says of her own short answer, once, having seen the model answer."""
    with begin() as uow:
        answers = ReviewAnswerRepository(uow.session)
        ProgressRepository(uow.session).lock(viewer.id)
        given = answers.get(viewer.id, answer_id)
        found = ReviewCardRepository(uow.session).question(viewer.id, given.question_id) if given else None
        if given is None or found is None:
            raise NotFound("You have no such answer: reload the review.")
        if answers.judge(answer_id, is_correct=is_correct):
            given = Given(given.id, given.question_id, given.answer, is_correct, given.answered_at)
            _move(uow, viewer, found.question, given, day)
            uow.commit()
        return _outcome(uow, viewer, found.question, given, day, seed=given.id)


def _seed(card: Card, day: Day) -> UUID:
    """Choices stand in another order each day, so that nobody learns their places by heart."""
    return uuid5(card.id, day.begins.isoformat())


def _rules(uow: UnitOfWork, viewer: Viewer) -> QuizRules:
    cohort = viewer.cohort
    return CohortRepository(uow.session).quiz_rules(cohort.cohort_id) if cohort else QuizRules()


def _require(
    cards: ReviewCardRepository, viewer: Viewer, card_id: UUID, question_id: UUID
) -> tuple[Card, Asked]:
    card = cards.card(viewer.id, card_id)
    found = cards.question(viewer.id, question_id)
    if card is None or found is None:
        raise NotFound(_NOT_YOURS)
    if card.concept not in concepts_of(found.question) and card.question_id != question_id:
        raise NotFound(_NOT_YOURS)
    return card, found


def _done(uow: UnitOfWork, viewer: Viewer, day: Day) -> int:
    return ReviewAnswerRepository(uow.session).count_answered(viewer.id, day.begins)


def _given_today(
    answers: ReviewAnswerRepository, viewer: Viewer, question: Question, answer: str | None, day: Day
) -> Given | None:
    latest = answers.latest(viewer.id, question.id)
    if latest is None or latest.answered_at < day.begins or latest.answer != answer:
        return None
    return latest


def _move(uow: UnitOfWork, viewer: Viewer, question: Question, given: Given, day: Day) -> None:
    if given.is_correct is not None:
        review(uow, viewer.id, question, day.now, day.ends, is_right=given.is_correct)


def _outcome(
    uow: UnitOfWork, viewer: Viewer, question: Question, given: Given, day: Day, *, seed: UUID
) -> Outcome:
    key = AnswerKeyRepository(uow.session).reveal([question.id])[question.id]
    cards = ReviewCardRepository(uow.session).of_concepts(viewer.id, concepts_of(question)).values()
    due = sorted(cards, key=lambda card: (card.due_at, card.concept))
    return Outcome(
        id=given.id,
        is_correct=given.is_correct,
        answer=asked.shown_answer(question, seed, given.answer),
        solution=asked.solution(question, seed, key),
        comes_back=[Return(card.concept, day.until(card.due_at)) for card in due],
    )


def _present(card: Card, found: Asked, day: Day) -> ReviewQuestion:
    prompt = asked.prompt(found.question, _seed(card, day))
    return ReviewQuestion(
        card=card.id,
        concept=card.concept,
        module=found.module,
        module_title=found.module_title,
        id=prompt.id,
        type=prompt.type,
        text=prompt.text,
        options=prompt.options,
        points=prompt.points,
    )
