"""A person's achievements: what she earned, how far she is with the others, and which she shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from curriculum.achievement import Criteria
from curriculum.grading.award import measure
from db.enums import AchievementCategory, Rarity
from db.errors import Conflict, NotFound
from db.repositories.achievement import UNCOUNTED, Tally
from db.repositories.achievement_view import AchievementRow, AchievementViewRepository
from hub.services.person import Begin
from hub.services.share import Shares
from hub.services.viewer import Viewer

MOST_FEATURED = 3
_NOT_EARNED = "You have not earned such an achievement: look at your list of achievements."
_NOTHING = Tally({}, {})


class EnoughFeatured(Conflict):
    """The person shows as many achievements as a profile holds."""

    code = "enough_featured"


@dataclass(frozen=True)
class Achievement:
    """An achievement as its owner sees it; `have` of `need` only before it is earned, `share` in percent."""

    slug: str
    title: str
    description: str | None
    icon: str | None
    category: AchievementCategory | None
    rarity: Rarity | None
    share: int | None
    earned_at: datetime | None
    have: int | None
    need: int | None
    is_featured: bool


@dataclass(frozen=True)
class AchievementPage:
    """Achievements by slug, and where to read on."""

    items: list[Achievement]
    next: str | None


@dataclass(frozen=True)
class Featured:
    """An achievement that somebody shows."""

    slug: str
    title: str
    description: str | None
    icon: str | None
    rarity: Rarity | None
    share: int | None
    earned_at: datetime


def list_achievements(
    begin: Begin, viewer: Viewer, shares: Shares, after: str | None, limit: int
) -> AchievementPage:
    """Return those that the person earned or can earn, behind the one named `after`."""
    known = shares.read(begin)
    with begin() as uow:
        rows = AchievementViewRepository(uow.session).of_person(viewer.id, after=after, limit=limit + 1)
    following = rows[limit - 1].slug if len(rows) > limit else None
    shown = [row for row in rows[:limit] if row.earned_at or _can_be_earned(row)]
    return AchievementPage([_present(row, known) for row in shown], following)


def set_featured(
    begin: Begin, viewer: Viewer, shares: Shares, slug: str, *, is_featured: bool
) -> Achievement:
    """Show an achievement on the person's profile, or no longer. EnoughFeatured beyond three."""
    known = shares.read(begin)
    with begin() as uow:
        achievements = AchievementViewRepository(uow.session)
        achievements.lock(viewer.id)
        row = achievements.find(viewer.id, slug)
        if row is None or row.earned_at is None:
            raise NotFound(_NOT_EARNED)
        if is_featured and not row.is_featured and len(achievements.featured(viewer.id)) >= MOST_FEATURED:
            raise EnoughFeatured(
                f"Your profile shows {MOST_FEATURED} achievements already: take one of them off first."
            )
        achievements.set_featured(viewer.id, row.id, is_featured=is_featured)
        changed = achievements.find(viewer.id, slug)
        uow.commit()
    if changed is None:
        raise NotFound(_NOT_EARNED)
    return _present(changed, known)


def featured_of(
    achievements: AchievementViewRepository, user_id: UUID, known: Mapping[UUID, int] | None
) -> list[Featured]:
    """Return what somebody shows on her profile."""
    return [
        Featured(
            row.slug, row.title, row.description, row.icon, row.rarity, _share(row, known), row.earned_at
        )
        for row in achievements.featured(user_id)
        if row.earned_at is not None
    ]


def _present(row: AchievementRow, known: Mapping[UUID, int] | None) -> Achievement:
    have, need = (None, None) if row.earned_at else _progress(row.criteria, row.progress)
    return Achievement(
        slug=row.slug,
        title=row.title,
        description=row.description,
        icon=row.icon,
        category=row.category,
        rarity=row.rarity,
        share=_share(row, known),
        earned_at=row.earned_at,
        have=have,
        need=need,
        is_featured=row.is_featured,
    )


def _can_be_earned(row: AchievementRow) -> bool:
    conditions = Criteria.model_validate(row.criteria).all
    return all(condition.fact not in UNCOUNTED for condition in conditions)


def _progress(criteria: Mapping[str, Any], noted: Mapping[str, Any] | None) -> tuple[int, int]:
    """How much there is of what it takes: as it was counted last, and nothing before it was ever counted."""
    if noted:
        return int(noted["have"]), int(noted["need"])
    return measure(Criteria.model_validate(criteria).all, _NOTHING)


def _share(row: AchievementRow, known: Mapping[UUID, int] | None) -> int | None:
    return None if known is None else known.get(row.id, 0)
