"""What a learner sees at a glance, beside her courses, her review and the feed."""

import datetime as dt
from dataclasses import dataclass

from db.repositories.dashboard import Badge, DashboardRepository, NearBadge
from db.repositories.pace import Pace, PaceRepository
from db.repositories.study_time import StudyTimeRepository
from hub.services.day import Day
from hub.services.person import Begin
from hub.services.viewer import Viewer

BADGES = 4
WEEK = 7


@dataclass(frozen=True)
class StudyDay:
    """How long she worked on one day."""

    date: dt.date
    minutes: int


@dataclass(frozen=True)
class StudiedItem:
    """How long she worked at one item, over all days."""

    key: str
    minutes: int


@dataclass(frozen=True)
class Time:
    """The last seven days, today the last of them, and the items that she worked at."""

    days: list[StudyDay]
    items: list[StudiedItem]


@dataclass(frozen=True)
class Achievements:
    """How many she earned, the latest of them, and those that she is nearest to."""

    count: int
    earned: list[Badge]
    nearest: list[NearBadge]


@dataclass(frozen=True)
class Dashboard:
    """`pace` is None outside of a cohort, and in one that is too small to tell anything of."""

    pace: Pace | None
    achievements: Achievements
    time: Time


def read_dashboard(begin: Begin, viewer: Viewer, day: Day) -> Dashboard:
    """Return the dashboard; the number of statements does not depend on what is in it."""
    first = day.date - dt.timedelta(days=WEEK - 1)
    with begin() as uow:
        badges, times = DashboardRepository(uow.session), StudyTimeRepository(uow.session)
        cohort = viewer.cohort
        pace = PaceRepository(uow.session).of(cohort.cohort_id) if cohort else None
        achievements = Achievements(
            badges.badge_count(viewer.id),
            list(badges.badges(viewer.id, BADGES)),
            list(badges.nearest(viewer.id, BADGES)),
        )
        minutes, items = times.days(viewer.id, first), times.items(viewer.id)
    dates = [first + dt.timedelta(days=number) for number in range(WEEK)]
    days = [StudyDay(date, minutes.get(date, 0)) for date in dates]
    return Dashboard(pace, achievements, Time(days, [StudiedItem(*each) for each in items.items()]))
