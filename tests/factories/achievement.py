"""Rows about achievements."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import AchievementFact
from db.models import Achievement, User, UserAchievement


def make_achievement(
    session: Session,
    slug: str,
    fact: AchievementFact = AchievementFact.EXERCISES_PASSED,
    *,
    at_least: int = 1,
    is_active: bool = True,
) -> Achievement:
    """Store an achievement that a single count earns; the one of this slug if there is one."""
    known = session.scalars(select(Achievement).where(Achievement.slug == slug)).one_or_none()
    if known is not None:
        return known
    achievement = Achievement(
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
        description=f"Earn {slug}.",
        icon="★",
        criteria_json={"all": [{"fact": fact, "at_least": at_least}]},
        is_active=is_active,
    )
    session.add(achievement)
    session.flush()
    return achievement


def earn(session: Session, user: User, slug: str, at: datetime | None = None) -> Achievement:
    """Give a person an achievement."""
    achievement = make_achievement(session, slug)
    session.add(
        UserAchievement(
            user_id=user.id, achievement_id=achievement.id, earned_at=at or datetime.now(UTC), progress=None
        )
    )
    session.flush()
    return achievement
