"""Reads what a learner's dashboard shows: where to continue, what is due, badges, and what to discover."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from db.base import SCHEMA
from db.enums import CourseStatus, ProgressStatus, Rarity, RecommendationReason, TimeWindow
from db.models.achievement import Achievement, UserAchievement
from db.models.catalogue import Assessment, Module
from db.models.cohort import AssignmentSchedule, CohortMember
from db.models.course import GeneratedCourse
from db.models.progress import UserProgress
from db.models.recommendation import Recommendation
from db.models.submission import CodeSubmission
from db.repositories.extension import due_for
from db.repositories.feed import FeedItem, FeedRepository
from db.repositories.trending import Trend, TrendingRepository

SOON = timedelta(days=14)
_ROW = 6
_BADGE = (
    Achievement.slug,
    Achievement.title,
    Achievement.description,
    Achievement.icon,
    Achievement.rarity,
)


@dataclass(frozen=True)
class Continued:
    """A module that the learner is at."""

    slug: str
    title: str
    percent: Decimal
    last_accessed: datetime | None


@dataclass(frozen=True)
class OwnCourse:
    """A course of the learner's own that goes on."""

    id: uuid.UUID
    title: str
    percent: int


@dataclass(frozen=True)
class Due:
    """A task with a due time; handed in once there is an attempt at it."""

    key: str
    title: str
    due_at: datetime
    is_handed_in: bool


@dataclass(frozen=True)
class Badge:
    """An achievement that the learner earned."""

    slug: str
    title: str
    description: str | None
    icon: str | None
    rarity: Rarity | None
    earned_at: datetime


@dataclass(frozen=True)
class NearBadge:
    """An achievement that the learner has begun to earn: she has `have` of the `need` that it takes."""

    slug: str
    title: str
    description: str | None
    icon: str | None
    rarity: Rarity | None
    have: int
    need: int


@dataclass(frozen=True)
class Recommended:
    """A course that was found for the learner, with the reason in words."""

    course_id: uuid.UUID
    title: str
    score: Decimal
    reason: RecommendationReason | None
    why: str | None


@dataclass(frozen=True)
class Dashboard:
    """All of it, each list with the most important first."""

    continued: tuple[Continued, ...]
    courses: tuple[OwnCourse, ...]
    due: tuple[Due, ...]
    badges: tuple[Badge, ...]
    recommended: tuple[Recommended, ...]
    trending: tuple[Trend, ...]
    activity: tuple[FeedItem, ...]


class DashboardRepository:
    """A few short reads, each along one index; the transaction acts for the learner."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, user_id: uuid.UUID, at: datetime) -> Dashboard:
        """The dashboard of a learner at a moment."""
        return Dashboard(
            continued=self._continued(user_id),
            courses=self._courses(user_id),
            due=self._due(user_id, at),
            badges=self.badges(user_id),
            recommended=self._recommended(user_id, at),
            trending=tuple(TrendingRepository(self._session).read(user_id, TimeWindow.DAY, limit=_ROW)),
            activity=tuple(FeedRepository(self._session).home(user_id, limit=_ROW)),
        )

    def _continued(self, user_id: uuid.UUID) -> tuple[Continued, ...]:
        progress = UserProgress
        rows: Iterable[Any] = self._session.execute(
            select(Module.slug, Module.title, progress.progress_percent, progress.last_accessed)
            .join(Module, Module.id == progress.module_id)
            .where(
                progress.user_id == user_id,
                progress.module_id.is_not(None),
                progress.status == ProgressStatus.IN_PROGRESS,
            )
            .order_by(progress.last_accessed.desc().nulls_last(), Module.order_index)
            .limit(_ROW)
        )
        return tuple(Continued(*row) for row in rows)

    def _courses(self, user_id: uuid.UUID) -> tuple[OwnCourse, ...]:
        course = GeneratedCourse
        rows = self._session.execute(
            select(course.id, course.title, course.progress_percentage)
            .where(course.user_id == user_id, course.status == CourseStatus.ACTIVE)
            .order_by(course.updated_at.desc(), course.id)
            .limit(_ROW)
        )
        return tuple(OwnCourse(*row) for row in rows)

    def _due(self, user_id: uuid.UUID, at: datetime) -> tuple[Due, ...]:
        schedule, task, due_at = AssignmentSchedule, Assessment, due_for(user_id)
        attempted = exists().where(CodeSubmission.user_id == user_id, CodeSubmission.assessment_id == task.id)
        rows: Iterable[Any] = self._session.execute(
            select(task.slug, func.coalesce(task.title, task.slug), due_at, attempted)
            .join(CohortMember, CohortMember.cohort_id == schedule.cohort_id)
            .join(task, and_(task.slug == schedule.assignment_name, task.retired_at.is_(None)))
            .where(CohortMember.user_id == user_id, due_at > at, due_at <= at + SOON)
            .order_by(due_at, task.slug)
            .limit(_ROW)
        )
        return tuple(Due(*row) for row in rows)

    def badges(self, user_id: uuid.UUID, limit: int = _ROW) -> tuple[Badge, ...]:
        """The achievements that the learner earned, the latest first."""
        earned = UserAchievement
        rows: Iterable[Any] = self._session.execute(
            select(*_BADGE, earned.earned_at)
            .join(Achievement, Achievement.id == earned.achievement_id)
            .where(earned.user_id == user_id, earned.earned_at.is_not(None))
            .order_by(earned.earned_at.desc(), Achievement.slug)
            .limit(limit)
        )
        return tuple(Badge(*row) for row in rows)

    def nearest(self, user_id: uuid.UUID, limit: int = _ROW) -> tuple[NearBadge, ...]:
        """The achievements that the learner has begun to earn, those first of which the least is missing."""
        begun = UserAchievement
        have, need = (begun.progress[name].as_integer() for name in ("have", "need"))
        rows: Iterable[Any] = self._session.execute(
            select(*_BADGE, have, need)
            .join(Achievement, Achievement.id == begun.achievement_id)
            .where(begun.user_id == user_id, begun.earned_at.is_(None), Achievement.is_active, need > 0)
            .order_by((cast(have, Numeric) / need).desc(), need, Achievement.slug)
            .limit(limit)
        )
        return tuple(NearBadge(*row) for row in rows)

    def badge_count(self, user_id: uuid.UUID) -> int:
        """How many achievements the learner earned."""
        earned = UserAchievement
        found = select(func.count()).where(earned.user_id == user_id, earned.earned_at.is_not(None))
        return int(self._session.scalars(found).one())

    def _recommended(self, user_id: uuid.UUID, at: datetime) -> tuple[Recommended, ...]:
        offer, course = Recommendation, GeneratedCourse
        shut_out = getattr(func, SCHEMA).people_shut_out
        rows = self._session.execute(
            select(course.id, course.title, offer.score, offer.reason_code, offer.display_text)
            .join(course, course.id == offer.recommended_course_id)
            .where(
                offer.user_id == user_id,
                ~offer.is_dismissed,
                or_(offer.expires_at.is_(None), offer.expires_at > at),
                course.user_id.not_in(select(shut_out(user_id))),
            )
            .order_by(offer.score.desc(), course.id)
            .limit(_ROW)
        )
        return tuple(Recommended(*row) for row in rows)
