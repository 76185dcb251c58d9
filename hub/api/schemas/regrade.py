"""Requests to look at an attempt once more."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from db.enums import GradingState, RegradeDecision
from hub.api.schemas.base import WITHOUT_NUL, Request, Schema

Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=20, max_length=2000, pattern=WITHOUT_NUL)
]
Answer = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000, pattern=WITHOUT_NUL)
]


class RegradeState(StrEnum):
    """Which requests to list."""

    OPEN = "open"
    ANSWERED = "answered"


class Regrade(Schema):
    """A request as who asked sees it."""

    id: UUID
    reason: str
    asked_at: datetime
    decision: RegradeDecision | None = Field(description="None while nobody has answered.")
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None = Field(description="None also when that person is gone.")


class StaffRegrade(Schema):
    """A request as the cohort's staff sees it."""

    id: UUID
    submission_id: UUID
    username: str
    full_name: str | None
    key: str
    title: str
    attempt: int
    latest_attempt: int = Field(description="Only the latest attempt can be sent to the grader again.")
    state: GradingState
    score: float | None
    max_score: float
    submitted_at: datetime
    reason: str
    asked_at: datetime
    decision: RegradeDecision | None
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


class RegradePage(Schema):
    """Requests of a cohort."""

    items: list[StaffRegrade]
    next: UUID | None = Field(description="Pass it as `before` to read on; None at the end.")


class RegradeQuery(Request):
    """Which requests to list: the open ones oldest first, answered ones newest first."""

    state: RegradeState = RegradeState.OPEN
    before: UUID | None = Field(None, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class RegradeRequest(Request):
    """Why an attempt should be looked at once more."""

    reason: Reason = Field(description="At least a sentence.")


class RegradeAnswer(Request):
    """What the staff says to it."""

    decision: RegradeDecision = Field(
        description="`kept`: the score stays; `regraded`: the grader runs again; `marked`: marked by hand."
    )
    answer: Answer = Field(description="A sentence to the learner.")
