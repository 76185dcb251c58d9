"""Quizzes: their questions, the sittings of learners and the ledger of answers."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, insert, select, update
from sqlalchemy.orm import Session

from db.enums import QuestionType
from db.models.catalogue import Assessment
from db.models.quiz import QuizAttempt, QuizSession


@dataclass(frozen=True)
class Question:
    """A question as it is asked: without its answer; `options` by letter, for a choice."""

    id: uuid.UUID
    module_id: int
    key: str | None
    type: QuestionType
    text: str
    options: dict[str, str] | None
    points: int
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class Sitting:
    """One sitting; points are None while it is open, and lack those that a teacher still has to give."""

    id: uuid.UUID
    user_id: uuid.UUID
    module_id: int
    number: int
    started_at: datetime
    submitted_at: datetime | None
    earned: int | None
    possible: int | None
    is_partial: bool


@dataclass(frozen=True)
class Answer:
    """A question of a sitting with what was answered; see `QuizAttempt`."""

    question: Question
    answer: str | None
    is_correct: bool | None
    points: int | None
    seconds: int | None
    comment: str | None


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth; both are None while a teacher has to decide."""

    is_correct: bool | None
    points: int | None


QUESTION = (
    Assessment.id,
    Assessment.module_id,
    Assessment.question_key,
    Assessment.question_type,
    Assessment.question_text,
    Assessment.options,
    Assessment.points,
    Assessment.concepts,
)
_SITTING = (
    QuizSession.id,
    QuizSession.user_id,
    QuizSession.module_id,
    QuizSession.attempt_number,
    QuizSession.started_at,
    QuizSession.submitted_at,
    QuizSession.points_earned,
    QuizSession.points_possible,
    QuizSession.is_partial,
)


def as_question(row: Iterable[Any]) -> Question:
    """Make a question of the columns `QUESTION`."""
    number, module_id, key, kind, text, options, points, concepts = row
    return Question(number, module_id, key, kind, text, options, points, tuple(concepts))


class QuizRepository:
    """All SQL on sittings; their policies let a learner reach her own, and her teachers read them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def questions(self, module_id: int) -> list[Question]:
        """The questions that a module asks, in order, without its coding tasks."""
        rows = self._session.execute(
            select(*QUESTION)
            .where(
                Assessment.module_id == module_id,
                Assessment.question_type != QuestionType.CODING_TASK,
                Assessment.retired_at.is_(None),
            )
            .order_by(Assessment.order_index)
        )
        return [as_question(row) for row in rows]

    def best_points(self, user_id: uuid.UUID, module_id: int) -> dict[uuid.UUID, int | None]:
        """Of each question that the learner submitted, the most points; None while a teacher reads one."""
        is_read = func.bool_and(QuizAttempt.is_correct.is_not(None))
        best = case((is_read, func.max(QuizAttempt.points_earned)))
        rows = self._session.execute(
            select(QuizAttempt.assessment_id, best)
            .join(QuizSession, QuizSession.id == QuizAttempt.session_id)
            .where(
                QuizSession.user_id == user_id,
                QuizSession.module_id == module_id,
                QuizSession.submitted_at.is_not(None),
            )
            .group_by(QuizAttempt.assessment_id)
        )
        return {question: points for question, points in rows}  # noqa: C416

    def sitting(self, user_id: uuid.UUID, sitting_id: uuid.UUID) -> Sitting | None:
        """One sitting of the learner's own."""
        return self._one(QuizSession.id == sitting_id, QuizSession.user_id == user_id)

    def open_sitting(self, user_id: uuid.UUID, module_id: int) -> Sitting | None:
        """The learner's sitting of a module that she has not submitted."""
        return self._one(
            QuizSession.user_id == user_id,
            QuizSession.module_id == module_id,
            QuizSession.submitted_at.is_(None),
        )

    def submitted(
        self, user_id: uuid.UUID, module_id: int, *, before: int | None = None, limit: int
    ) -> list[Sitting]:
        """The learner's submitted sittings of a module numbered below `before`, the newest first."""
        statement = select(*_SITTING).where(
            QuizSession.user_id == user_id,
            QuizSession.module_id == module_id,
            QuizSession.submitted_at.is_not(None),
        )
        if before is not None:
            statement = statement.where(QuizSession.attempt_number < before)
        rows = self._session.execute(statement.order_by(QuizSession.attempt_number.desc()).limit(limit))
        return [Sitting(*row) for row in rows]

    def begin(
        self,
        user_id: uuid.UUID,
        module_id: int,
        questions: Iterable[Question],
        at: datetime,
        *,
        is_partial: bool,
    ) -> Sitting:
        """Open the learner's next sitting with these questions, none of them answered."""
        highest = (
            select(func.coalesce(func.max(QuizSession.attempt_number), 0))
            .where(QuizSession.user_id == user_id, QuizSession.module_id == module_id)
            .scalar_subquery()
        )
        values = {
            "user_id": user_id,
            "module_id": module_id,
            "attempt_number": highest + 1,
            "started_at": at,
            "is_partial": is_partial,
        }
        row = self._session.execute(insert(QuizSession).values(values).returning(*_SITTING)).one()
        sitting = Sitting(*row)
        answers = [
            {"session_id": sitting.id, "user_id": user_id, "assessment_id": each.id, "attempted_at": at}
            for each in questions
        ]
        self._session.execute(insert(QuizAttempt), answers)
        return sitting

    def answers(self, sitting_id: uuid.UUID) -> list[Answer]:
        """The questions of a sitting in order, with what was answered."""
        rows = self._session.execute(
            select(
                QuizAttempt.user_answer,
                QuizAttempt.is_correct,
                QuizAttempt.points_earned,
                QuizAttempt.time_spent_seconds,
                QuizAttempt.comment,
                *QUESTION,
            )
            .join(Assessment, Assessment.id == QuizAttempt.assessment_id)
            .where(QuizAttempt.session_id == sitting_id)
            .order_by(Assessment.order_index, Assessment.id)
        )
        return [Answer(as_question(question), *given) for *given, question in map(_split, rows)]

    def waiting(self, sitting_id: uuid.UUID) -> list[uuid.UUID]:
        """The answers of a sitting, by their own ids, that were judged and wait for a teacher."""
        undecided = (QuizAttempt.is_correct.is_(None), QuizAttempt.user_answer.is_not(None))
        found = select(QuizAttempt.id).where(QuizAttempt.session_id == sitting_id, *undecided)
        return list(self._session.scalars(found.order_by(QuizAttempt.id)))

    def save(
        self, sitting_id: uuid.UUID, question_id: uuid.UUID, answer: str | None, seconds: int, at: datetime
    ) -> bool:
        """Keep an answer while the sitting is open; False when it is not, or has no such question."""
        still_open = select(QuizSession.id).where(
            QuizSession.id == sitting_id, QuizSession.submitted_at.is_(None)
        )
        if self._session.scalar(still_open.with_for_update(read=True)) is None:
            return False
        changed = self._session.execute(
            update(QuizAttempt)
            .where(QuizAttempt.session_id == sitting_id, QuizAttempt.assessment_id == question_id)
            .values(user_answer=answer, time_spent_seconds=seconds, attempted_at=at)
            .returning(QuizAttempt.id)
        )
        return changed.one_or_none() is not None

    def close(self, sitting_id: uuid.UUID, at: datetime) -> bool:
        """Submit a sitting, with no points yet; False when it was submitted before."""
        possible = (
            select(func.coalesce(func.sum(Assessment.points), 0))
            .join(QuizAttempt, QuizAttempt.assessment_id == Assessment.id)
            .where(QuizAttempt.session_id == sitting_id)
            .scalar_subquery()
        )
        closed = self._session.execute(
            update(QuizSession)
            .where(QuizSession.id == sitting_id, QuizSession.submitted_at.is_(None))
            .values(submitted_at=at, points_earned=0, points_possible=possible)
            .returning(QuizSession.id)
        )
        return closed.one_or_none() is not None

    def judge(self, sitting_id: uuid.UUID, verdicts: Mapping[uuid.UUID, Verdict]) -> None:
        """Store what the answers of a submitted sitting are worth, by question; a trigger sums them up."""
        attempt = QuizAttempt.__table__
        statement = (
            update(QuizAttempt)
            .where(and_(attempt.c.session_id == sitting_id, attempt.c.assessment_id == bindparam("question")))
            .values(is_correct=bindparam("is_right"), points_earned=bindparam("points"))
            .execution_options(synchronize_session=False)
        )
        rows = [
            {"question": question, "is_right": verdict.is_correct, "points": verdict.points}
            for question, verdict in verdicts.items()
        ]
        if rows:
            self._session.connection().execute(statement, rows)

    def _one(self, *conditions: ColumnElement[bool]) -> Sitting | None:
        row = self._session.execute(select(*_SITTING).where(*conditions)).one_or_none()
        return None if row is None else Sitting(*row)


def _split(row: Iterable[Any]) -> tuple[Any, ...]:
    """The first five columns, and then the others as one."""
    columns = tuple(row)
    return (*columns[:5], columns[5:])
