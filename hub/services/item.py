"""A lesson, an exercise or a quiz as its learner sees it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from db.enums import ItemKind, ProgressStatus
from db.repositories.attempt_view import Attempts
from db.repositories.course_view import ItemRow
from db.repositories.progress import PASS_MARK
from db.repositories.quiz_standing import QuizStanding


@dataclass(frozen=True)
class Item:
    """One line of the Course panel."""

    key: str
    kind: ItemKind
    title: str
    minutes: int | None
    points: int | None
    due_at: datetime | None
    status: ProgressStatus
    score: Decimal | None
    max_score: Decimal | None
    attempts: int
    version: str | None

    @property
    def is_done(self) -> bool:
        """Tell whether it counts towards its module."""
        return self.status in {ProgressStatus.COMPLETED, ProgressStatus.PASSED}


def describe(row: ItemRow, attempts: Attempts | None, version: str | None) -> Item:
    """Put a row, the attempts at it and its notebook's version together."""
    status = exercise_status(attempts) if row.kind is ItemKind.EXERCISE else lesson_status(row)
    return Item(
        key=row.key,
        kind=row.kind,
        title=row.title,
        minutes=row.minutes,
        points=row.points,
        due_at=row.due_at,
        status=status,
        score=attempts.score if attempts else None,
        max_score=attempts.max_score if attempts else None,
        attempts=attempts.count if attempts else 0,
        version=version,
    )


def describe_quiz(module: str, quiz: QuizStanding) -> Item:
    """Make the line of a module's quiz."""
    is_judged = quiz.submitted > 0
    return Item(
        key=f"{module}-quiz",
        kind=ItemKind.QUIZ,
        title="Quiz",
        minutes=None,
        points=quiz.possible,
        due_at=None,
        status=quiz_status(quiz),
        score=Decimal(quiz.earned) if is_judged else None,
        max_score=Decimal(quiz.possible) if is_judged else None,
        attempts=quiz.submitted,
        version=None,
    )


def quiz_status(quiz: QuizStanding) -> ProgressStatus:
    """Tell how far a quiz is: passed it stays, and what a teacher has to decide may still pass it."""
    if quiz.is_passed:
        return ProgressStatus.PASSED
    if quiz.is_open:
        return ProgressStatus.IN_PROGRESS
    if quiz.is_waiting:
        return ProgressStatus.PENDING
    return ProgressStatus.FAILED if quiz.submitted else ProgressStatus.NOT_STARTED


def lesson_status(row: ItemRow) -> ProgressStatus:
    """Tell how far a lesson is."""
    if row.completed_at:
        return ProgressStatus.COMPLETED
    return ProgressStatus.IN_PROGRESS if row.opened_at else ProgressStatus.NOT_STARTED


def exercise_status(attempts: Attempts | None) -> ProgressStatus:
    """Tell how far an exercise is: what is being judged comes first, then the best of all attempts."""
    if attempts is None:
        return ProgressStatus.NOT_STARTED
    if not attempts.state.is_settled:
        return ProgressStatus.PENDING
    is_good = attempts.best_share is not None and attempts.best_share >= PASS_MARK
    return ProgressStatus.PASSED if is_good else ProgressStatus.FAILED


def is_passed(score: Decimal, max_score: Decimal) -> bool:
    """Tell whether these points are enough."""
    return score >= max_score * PASS_MARK
