"""Where learners stand in quizzes: of each question, the best that submitted sittings brought."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

QUIZ_STANDINGS = """
    quizzes AS (
      SELECT a.module_id, count(*) AS questions, sum(a.points) AS possible FROM assessments a
      WHERE a.retired_at IS NULL AND a.question_type <> 'coding-task'
      GROUP BY a.module_id HAVING sum(a.points) > 0
    ), best_answers AS (
      SELECT t.user_id, a.module_id, a.id, least(coalesce(max(t.points_earned), 0), a.points) AS earned,
        bool_or(t.is_correct IS NULL) AND coalesce(max(t.points_earned), 0) < a.points AS is_waiting
      FROM quiz_attempts t
      JOIN quiz_sessions s ON s.id = t.session_id AND s.submitted_at IS NOT NULL
      JOIN assessments a ON a.id = t.assessment_id
      WHERE a.retired_at IS NULL AND a.question_type <> 'coding-task'
      GROUP BY t.user_id, a.id
    ), quiz_standings AS (
      SELECT b.user_id, q.module_id, q.possible, coalesce(sum(b.earned), 0) AS earned,
        coalesce(sum(b.earned), 0) >= 0.7 * q.possible AS is_passed,
        bool_or(b.is_waiting) AS is_waiting
      FROM best_answers b JOIN quizzes q ON q.module_id = b.module_id
      GROUP BY b.user_id, q.module_id, q.possible
    )
"""
"""Common table expressions, for statements of other repositories too: the rule stands here alone.

A question that was retired does not count any more; a quiz is passed with 70 percent of the others.
"""

_OF_PERSON = text(f"""
    WITH {QUIZ_STANDINGS}, sittings AS (
      SELECT module_id, count(*) FILTER (WHERE submitted_at IS NOT NULL) AS submitted,
        max(submitted_at) AS last_submitted_at, bool_or(submitted_at IS NULL) AS is_open
      FROM quiz_sessions WHERE user_id = :person GROUP BY module_id
    )
    SELECT q.module_id, q.questions, q.possible, coalesce(s.earned, 0) AS earned,
      coalesce(s.is_passed, false) AS is_passed, coalesce(s.is_waiting, false) AS is_waiting,
      coalesce(n.submitted, 0) AS submitted, n.last_submitted_at, coalesce(n.is_open, false) AS is_open
    FROM quizzes q
    LEFT JOIN quiz_standings s ON s.module_id = q.module_id AND s.user_id = :person
    LEFT JOIN sittings n ON n.module_id = q.module_id
    WHERE CAST(:module AS int) IS NULL OR q.module_id = :module
""")  # noqa: S608


@dataclass(frozen=True)
class QuizStanding:
    """The quiz of a module and how one learner stands in it.

    `submitted` counts her sittings, without the open one; `is_waiting` says that a teacher has to decide.
    """

    module_id: int
    questions: int
    possible: int
    earned: int
    is_passed: bool
    is_waiting: bool
    submitted: int
    last_submitted_at: datetime | None
    is_open: bool

    @property
    def share(self) -> Decimal:
        """The points earned, of 1."""
        return Decimal(self.earned) / self.possible


class QuizStandingRepository:
    """Reads only; what it reads is written by the quiz repository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all_of(self, user_id: uuid.UUID) -> dict[int, QuizStanding]:
        """The learner's standing in every module that has a quiz, by the module's number."""
        rows = self._session.execute(_OF_PERSON, {"person": user_id, "module": None}).mappings()
        return {row["module_id"]: _standing(row) for row in rows}

    def of(self, user_id: uuid.UUID, module_id: int) -> QuizStanding | None:
        """The learner's standing in the quiz of a module; None for a module without one."""
        asked = {"person": user_id, "module": module_id}
        row = self._session.execute(_OF_PERSON, asked).mappings().one_or_none()
        return None if row is None else _standing(row)


def _standing(row: RowMapping) -> QuizStanding:
    values: dict[str, Any] = dict(row)
    return QuizStanding(**values | {name: int(values[name]) for name in ("possible", "earned")})
