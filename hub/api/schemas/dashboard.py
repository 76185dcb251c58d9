"""The dashboard, and the time that is spent."""

import datetime as dt

from pydantic import Field

from db.enums import Rarity
from hub.api.schemas.base import Request, Schema

_EAST = Field(0, ge=-840, le=840, description="Minutes by which the person's clock is ahead of UTC.")


class Pace(Schema):
    """How far the cohort is in the published modules, in percent."""

    students: int
    median: int = Field(description="Half of the students are at least so far.")
    own: int | None = Field(description="None for who is no student of it.")


class Badge(Schema):
    """An achievement that was earned."""

    slug: str
    title: str
    description: str | None
    icon: str | None
    rarity: Rarity | None
    earned_at: dt.datetime


class NearBadge(Schema):
    """An achievement that was begun to be earned."""

    slug: str
    title: str
    description: str | None
    icon: str | None
    rarity: Rarity | None
    have: int
    need: int


class Achievements(Schema):
    """The latest achievements, and those of which the least is missing."""

    count: int = Field(description="How many were earned.")
    earned: list[Badge]
    nearest: list[NearBadge]


class StudyDay(Schema):
    """How long the person worked on one of her own days."""

    date: dt.date
    minutes: int


class StudiedItem(Schema):
    """How long the person worked at one item, over all days."""

    key: str
    minutes: int


class StudyTime(Schema):
    """The last seven days, and every item that was worked at."""

    days: list[StudyDay]
    items: list[StudiedItem]


class Dashboard(Schema):
    """What the dashboard shows beside the courses, the review and the feed."""

    pace: Pace | None = Field(description="None for cohorts of fewer than five students.")
    achievements: Achievements
    time: StudyTime


class DashboardQuery(Request):
    """Where the person's day begins."""

    east: int = _EAST


class MinuteRequest(Request):
    """Where the person's day begins."""

    east: int = _EAST


class CountedMinute(Schema):
    """Whether the present minute was counted by this request."""

    key: str
    is_counted: bool
