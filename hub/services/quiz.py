"""The quiz of a module: how its learner stands in it, and whether she may take it now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from db.enums import ProgressStatus
from db.errors import Conflict, Forbidden, NotFound
from db.repositories.attempt_view import AttemptViewRepository
from db.repositories.cohort import CohortRepository, QuizRules
from db.repositories.course_view import CourseViewRepository, ModuleRow
from db.repositories.progress import PASS_MARK
from db.repositories.quiz import Question, QuizRepository
from db.repositories.quiz_standing import QuizStanding, QuizStandingRepository
from db.unit_of_work import UnitOfWork
from hub.services.course import shared_locks
from hub.services.item import Item, describe, quiz_status
from hub.services.lookup import Locked
from hub.services.person import Begin
from hub.services.viewer import Viewer

_NO_QUIZ = "You have no quiz of this name: look for it in the Course panel."


class TriesUsed(Forbidden):
    """The cohort allows no further sitting of this quiz."""

    code = "tries_used"


class TooSoon(Forbidden):
    """The cohort asks for a pause between two sittings of a quiz."""

    code = "too_soon"


class NothingMissed(Conflict):
    """There is no question left that was missed."""

    code = "nothing_missed"


@dataclass(frozen=True)
class FoundQuiz:
    """A quiz with its module, the learner's standing and her cohort's rules."""

    module: ModuleRow
    standing: QuizStanding
    rules: QuizRules
    cohort_id: UUID
    lock_reason: str | None

    def require_allowed(self, now: datetime) -> None:
        """Raise the reason why no sitting can begin now."""
        if self.lock_reason:
            raise Locked(f"This module is locked. {self.lock_reason}")
        if self.tries_left == 0:
            raise TriesUsed(
                f"You took this quiz {self.standing.submitted} times, as often as your cohort allows: "
                "ask your instructor for another try."
            )
        again = self.allowed_from
        if again is not None and now < again:
            moment = f"{again.astimezone(UTC):%d %B at %H:%M UTC}"
            raise TooSoon(
                f"Your cohort asks for a pause between two tries: come back on {moment} and read the "
                "explanations meanwhile."
            )

    @property
    def tries_left(self) -> int | None:
        """How many more sittings there may be; None for as many as one likes."""
        if self.rules.tries is None:
            return None
        return max(self.rules.tries - self.standing.submitted, 0)

    @property
    def allowed_from(self) -> datetime | None:
        """The end of the pause after the last sitting; None where there is none."""
        last = self.standing.last_submitted_at
        if last is None or not self.rules.wait_minutes:
            return None
        return last + timedelta(minutes=self.rules.wait_minutes)


@dataclass(frozen=True)
class Quiz:
    """What is to be known of a quiz before a sitting; `refusal` says why none can begin now."""

    key: str
    number: int
    title: str
    status: ProgressStatus
    questions: int
    points: int
    earned: int | None
    is_waiting: bool
    missed: int
    sittings: int
    tries: int | None
    wait_minutes: int
    refusal: str | None
    allowed_from: datetime | None
    open_sitting: UUID | None
    latest_sitting: UUID | None
    tasks: list[Item]


def read_quiz(begin: Begin, viewer: Viewer, key: str, now: datetime) -> Quiz:
    """Return the quiz of the module of this key; NotFound when the person has none."""
    with begin() as uow:
        found = find_quiz(uow, viewer, key)
        quizzes = QuizRepository(uow.session)
        module_id = found.module.id
        still_open = quizzes.open_sitting(viewer.id, module_id)
        latest = quizzes.submitted(viewer.id, module_id, limit=1)
        missed = missed_questions(uow, viewer.id, module_id)
        tasks = _tasks(uow, viewer, found)
    standing = found.standing
    return Quiz(
        key=found.module.slug,
        number=module_id,
        title=found.module.title,
        status=quiz_status(standing),
        questions=standing.questions,
        points=standing.possible,
        earned=standing.earned if standing.submitted else None,
        is_waiting=standing.is_waiting,
        missed=len(missed) if standing.submitted else 0,
        sittings=standing.submitted,
        tries=found.rules.tries,
        wait_minutes=found.rules.wait_minutes,
        refusal=_refusal(found, now),
        allowed_from=found.allowed_from,
        open_sitting=still_open.id if still_open else None,
        latest_sitting=latest[0].id if latest else None,
        tasks=tasks,
    )


def find_quiz(uow: UnitOfWork, viewer: Viewer, key: str) -> FoundQuiz:
    """Return the quiz of a published module of the person's cohort; NotFound where there is none."""
    if viewer.cohort is None:
        raise NotFound(_NO_QUIZ)
    modules = CourseViewRepository(uow.session).modules(viewer.id)
    module = next((each for each in modules if each.slug == key and each.is_published), None)
    standing = QuizStandingRepository(uow.session).of(viewer.id, module.id) if module else None
    if module is None or standing is None:
        raise NotFound(_NO_QUIZ)
    cohort_id = viewer.cohort.cohort_id
    rules = CohortRepository(uow.session).quiz_rules(cohort_id)
    return FoundQuiz(module, standing, rules, cohort_id, shared_locks(modules)[module.id].reason)


def missed_questions(uow: UnitOfWork, user_id: UUID, module_id: int) -> list[Question]:
    """Return the questions for which no sitting brought enough points, without those a teacher reads."""
    quizzes = QuizRepository(uow.session)
    best = quizzes.best_points(user_id, module_id)
    return [each for each in quizzes.questions(module_id) if _is_missed(each, best)]


def _is_missed(question: Question, best: dict[UUID, int | None]) -> bool:
    if question.id not in best:
        return True  # it came into the quiz after the last sitting
    points = best[question.id]
    return points is not None and points < question.points * PASS_MARK


def _refusal(found: FoundQuiz, now: datetime) -> str | None:
    try:
        found.require_allowed(now)
    except Forbidden as error:
        return error.message
    return None


def _tasks(uow: UnitOfWork, viewer: Viewer, found: FoundQuiz) -> list[Item]:
    """Return the coding tasks that belong to the quiz; they count through what is handed in for them."""
    rows = CourseViewRepository(uow.session).tasks(viewer.id, found.cohort_id)
    attempts = AttemptViewRepository(uow.session).summarise(viewer.id)
    return [
        describe(row, attempts.get(row.task_id) if row.task_id else None, None)
        for row in rows
        if row.module_id == found.module.id
    ]
