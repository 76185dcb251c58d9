"""What a learner's attempts at each task amount to."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Integer, Select, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from db.enums import GradingState
from db.models.submission import CodeSubmission


@dataclass(frozen=True)
class Attempts:
    """How often a task was tried, where the last attempt stands and what the last judged one was worth.

    `best_share` is the most that any attempt was worth, of 1; None while none is judged.
    """

    count: int
    state: GradingState
    score: Decimal | None
    max_score: Decimal | None
    best_share: Decimal | None


class AttemptViewRepository:
    """Reads summaries; `CodeSubmission` rows themselves belong to the submission repository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def summarise(self, user_id: uuid.UUID) -> dict[uuid.UUID, Attempts]:
        """Return the learner's attempts by the id of the assessment or exercise."""
        rows = self._session.execute(_statement(user_id))
        return {
            task: Attempts(count, GradingState(state), score, max_score, best)
            for task, count, state, score, max_score, best in rows
        }


def _statement(
    user_id: uuid.UUID,
) -> Select[uuid.UUID, int, GradingState, Decimal | None, Decimal | None, Decimal | None]:
    row = CodeSubmission
    task = func.coalesce(row.assessment_id, row.exercise_id)
    newest_first = row.submission_version.desc()
    judged = row.grade.is_not(None)
    states = func.array_agg(aggregate_order_by(row.grading_state, newest_first))
    grades = func.array_agg(aggregate_order_by(row.grade, newest_first)).filter(judged)
    highest = func.array_agg(aggregate_order_by(row.max_grade, newest_first)).filter(judged)
    best = func.max(row.grade / row.max_grade)
    return (
        select(task, cast(func.count(), Integer), states[1], grades[1], highest[1], best)
        .where(row.user_id == user_id)
        .group_by(task)
    )
