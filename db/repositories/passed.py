"""Reads which exercises a person has passed."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.catalogue import Assessment
from db.models.course import Exercise
from db.models.submission import CodeSubmission
from db.repositories.progress import PASS_MARK


class PassedRepository:
    """Answers by keys, of exercises that a cohort shares and of those in courses of one's own alike."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def among(self, user_id: uuid.UUID, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys whose exercise the person has passed with some attempt."""
        if not keys:
            return frozenset()
        attempt = CodeSubmission
        key = func.coalesce(Assessment.slug, Exercise.slug)
        statement = (
            select(key)
            .select_from(attempt)
            .outerjoin(Assessment, Assessment.id == attempt.assessment_id)
            .outerjoin(Exercise, Exercise.id == attempt.exercise_id)
            .where(
                attempt.user_id == user_id,
                attempt.grade >= attempt.max_grade * PASS_MARK,
                key.in_(list(keys)),
            )
        )
        return frozenset(self._session.scalars(statement))
