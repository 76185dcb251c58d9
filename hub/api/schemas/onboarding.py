"""Onboarding, and the courses that come of it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from curriculum.answers import Said
from db.enums import CourseStatus, PresentTool, RequestState
from hub.api.schemas.base import Request, Schema

_Key = Annotated[str, Field(max_length=50)]
_Typed = Annotated[str, Field(max_length=500)]


class ArchetypeChoice(Schema):
    """An archetype, the three questions in its words, and topics to begin with."""

    key: str
    title: str
    about: str
    unit: str
    measure: str
    place: str
    domains: list[str]


class KindChoice(Schema):
    """A kind of system, and who designs such systems."""

    key: str
    title: str
    about: str
    archetypes: list[ArchetypeChoice]


class ToolChoice(Schema):
    """With what a person works today, and the module that she begins with for that."""

    key: PresentTool
    title: str
    about: str
    starting_module: int


class CourseAnswers(Schema):
    """What a course was made from; `words` by variable."""

    meta_category: str
    archetype: str
    domain: str
    words: dict[str, str]
    tool: PresentTool


class OwnCourse(Schema):
    """A course of the person's own, or the making of one."""

    id: UUID
    title: str
    pitch: str | None = Field(description="What the course promises; None until it is made.")
    domain: str | None
    state: RequestState
    done: int = Field(description="How many of its notebooks are written.")
    total: int
    error: str | None = Field(description="Why there will be no course, and what to do.")
    status: CourseStatus | None = Field(description="None until it is made.")
    progress_percent: float | None
    created_at: datetime


class OwnCoursePage(Schema):
    """Courses, the newest first."""

    items: list[OwnCourse]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class CourseQuery(Request):
    """Which courses to list."""

    before: str | None = Field(None, max_length=100, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class Onboarding(Schema):
    """What there is to choose from, and where the person stands."""

    kinds: list[KindChoice]
    tools: list[ToolChoice]
    most_characters: int = Field(description="In each word and in the topic.")
    answers: CourseAnswers | None = Field(description="Those behind the course at hand.")
    making: OwnCourse | None = Field(description="The course that is being made.")
    has_course: bool


class AnswersRequest(Request):
    """What the person answered; a word that is missing or empty is suggested."""

    meta_category: _Key
    archetype: _Key
    domain: _Typed
    words: dict[_Key, _Typed] = Field(default_factory=dict, max_length=20)
    tool: PresentTool = PresentTool.INTUITION

    def said(self) -> Said:
        """Return the answers as the rules take them."""
        return Said(self.meta_category, self.archetype, self.domain, self.words, self.tool)


class CourseRequest(AnswersRequest):
    """A course to be made from these answers."""

    idempotency_key: UUID = Field(description="Chosen by the client: the same one gives the same course.")


class ModuleTitle(Schema):
    """A module to come."""

    number: int
    title: str
    is_optional: bool


class Preview(Schema):
    """How the course would read: plain text without any markup."""

    title: str
    pitch: str
    lesson: str
    paragraphs: list[str]
    modules: list[ModuleTitle]
    words: dict[str, str] = Field(description="The words that stand in it, by variable.")
    suggestions: dict[str, str]
    matched: str | None = Field(description="The known topic that the suggestions are of.")
    problems: dict[str, str] = Field(description="What can't be used, by field, with what to type instead.")
