"""Short answers that wait for a teacher."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from hub.api.schemas.base import MOST, Request, Schema, Text


class ShortAnswer(Schema):
    """A student's answer with what it takes to mark it."""

    id: UUID
    username: str
    full_name: str | None
    module: str
    module_title: str
    question: str
    answer: str | None
    model_answer: str
    marking: list[str]
    explanation: str | None
    points: int | None
    max_points: int
    comment: str | None
    submitted_at: datetime
    decided_at: datetime | None


class ShortAnswerPage(Schema):
    """Answers that wait, the oldest first."""

    items: list[ShortAnswer]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class ShortAnswerQuery(Request):
    """Which part of the list to show."""

    before: str | None = Field(None, max_length=100, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class DecisionRequest(Request):
    """What an answer is worth."""

    points: int = Field(ge=0, le=MOST)
    comment: Text | None = Field(None, max_length=2000)
    replace: bool = Field(False, description="Change what a colleague decided.")
