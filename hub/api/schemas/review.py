"""The daily review."""

from uuid import UUID

from pydantic import Field

from db.enums import QuestionType
from hub.api.schemas.base import Request, Schema
from hub.api.schemas.quiz import LONGEST_ANSWER, Choice, Solution

_EAST = Field(0, ge=-840, le=840, description="Minutes by which the person's clock is ahead of UTC.")


class ReviewQuestion(Schema):
    """The question to answer next."""

    card: UUID
    concept: str
    module: str
    module_title: str
    id: UUID
    type: QuestionType
    text: str
    options: list[Choice]
    points: int


class ComingDay(Schema):
    """How many concepts come back in so many days."""

    days: int
    concepts: int


class Review(Schema):
    """What is to be reviewed today."""

    due: int = Field(description="Concepts that came back, also beyond the day's share.")
    left: int
    done: int
    limit: int = Field(description="The day's share.")
    question: ReviewQuestion | None
    coming: list[ComingDay]


class ReviewQuery(Request):
    """Where the person's day begins."""

    east: int = _EAST


class ReviewAnswerRequest(Request):
    """An answer to the question that was asked for a card."""

    question: UUID
    answer: str | None = Field(max_length=LONGEST_ANSWER, description="The id of a choice, or text.")
    seconds: int | None = Field(None, ge=0, le=86_400)
    east: int = _EAST


class VerdictRequest(Request):
    """What the person says of her own short answer."""

    is_correct: bool
    east: int = _EAST


class ConceptReturn(Schema):
    """When a concept comes back."""

    concept: str
    days: int


class ReviewOutcome(Schema):
    """What came of an answer."""

    id: UUID
    is_correct: bool | None = Field(description="None until the person judged her short answer herself.")
    answer: str | None
    solution: Solution
    comes_back: list[ConceptReturn]
