"""Exercises, what was submitted for them and how it was judged."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from db.enums import GradingState, TestOutcome
from hub.api.schemas.base import MOST, Request, Schema
from hub.api.schemas.regrade import Regrade


class TestResult(Schema):
    """How one test ended; the reason is what its author wrote for the student."""

    __test__ = False

    grade_id: str
    title: str
    points: float
    max_points: float
    outcome: TestOutcome
    reason: str | None
    comment: str | None
    seconds: float | None = Field(None, description="How long the test ran.")
    peak_mb: float | None = Field(None, description="The most memory in use meanwhile, in megabytes.")
    is_marked: bool = Field(False, description="Whether a person gave these points.")


class Submission(Schema):
    """One attempt."""

    id: UUID
    key: str
    attempt: int
    state: GradingState
    done: int
    total: int
    score: float | None
    max_score: float | None
    passed: bool | None
    submitted_at: datetime
    graded_at: datetime | None
    needs_manual_grade: bool
    tests: list[TestResult]
    feedback: str | None
    error: str | None
    integrity: list[str] = Field(description="What was mended in the notebook before it was graded.")
    sandbox: str | None = Field(description="What kept the notebook's code apart while it ran.")
    hint_penalty: float = Field(description="Points that hints cost; they are off the score already.")
    regrade: Regrade | None = Field(description="The newest request to have it looked at once more.")


class SubmissionPage(Schema):
    """Attempts, the newest first."""

    items: list[Submission]
    next: int | None = Field(description="Pass it as `before` to read on; None at the end.")


class SubmissionQuery(Request):
    """Which attempts to list."""

    before: int | None = Field(None, ge=1, le=MOST, description="Only attempts with a smaller number.")
    limit: int = Field(20, ge=1, le=100)


class SubmissionRequest(Request):
    """A notebook handed in."""

    notebook: Any = Field(description="The whole notebook as nbformat 4 JSON.")
    idempotency_key: UUID | None = Field(
        None, description="Chosen by the client: the same one with the same notebook gives the same attempt."
    )


class OwnCell(Schema):
    """A cell that the learner may write in."""

    name: str = Field(description="The same in every attempt.")
    is_asked_for: bool = Field(description="Whether it is one of the exercise's answers.")
    cell_type: str
    source: str


class OwnCells(Schema):
    """What the learner herself wrote in an attempt."""

    submission_id: UUID
    attempt: int
    cells: list[OwnCell]
