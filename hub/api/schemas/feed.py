"""The activity feed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from db.enums import ActivityType
from hub.api.schemas.base import Request, Schema


class FeedItem(Schema):
    """Something that a person did."""

    id: UUID
    username: str
    full_name: str | None
    activity_type: ActivityType
    key: str | None = Field(description="Of the module or exercise it is about.")
    title: str
    metadata: dict[str, Any]
    created_at: datetime


class FeedPage(Schema):
    """Feed items, the newest first."""

    items: list[FeedItem]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class FeedQuery(Request):
    """Which part of the feed to list."""

    before: str | None = Field(None, max_length=100, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)
