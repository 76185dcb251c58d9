"""Taking a quiz: a sitting is begun, answered, submitted and looked at again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from curriculum.grading.standing import Standing
from db.errors import Conflict, NotFound
from db.repositories import quiz as stored
from db.repositories.answer_key import AnswerKeyRepository
from db.repositories.event import EventRepository
from db.repositories.progress import ProgressRepository
from db.repositories.quiz import QuizRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.services import question as asked
from hub.services.marking import mark
from hub.services.memory import remember
from hub.services.person import Begin
from hub.services.quiz import NothingMissed, find_quiz, missed_questions
from hub.services.sitting_view import Sitting, present
from hub.services.viewer import Viewer

_LONGEST_SECONDS = 24 * 3600
_NOT_YOURS = "You have no such sitting: open the quiz from the Course panel."


class Submitted(Conflict):
    """The sitting was submitted, so its answers stay as they are."""

    code = "submitted"


@dataclass(frozen=True)
class Line:
    """A sitting in the list of them."""

    id: UUID
    number: int
    is_partial: bool
    started_at: datetime
    submitted_at: datetime | None
    earned: int | None
    possible: int | None


@dataclass(frozen=True)
class Page:
    """Submitted sittings, the newest first, and where to read on."""

    items: list[Line]
    next: int | None


@dataclass(frozen=True)
class Saved:
    """An answer as it is kept, in the choices' ids, and how long the person was at it altogether."""

    question: UUID
    answer: str | None
    seconds: int


def begin_sitting(begin: Begin, viewer: Viewer, key: str, now: datetime, *, only_missed: bool) -> Sitting:
    """Begin a sitting of a module's quiz, with all questions or those missed so far; the open one goes on."""
    with begin() as uow:
        ProgressRepository(uow.session).lock(viewer.id)
        found = find_quiz(uow, viewer, key)
        quizzes = QuizRepository(uow.session)
        sitting = quizzes.open_sitting(viewer.id, found.module.id)
        if sitting is None:
            found.require_allowed(now)
            is_partial = only_missed and found.standing.submitted > 0
            if is_partial:
                questions = missed_questions(uow, viewer.id, found.module.id)
            else:
                questions = quizzes.questions(found.module.id)
            if not questions:
                raise NothingMissed("You missed no question of this quiz: take all of it again if you like.")
            sitting = quizzes.begin(viewer.id, found.module.id, questions, now, is_partial=is_partial)
            _move(uow, viewer, found.module.id, now)
            uow.commit()
        return present(uow, sitting)


def read_sitting(begin: Begin, viewer: Viewer, sitting_id: UUID) -> Sitting:
    """Return a sitting of the person's own; NotFound for anybody else's."""
    with begin() as uow:
        return present(uow, _require(uow, viewer, sitting_id))


def list_sittings(begin: Begin, viewer: Viewer, key: str, before: int | None, limit: int) -> Page:
    """Return the person's submitted sittings of a quiz, numbered below `before`."""
    with begin() as uow:
        found = find_quiz(uow, viewer, key)
        rows = QuizRepository(uow.session).submitted(
            viewer.id, found.module.id, before=before, limit=limit + 1
        )
    items = [
        Line(row.id, row.number, row.is_partial, row.started_at, row.submitted_at, row.earned, row.possible)
        for row in rows[:limit]
    ]
    return Page(items, items[-1].number if len(rows) > limit else None)


def save_answer(begin: Begin, viewer: Viewer, sitting_id: UUID, given: Saved, now: datetime) -> Saved:
    """Keep an answer of an open sitting; None takes it back. Saving the same again changes nothing.

    Invalid for what is no choice of the question, Submitted for a sitting that is not open any more.
    """
    with begin() as uow:
        sitting = _require(uow, viewer, sitting_id)
        quizzes = QuizRepository(uow.session)
        questions = {each.question.id: each.question for each in quizzes.answers(sitting_id)}
        question = questions.get(given.question)
        if question is None:
            raise NotFound("This sitting has no such question: reload the page.")
        kept = asked.stored_answer(question, sitting.id, given.answer)
        passed = max(0, int((now - sitting.started_at).total_seconds()))
        seconds = min(given.seconds, passed, _LONGEST_SECONDS)
        if not quizzes.save(sitting_id, question.id, kept, seconds, now):
            raise Submitted("You submitted this quiz already: look at its result.")
        uow.commit()
    return Saved(question.id, asked.shown_answer(question, sitting.id, kept), seconds)


def submit(begin: Begin, viewer: Viewer, sitting_id: UUID, now: datetime) -> Sitting:
    """Submit a sitting: mark it, move the learner's progress and her reviews, and tell the keys.

    All of it or nothing; submitting again changes nothing and returns the same.
    """
    with begin() as uow:
        sitting = _require(uow, viewer, sitting_id)
        ProgressRepository(uow.session).lock(viewer.id)
        if QuizRepository(uow.session).close(sitting.id, now):
            _judge(uow, viewer, sitting, now)
            _move(uow, viewer, sitting.module_id, now)
            uow.commit()
        return present(uow, _require(uow, viewer, sitting_id))


def _judge(uow: UnitOfWork, viewer: Viewer, sitting: stored.Sitting, now: datetime) -> None:
    quizzes = QuizRepository(uow.session)
    answers = quizzes.answers(sitting.id)
    keys = AnswerKeyRepository(uow.session).reveal(each.question.id for each in answers)
    verdicts = {
        each.question.id: mark(each.question, each.answer, keys[each.question.id]) for each in answers
    }
    quizzes.judge(sitting.id, verdicts)
    waiting = quizzes.waiting(sitting.id)
    if waiting:  # one hint tells of all of them: whoever hears it reads the whole list
        EventRepository(uow.session).answer_waits(viewer.username, waiting[0])
    judged = [
        (each.question, is_correct)
        for each in answers
        if (is_correct := verdicts[each.question.id].is_correct) is not None
    ]
    remember(uow, viewer.id, judged, now)


def _move(uow: UnitOfWork, viewer: Viewer, module_id: int, now: datetime) -> None:
    """Bring everything that follows from the quiz up to date: bar, completion, unlocks, feed, badges."""
    person = UserRepository(uow.session).by_id(viewer.id)
    if person is None:
        raise NotFound("Your account is gone: log in again.")
    standing = Standing(uow.session, person, now)
    standing.catalogue_module(module_id)
    standing.award()


def _require(uow: UnitOfWork, viewer: Viewer, sitting_id: UUID) -> stored.Sitting:
    found = QuizRepository(uow.session).sitting(viewer.id, sitting_id)
    if found is None:
        raise NotFound(_NOT_YOURS)
    return found
