"""Achievements as people look at them: one's own list, what somebody shows of hers, and how rare each is."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session

from db.base import JsonObject
from db.enums import AchievementCategory, Rarity
from db.models.achievement import Achievement, UserAchievement
from db.models.user import User


@dataclass(frozen=True)
class AchievementRow:
    """An achievement as one person has it, has begun it or has yet to begin it.

    `progress` holds `have` and `need`, and is None before anything was counted and after it was earned.
    """

    id: uuid.UUID
    slug: str
    title: str
    description: str | None
    icon: str | None
    category: AchievementCategory | None
    rarity: Rarity | None
    criteria: JsonObject
    earned_at: datetime | None
    progress: JsonObject | None
    is_featured: bool


@dataclass(frozen=True)
class Holders:
    """How many active people there are, and how many of them earned each achievement."""

    people: int
    by_achievement: Mapping[uuid.UUID, int]


class AchievementViewRepository:
    """Reads achievements; a policy lets a person see what others earned, and progress of her own alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_person(self, user_id: uuid.UUID, *, after: str | None, limit: int) -> list[AchievementRow]:
        """Those that can be earned and those that she earned, by slug, from the one behind `after` on."""
        statement = _seen_by(user_id)
        if after is not None:
            statement = statement.where(Achievement.slug > after)
        rows = self._session.execute(statement.order_by(Achievement.slug).limit(limit))
        return [AchievementRow(*row) for row in rows]

    def find(self, user_id: uuid.UUID, slug: str) -> AchievementRow | None:
        """One of them."""
        row = self._session.execute(_seen_by(user_id).where(Achievement.slug == slug)).one_or_none()
        return None if row is None else AchievementRow(*row)

    def featured(self, user_id: uuid.UUID) -> list[AchievementRow]:
        """Those that she shows on her profile, the one earned first in front."""
        mine = UserAchievement
        statement = _seen_by(user_id).where(mine.is_featured).order_by(mine.earned_at, Achievement.slug)
        return [AchievementRow(*row) for row in self._session.execute(statement)]

    def lock(self, user_id: uuid.UUID) -> None:
        """Let one transaction at a time choose what the person shows."""
        key = func.hashtextextended(f"featured:{user_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def set_featured(self, user_id: uuid.UUID, achievement_id: uuid.UUID, *, is_featured: bool) -> None:
        """Show an achievement that was earned on the profile, or no longer."""
        mine = UserAchievement
        self._session.execute(
            update(mine)
            .where(mine.user_id == user_id, mine.achievement_id == achievement_id)
            .values(is_featured=is_featured)
        )

    def holders(self) -> Holders:
        """Count everybody; a look at every row that somebody earned."""
        people = self._session.scalars(select(func.count()).where(User.is_active)).one()
        earned = UserAchievement
        rows = self._session.execute(
            select(earned.achievement_id, func.count())
            .join(User, User.id == earned.user_id)
            .where(User.is_active, earned.earned_at.is_not(None))
            .group_by(earned.achievement_id)
        )
        return Holders(people, {row[0]: row[1] for row in rows})


def _seen_by(user_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    mine = UserAchievement
    return (
        select(
            Achievement.id,
            Achievement.slug,
            Achievement.title,
            Achievement.description,
            Achievement.icon,
            Achievement.category,
            Achievement.rarity,
            Achievement.criteria_json,
            mine.earned_at,
            mine.progress,
            func.coalesce(mine.is_featured, False),
        )
        .outerjoin(mine, and_(mine.achievement_id == Achievement.id, mine.user_id == user_id))
        .where(or_(Achievement.is_active, mine.earned_at.is_not(None)))
    )
