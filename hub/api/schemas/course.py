"""The Course panel: tracks, modules and what is in them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from db.enums import ItemKind, ProgressStatus, Track
from hub.api.schemas.base import Schema


class Item(Schema):
    """A lesson or an exercise, with how far the person got."""

    key: str
    kind: ItemKind
    title: str
    minutes: int | None
    points: float | None
    due_at: datetime | None
    status: ProgressStatus
    score: float | None
    max_score: float | None
    attempts: int
    version: str | None = Field(description="Of the notebook; None while it is not built.")


class Module(Schema):
    """A module, with the reason when it is locked."""

    key: str
    number: int
    title: str
    status: ProgressStatus
    progress_percent: float
    is_locked: bool
    lock_reason: str | None
    needs: list[str] = Field(description="Keys of the modules that open it when they are completed.")
    items: list[Item]
    is_optional: bool = Field(False, description="It comes before the module that the person begins with.")


class CourseTrack(Schema):
    """One track of the cohort's curriculum."""

    slug: Track
    title: str
    modules: list[Module]


class PersonalCourse(Schema):
    """A course generated for the person alone."""

    id: UUID
    title: str
    progress_percent: float
    modules: list[Module]


class CourseCohort(Schema):
    """The cohort whose curriculum is shown."""

    slug: str
    name: str


class Course(Schema):
    """All that the Course panel shows."""

    cohort: CourseCohort | None
    tracks: list[CourseTrack]
    personal: list[PersonalCourse]
