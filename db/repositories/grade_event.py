"""The ledger of gradings: each distinct state of a submission's scores once, in order."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import CourseStatus
from db.models.catalogue import Assessment
from db.models.course import Exercise, GeneratedCourse, GeneratedModule
from db.models.gradebook import GradeEvent, NbgraderBinding

Task = tuple[uuid.UUID | None, uuid.UUID | None]


@dataclass(frozen=True)
class Grading:
    """What the gradebook says of a submission; `payload` holds everything that makes two sayings differ."""

    course: str
    assignment: str
    user_id: uuid.UUID
    score: Decimal
    max_score: Decimal
    needs_manual_grade: bool
    payload: dict[str, Any]


class GradeEventRepository:
    """All SQL on the ledger, and on what an assignment of a gradebook stands for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, course: str, assignment: str, user_id: uuid.UUID) -> None:
        """Let one transaction at a time record gradings of a learner's assignment."""
        key = func.hashtextextended(f"grading:{course}:{assignment}:{user_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def add(self, grading: Grading, at: datetime) -> bool:
        """Append a grading unless it says what the latest one said; whether it was news. Needs `lock`."""
        row = GradeEvent
        latest = self._session.execute(
            select(row.revision, row.payload)
            .where(
                row.nbgrader_course_id == grading.course,
                row.assignment_name == grading.assignment,
                row.user_id == grading.user_id,
            )
            .order_by(row.revision.desc())
            .limit(1)
        ).one_or_none()
        if latest is not None and latest.payload == grading.payload:
            return False
        revision = latest.revision + 1 if latest else 1
        statement = insert(row).values(
            idempotency_key=_key(grading, revision),
            nbgrader_course_id=grading.course,
            assignment_name=grading.assignment,
            user_id=grading.user_id,
            revision=revision,
            score=grading.score,
            max_score=grading.max_score,
            needs_manual_grade=grading.needs_manual_grade,
            payload=grading.payload,
            observed_at=at,
            applied_at=at,
        )
        added = statement.on_conflict_do_nothing().returning(row.id)
        return self._session.execute(added).one_or_none() is not None

    def task_of(self, course: str, assignment: str, user_id: uuid.UUID) -> Task | None:
        """What an assignment means for a learner, as (assessment, exercise); None when it means nothing."""
        bound = self._session.execute(
            select(NbgraderBinding.assessment_id, NbgraderBinding.exercise_slug).where(
                NbgraderBinding.nbgrader_course_id == course,
                NbgraderBinding.assignment_name == assignment,
                NbgraderBinding.notebook_name.is_(None),
                NbgraderBinding.module_id.is_(None),
            )
        ).one_or_none()
        if bound is not None and bound.assessment_id is not None:
            return bound.assessment_id, None
        slug = bound.exercise_slug if bound is not None else assignment
        assessment = self._session.scalar(select(Assessment.id).where(Assessment.slug == slug))
        if assessment is not None and bound is None:
            return assessment, None
        exercise = self._session.scalar(
            select(Exercise.id)
            .join(GeneratedModule, GeneratedModule.id == Exercise.module_id)
            .join(GeneratedCourse, GeneratedCourse.id == GeneratedModule.course_id)
            .where(Exercise.slug == slug, GeneratedCourse.user_id == user_id)
            .order_by(GeneratedCourse.status == CourseStatus.ARCHIVED, GeneratedCourse.start_date.desc())
            .limit(1)
        )
        return None if exercise is None else (None, exercise)

    def release_of(self, task: Task) -> tuple[str, int | None, bytes | None]:
        """A task's title, its catalogue module (None for a generated exercise) and its released notebook."""
        assessment_id, exercise_id = task
        if assessment_id is not None:
            row = self._session.execute(
                select(
                    Assessment.title, Assessment.slug, Assessment.module_id, Assessment.notebook_sha256
                ).where(Assessment.id == assessment_id)
            ).one()
            return row.title or row.slug or "", row.module_id, row.notebook_sha256
        found = self._session.execute(
            select(Exercise.title, Exercise.notebook_sha256).where(Exercise.id == exercise_id)
        ).one()
        return found.title, None, found.notebook_sha256


def _key(grading: Grading, revision: int) -> bytes:
    said = [grading.course, grading.assignment, str(grading.user_id), revision, grading.payload]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
