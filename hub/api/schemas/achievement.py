"""Achievements, one's own and those that somebody shows."""

from datetime import date, datetime

from pydantic import Field

from db.enums import AchievementCategory, Rarity
from hub.api.schemas.base import Request, Schema, Text

_SHARE = "Percent of the platform's people who have it, rounded; None on a platform of fewer than five."


class Achievement(Schema):
    """An achievement of mine, or one that I can earn."""

    slug: str
    title: str
    description: str | None
    icon: str | None = Field(description="A character or two.")
    category: AchievementCategory | None
    rarity: Rarity | None
    share: int | None = Field(description=_SHARE)
    earned_at: datetime | None
    have: int | None = Field(description="How much of `need` there is; None once it is earned.")
    need: int | None
    is_featured: bool = Field(description="Whether my profile shows it.")


class AchievementPage(Schema):
    """Achievements by slug."""

    items: list[Achievement]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class AchievementQuery(Request):
    """Which part of the list to show."""

    before: Text | None = Field(None, max_length=60, description="The `next` of the page before.")
    limit: int = Field(100, ge=1, le=100)


class Featured(Schema):
    """An achievement on a profile."""

    slug: str
    title: str
    description: str | None
    icon: str | None = Field(description="A character or two.")
    rarity: Rarity | None
    share: int | None = Field(description=_SHARE)
    earned_at: datetime


class Profile(Schema):
    """A person as I may see her."""

    username: str
    full_name: str | None
    since: date = Field(description="The day on which the account was made, in UTC.")
    is_me: bool
    is_followed: bool
    follows_me: bool
    is_friend: bool
    is_muted: bool
    featured: list[Featured]
