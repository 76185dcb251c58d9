"""Where to read on after a module."""

from uuid import UUID

from pydantic import Field

from db.enums import ResourceDifficulty, ResourceType
from hub.api.schemas.base import Request, Schema


class Resource(Schema):
    """A link to outside material."""

    id: UUID
    title: str
    url: str = Field(description="Begins with http:// or https://.")
    type: ResourceType | None
    difficulty: ResourceDifficulty | None
    description: str | None
    votes: int
    has_my_vote: bool


class ResourcePage(Schema):
    """Links, those with the most votes first."""

    items: list[Resource]
    next: str | None = Field(description="Pass it as `after` to read on; None at the end.")


class ResourceQuery(Request):
    """Which part of the list to show."""

    after: str | None = Field(None, max_length=100, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)
