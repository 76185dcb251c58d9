"""An exercise as its learner sees it, with its hints and its rubric."""

from datetime import datetime

from pydantic import Field

from hub.api.schemas.base import Schema
from hub.api.schemas.submission import Submission


class Hint(Schema):
    """A hint; its text is kept back until the learner reveals it."""

    number: int
    percent: int = Field(description="Of the exercise's points.")
    points: float = Field(description="What every attempt loses that is submitted after it was revealed.")
    text: str | None
    revealed_at: datetime | None


class Hints(Schema):
    """All hints of an exercise in order."""

    hints: list[Hint]


class Criterion(Schema):
    """One line of the rubric by which a person marks an answer."""

    answer: str = Field(description="The grade id of the answer.")
    key: str
    title: str
    description: str | None
    points: int


class Exercise(Schema):
    """An exercise and the person's last attempt at it."""

    key: str
    title: str
    points: float | None
    due_at: datetime | None
    lock_reason: str | None = Field(description="What has to be completed first; None when it is open.")
    attempts: int
    latest: Submission | None
    hints: list[Hint]
    rubric: list[Criterion] = Field(description="Of the answers that a person has marked.")
