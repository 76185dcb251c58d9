"""Quizzes: what a module asks, sittings and their results."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from db.enums import ProgressStatus, QuestionType
from hub.api.schemas.base import MOST, Request, Schema
from hub.api.schemas.course import Item

LONGEST_ANSWER = 10_000


class Choice(Schema):
    """A choice, in Markdown."""

    id: str = Field(description="Differs from sitting to sitting, and says nothing about the choice.")
    text: str


class Solution(Schema):
    """What an answer should have been."""

    correct: str = Field(description="The id of the right choice, true or false, or a model answer.")
    explanation: str | None
    notes: dict[str, str] = Field(description="Why each wrong choice is wrong, by its id.")
    marking: list[str] = Field(description="What a short answer has to say.")


class QuestionResult(Schema):
    """What came of one question."""

    is_correct: bool | None = Field(description="None while a teacher has to read the answer.")
    points: int | None
    comment: str | None = Field(description="Of the teacher who read it.")
    solution: Solution
    comes_back_at: datetime | None = Field(description="When what was missed is asked again in the review.")


class SittingQuestion(Schema):
    """One question of a sitting."""

    id: UUID
    type: QuestionType
    text: str
    options: list[Choice]
    points: int
    answer: str | None
    seconds: int = Field(description="How long the person was at it, in seconds.")
    result: QuestionResult | None = Field(description="None until the sitting was submitted.")


class Sitting(Schema):
    """A sitting of a module's quiz."""

    id: UUID
    module: str
    module_title: str
    number: int
    is_partial: bool = Field(description="Whether it asks only what was missed before.")
    started_at: datetime
    submitted_at: datetime | None
    earned: int | None
    possible: int
    waiting: int | None = Field(description="How many answers wait for a teacher.")
    is_passed: bool | None
    questions: list[SittingQuestion]


class SittingLine(Schema):
    """A submitted sitting in the list of them."""

    id: UUID
    number: int
    is_partial: bool
    started_at: datetime
    submitted_at: datetime | None
    earned: int | None
    possible: int | None


class SittingPage(Schema):
    """Submitted sittings, the newest first."""

    items: list[SittingLine]
    next: int | None = Field(description="Pass it as `before` to read on; None at the end.")


class SittingQuery(Request):
    """Which sittings to list."""

    before: int | None = Field(None, ge=1, le=MOST, description="Only sittings with a smaller number.")
    limit: int = Field(20, ge=1, le=100)


class SittingRequest(Request):
    """Which questions to ask."""

    only_missed: bool = Field(False, description="Only those that no sitting before got right.")


class AnswerRequest(Request):
    """An answer as it stands now."""

    answer: str | None = Field(max_length=LONGEST_ANSWER, description="The id of a choice, or text.")
    seconds: int = Field(0, ge=0, le=MOST, description="How long the person was at the question altogether.")


class SavedAnswer(Schema):
    """The answer as it is kept."""

    question: UUID
    answer: str | None
    seconds: int


class Quiz(Schema):
    """The quiz of a module, and how the person stands in it."""

    key: str
    number: int
    title: str
    status: ProgressStatus
    questions: int
    points: int
    earned: int | None = Field(description="The best points of each question, over all sittings.")
    is_waiting: bool = Field(description="Whether a teacher still has to read an answer.")
    missed: int = Field(description="How many questions no sitting got right.")
    sittings: int
    tries: int | None = Field(description="How many sittings the cohort allows; None for any number.")
    wait_minutes: int = Field(description="How long the cohort wants a pause between two sittings to be.")
    refusal: str | None = Field(description="Why no sitting can begin now.")
    allowed_from: datetime | None
    open_sitting: UUID | None
    latest_sitting: UUID | None
    tasks: list[Item] = Field(description="Coding tasks of the quiz; they count by what is handed in.")
