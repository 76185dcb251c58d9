"""Where a learner stands in a task or module: computed from what is stored, written as `user_progress`."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import ProgressStatus
from db.models.catalogue import Assessment, Lesson
from db.models.course import Exercise, GeneratedModule
from db.models.progress import LessonProgress, UserProgress
from db.models.submission import CodeSubmission
from db.repositories.quiz_standing import QuizStanding, QuizStandingRepository

PASS_MARK = Decimal("0.7")


@dataclass(frozen=True)
class ModuleStanding:
    """How many of a module's items are done, and the mean of the best task and quiz scores in percent."""

    done: int
    total: int
    score: int | None

    @property
    def percent(self) -> Decimal:
        """The share of items done, rounded down to hundredths, so that 100 means all of them."""
        return Decimal(100 * 100 * self.done // self.total) / 100 if self.total else Decimal(0)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.total > 0 and self.done == self.total


@dataclass(frozen=True)
class ExerciseStanding:
    """The best judged score in percent, or None when nothing has been judged."""

    score: int | None
    is_passed: bool
    attempts: int


class ProgressRepository:
    """All SQL on standings; `CourseViewRepository` reads what is written here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, user_id: uuid.UUID) -> None:
        """Let one transaction at a time move the learner's standings."""
        key = func.hashtextextended(f"progress:{user_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def exercise(self, user_id: uuid.UUID, task_id: uuid.UUID) -> ExerciseStanding:
        """How the learner stands in one task, an assessment or an exercise."""
        share = CodeSubmission.grade / CodeSubmission.max_grade
        task = func.coalesce(CodeSubmission.assessment_id, CodeSubmission.exercise_id)
        best, attempts = self._session.execute(
            select(func.max(share), func.count()).where(CodeSubmission.user_id == user_id, task == task_id)
        ).one()
        if best is None:
            return ExerciseStanding(None, is_passed=False, attempts=attempts)
        score = min(int(best * 100), 100)
        return ExerciseStanding(score, is_passed=best >= PASS_MARK, attempts=attempts)

    def write_exercise(self, user_id: uuid.UUID, exercise_id: uuid.UUID) -> ExerciseStanding:
        """Bring the learner's row for a generated exercise up to date with her attempts."""
        standing = self.exercise(user_id, exercise_id)
        latest = self._session.execute(
            select(CodeSubmission.test_results, CodeSubmission.submitted_at, CodeSubmission.execution_time_ms)
            .where(CodeSubmission.user_id == user_id, CodeSubmission.exercise_id == exercise_id)
            .order_by(CodeSubmission.submission_version.desc())
            .limit(1)
        ).one_or_none()
        if latest is None:
            return standing
        status = ProgressStatus.PENDING
        if standing.score is not None:
            status = ProgressStatus.PASSED if standing.is_passed else ProgressStatus.FAILED
        values = {
            "status": status,
            "score": standing.score,
            "attempts": standing.attempts,
            "test_results": latest.test_results,
            "submitted_at": latest.submitted_at,
            "execution_time_ms": latest.execution_time_ms,
        }
        row = insert(UserProgress).values(user_id=user_id, exercise_id=exercise_id, **values)
        self._session.execute(
            row.on_conflict_do_update(
                index_elements=[UserProgress.user_id, UserProgress.exercise_id],
                index_where=UserProgress.exercise_id.is_not(None),
                set_=values,
            )
        )
        return standing

    def catalogue_module(self, user_id: uuid.UUID, module_id: int) -> ModuleStanding:
        """How the learner stands in a module of the catalogue.

        Its items are the lessons, to be completed, and the tasks and the quiz, to be passed.
        """
        lessons, read = self._session.execute(
            select(func.count(), func.count(LessonProgress.completed_at))
            .select_from(Lesson)
            .outerjoin(
                LessonProgress,
                (LessonProgress.lesson_id == Lesson.id) & (LessonProgress.user_id == user_id),
            )
            .where(Lesson.module_id == module_id, Lesson.retired_at.is_(None))
        ).one()
        tasks = self._session.scalars(
            select(Assessment.id).where(
                Assessment.module_id == module_id,
                Assessment.slug.is_not(None),
                Assessment.retired_at.is_(None),
            )
        )
        quiz = QuizStandingRepository(self._session).of(user_id, module_id)
        return self._standing(user_id, lessons, read, list(tasks), quiz)

    def write_catalogue_module(self, user_id: uuid.UUID, module_id: int, at: datetime) -> ModuleStanding:
        """Bring the learner's row for a module of the catalogue up to date."""
        standing = self.catalogue_module(user_id, module_id)
        if standing.is_complete:
            status, completed = ProgressStatus.COMPLETED, func.coalesce(UserProgress.completed_at, at)
        else:
            status, completed = ProgressStatus.IN_PROGRESS, None
        shared: dict[str, Any] = {
            "status": status,
            "progress_percent": standing.percent,
            "last_accessed": at,
        }
        row = insert(UserProgress).values(
            user_id=user_id,
            module_id=module_id,
            started_at=at,
            time_spent_minutes=0,
            completed_at=at if standing.is_complete else None,
            **shared,
        )
        self._session.execute(
            row.on_conflict_do_update(
                index_elements=[UserProgress.user_id, UserProgress.module_id],
                index_where=UserProgress.module_id.is_not(None),
                set_={
                    **shared,
                    "completed_at": completed,
                    "started_at": func.coalesce(UserProgress.started_at, at),
                },
            )
        )
        return standing

    def generated_module(self, user_id: uuid.UUID, module_id: uuid.UUID) -> ModuleStanding:
        """How the learner stands in a module of her own course."""
        has_lesson, has_read = self._session.execute(
            select(GeneratedModule.content_json.has_key("lesson"), LessonProgress.completed_at.is_not(None))
            .outerjoin(
                LessonProgress,
                and_(
                    LessonProgress.generated_module_id == GeneratedModule.id,
                    LessonProgress.user_id == user_id,
                ),
            )
            .where(GeneratedModule.id == module_id)
        ).one()
        exercises = self._session.scalars(select(Exercise.id).where(Exercise.module_id == module_id))
        return self._standing(user_id, int(has_lesson), int(has_lesson and has_read), list(exercises))

    def _standing(
        self,
        user_id: uuid.UUID,
        lessons: int,
        read: int,
        tasks: list[uuid.UUID],
        quiz: QuizStanding | None = None,
    ) -> ModuleStanding:
        task = func.coalesce(CodeSubmission.assessment_id, CodeSubmission.exercise_id)
        best = func.max(CodeSubmission.grade / CodeSubmission.max_grade)
        found = self._session.scalars(
            select(best)
            .where(CodeSubmission.user_id == user_id, task.in_(tasks), CodeSubmission.grade.is_not(None))
            .group_by(task)
        )
        shares = [share for share in found if share is not None]
        if quiz is not None and quiz.submitted:
            shares.append(quiz.share)
        passed = sum(share >= PASS_MARK for share in shares)
        judged = len(tasks) + (quiz is not None)
        score = min(int(100 * sum(shares) / judged), 100) if shares else None
        return ModuleStanding(read + passed, lessons + judged, score)
