"""What answers should have been, told by the database to who may know it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_REVEAL = text("SELECT * FROM coursewright.reveal_answers(:asked)")


@dataclass(frozen=True)
class AnswerKey:
    """The answer to a question, as it is stored, and what is said about it afterwards."""

    assessment_id: uuid.UUID
    correct: str
    explanation: str | None
    notes: dict[str, str]
    marking: tuple[str, ...]
    accepts: tuple[str, ...]
    number: float | None
    tolerance: float


class AnswerKeyRepository:
    """The one way to keys that the service has; it is shut until a sitting with the question is submitted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def reveal(self, questions: Iterable[uuid.UUID]) -> dict[uuid.UUID, AnswerKey]:
        """The keys of those questions that the claimed person may know, by the question's id."""
        rows = self._session.execute(_REVEAL, {"asked": list(questions)}).mappings()
        return {row["assessment_id"]: _key(dict(row)) for row in rows}


def _key(row: dict[str, Any]) -> AnswerKey:
    return AnswerKey(
        assessment_id=row["assessment_id"],
        correct=row["correct_answer"] or "",
        explanation=row["explanation"],
        notes=row["option_notes"] or {},
        marking=tuple(row["marking"] or ()),
        accepts=tuple(row["accepts"] or ()),
        number=row["number"],
        tolerance=row["tolerance"],
    )
