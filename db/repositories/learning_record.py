"""What a person has to show: completed modules and quiz results; and what a module holds."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, Numeric, case, cast, func, select
from sqlalchemy.orm import Session

from db.enums import LessonType, ProgressStatus, QuestionType, Track
from db.models.catalogue import Assessment, Lesson, Module
from db.models.progress import UserProgress
from db.models.quiz import QuizAttempt, QuizSession


@dataclass(frozen=True)
class CompletedModule:
    """A module of the catalogue that a person completed."""

    id: int
    slug: str
    title: str
    track: Track
    completed_at: datetime


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the table of contents."""

    id: uuid.UUID
    slug: str
    title: str
    lesson_type: LessonType
    minutes: int | None


@dataclass(frozen=True)
class AssessmentLine:
    """A question or task in the table of contents, without its answer."""

    id: uuid.UUID
    question_type: QuestionType
    question_text: str
    points: int


@dataclass(frozen=True)
class ModuleContents:
    """A module with its lessons and assessments, each in their order."""

    id: int
    slug: str
    title: str
    lessons: tuple[LessonLine, ...]
    assessments: tuple[AssessmentLine, ...]


@dataclass(frozen=True)
class QuizPerformance:
    """How a person answered the questions of a module; accuracy in percent of all answers."""

    module_id: int
    module: str
    attempts: int
    correct: int
    accuracy: Decimal


class LearningRecordRepository:
    """Reads by user or module, each along one index."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def completed_modules(self, user_id: uuid.UUID) -> list[CompletedModule]:
        """The modules that a person completed, in the order of the curriculum."""
        rows: Iterable[Any] = self._session.execute(
            select(Module.id, Module.slug, Module.title, Module.track, UserProgress.completed_at)
            .join(UserProgress, UserProgress.module_id == Module.id)
            .where(
                UserProgress.user_id == user_id,
                UserProgress.module_id.is_not(None),
                UserProgress.status == ProgressStatus.COMPLETED,
            )
            .order_by(Module.order_index)
        )
        return [CompletedModule(*row) for row in rows]

    def module_contents(self, module_id: int) -> ModuleContents | None:
        """A module with what is in it; None for an unknown one. What was retired is left out."""
        module = self._session.execute(
            select(Module.id, Module.slug, Module.title).where(Module.id == module_id)
        ).one_or_none()
        if module is None:
            return None
        lessons = self._session.execute(
            select(Lesson.id, Lesson.slug, Lesson.title, Lesson.lesson_type, Lesson.estimated_minutes)
            .where(Lesson.module_id == module_id, Lesson.retired_at.is_(None))
            .order_by(Lesson.order_index)
        )
        assessments = self._session.execute(
            select(Assessment.id, Assessment.question_type, Assessment.question_text, Assessment.points)
            .where(Assessment.module_id == module_id, Assessment.retired_at.is_(None))
            .order_by(Assessment.order_index)
        )
        return ModuleContents(
            *module,
            lessons=tuple(LessonLine(*row) for row in lessons),
            assessments=tuple(AssessmentLine(*row) for row in assessments),
        )

    def quiz_performance(self, user_id: uuid.UUID) -> list[QuizPerformance]:
        """How a person did in the questions of each module of which she submitted a quiz.

        An answer that waits for its review counts as an attempt, and not as correct.
        """
        right = case((QuizAttempt.is_correct.is_(True), 1), else_=0)
        correct = func.sum(right, type_=Integer)
        accuracy = cast(100 * func.avg(cast(right, Numeric)), Numeric(5, 2))
        rows = self._session.execute(
            select(Module.id, Module.title, func.count(QuizAttempt.id), correct, accuracy)
            .join(Assessment, Assessment.module_id == Module.id)
            .join(QuizAttempt, QuizAttempt.assessment_id == Assessment.id)
            .join(QuizSession, QuizSession.id == QuizAttempt.session_id)
            .where(QuizAttempt.user_id == user_id, QuizSession.submitted_at.is_not(None))
            .group_by(Module.id, Module.title)
            .order_by(Module.id)
        )
        return [QuizPerformance(*row) for row in rows]
