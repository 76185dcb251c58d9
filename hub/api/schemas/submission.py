"""Exercises, what was submitted for them and how it was judged."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from db.enums import GradingState, TestOutcome
from hub.api.schemas.base import Request, Schema


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


class SubmissionPage(Schema):
    """Attempts, the newest first."""

    items: list[Submission]
    next: int | None = Field(description="Pass it as `before` to read on; None at the end.")


class SubmissionQuery(Request):
    """Which attempts to list."""

    before: int | None = Field(None, ge=1, description="Only attempts with a smaller number.")
    limit: int = Field(20, ge=1, le=100)


class SubmissionRequest(Request):
    """A notebook handed in."""

    notebook: Any = Field(description="The whole notebook as nbformat 4 JSON.")


class Exercise(Schema):
    """An exercise and the person's last attempt at it."""

    key: str
    title: str
    points: float | None
    due_at: datetime | None
    attempts: int
    latest: Submission | None
