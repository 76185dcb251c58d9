"""Badges, and who earned them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, JsonObject, UserId, Word, check, one_of
from db.enums import AchievementCategory, Rarity


class Achievement(Base):
    """A badge and the rule by which it is earned; it is deactivated, never deleted."""

    __tablename__ = "achievements"
    __table_args__ = (
        one_of("category", AchievementCategory),
        check("criteria_json", "jsonb_typeof(criteria_json) = 'object'"),
        one_of("rarity", Rarity),
        check("points", "points >= 0"),
        Index("idx_achievements_category", "category", postgresql_where=text("is_active")),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(100))
    description: Mapped[str | None]
    icon: Mapped[str | None] = mapped_column(String(50))
    icon_url: Mapped[str | None]
    category: Mapped[AchievementCategory | None] = mapped_column(Word(AchievementCategory))
    criteria_json: Mapped[JsonObject]
    rarity: Mapped[Rarity | None] = mapped_column(Word(Rarity))
    points: Mapped[int] = mapped_column(server_default=text("0"))
    is_active: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[CreatedAt]


class UserAchievement(Base):
    """A person's badge; not earned yet while only `progress` is set."""

    __tablename__ = "user_achievements"
    __table_args__ = (
        check("progress", "progress IS NULL OR jsonb_typeof(progress) = 'object'"),
        check("earned_or_begun", "earned_at IS NOT NULL OR progress IS NOT NULL"),
        check("featured_when_earned", "NOT is_featured OR earned_at IS NOT NULL"),
        UniqueConstraint("user_id", "achievement_id"),
        Index("idx_user_achievements_ach", "achievement_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    achievement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("achievements.id", ondelete="RESTRICT"))
    earned_at: Mapped[datetime | None]
    progress: Mapped[JsonObject | None]
    is_featured: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[CreatedAt]
