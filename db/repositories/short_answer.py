"""Short answers that wait for a teacher, and what teachers decided."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from db.enums import CohortRole, QuestionType
from db.models.catalogue import Assessment, Module
from db.models.cohort import CohortMember
from db.models.quiz import QuizAttempt, QuizSession
from db.models.user import User

Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True)
class ShortAnswer:
    """What a student answered in a submitted sitting, with the question; `points` are None while it waits."""

    id: uuid.UUID
    user_id: uuid.UUID
    username: str
    full_name: str | None
    module_id: int
    module: str
    module_title: str
    question_id: uuid.UUID
    question: str
    answer: str | None
    points: int | None
    max_points: int
    comment: str | None
    submitted_at: datetime
    decided_at: datetime | None
    decided_by: uuid.UUID | None

    @property
    def place(self) -> Place:
        """Where it stands in the queue."""
        return self.submitted_at, self.id


_COLUMNS = (
    QuizAttempt.id,
    User.id,
    User.username,
    User.full_name,
    Module.id,
    Module.slug,
    Module.title,
    Assessment.id,
    Assessment.question_text,
    QuizAttempt.user_answer,
    QuizAttempt.points_earned,
    Assessment.points,
    QuizAttempt.comment,
    QuizSession.submitted_at,
    QuizAttempt.decided_at,
    QuizAttempt.decided_by,
)


class ShortAnswerRepository:
    """All SQL for who marks short answers; policies show a teacher those of her students."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def waiting(self, cohort_id: uuid.UUID, *, after: Place | None = None, limit: int) -> list[ShortAnswer]:
        """The undecided answers of a cohort's students behind a place in the queue, the oldest first."""
        waits = (QuizAttempt.is_correct.is_(None), QuizAttempt.user_answer.is_not(None))
        statement = _of_cohort(cohort_id).where(*waits)
        if after is not None:
            moment, number = after
            statement = statement.where(
                or_(
                    QuizSession.submitted_at > moment,
                    and_(QuizSession.submitted_at == moment, QuizAttempt.id > number),
                )
            )
        statement = statement.order_by(QuizSession.submitted_at, QuizAttempt.id).limit(limit)
        return [ShortAnswer(*row) for row in self._session.execute(statement)]

    def hold(self, cohort_id: uuid.UUID, answer_id: uuid.UUID) -> ShortAnswer | None:
        """One short answer of a student of the cohort, which nobody else decides until the commit."""
        statement = _of_cohort(cohort_id).where(QuizAttempt.id == answer_id)
        row = self._session.execute(statement.with_for_update(of=QuizAttempt)).one_or_none()
        return None if row is None else ShortAnswer(*row)

    def get(self, answer_id: uuid.UUID) -> ShortAnswer | None:
        """One short answer, of whatever cohort."""
        row = self._session.execute(_answers().where(QuizAttempt.id == answer_id)).one_or_none()
        return None if row is None else ShortAnswer(*row)

    def decide(
        self, answer_id: uuid.UUID, points: int, comment: str | None, by: uuid.UUID, at: datetime
    ) -> None:
        """Store what a teacher gives for an answer; without points it is wrong."""
        self._session.execute(
            update(QuizAttempt)
            .where(QuizAttempt.id == answer_id)
            .values(
                is_correct=points > 0, points_earned=points, comment=comment, decided_by=by, decided_at=at
            )
        )


def _answers() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(QuizSession, QuizSession.id == QuizAttempt.session_id)
        .join(Assessment, Assessment.id == QuizAttempt.assessment_id)
        .join(Module, Module.id == Assessment.module_id)
        .join(User, User.id == QuizAttempt.user_id)
        .where(QuizSession.submitted_at.is_not(None), Assessment.question_type == QuestionType.SHORT_ANSWER)
    )


def _of_cohort(cohort_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return _answers().join(
        CohortMember,
        and_(
            CohortMember.user_id == QuizAttempt.user_id,
            CohortMember.cohort_id == cohort_id,
            CohortMember.role == CohortRole.STUDENT,
        ),
    )
