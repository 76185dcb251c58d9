"""Discovery: recommended courses, trends, and the interactions both are computed from."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, JsonObject, TimeOrderedId, UserId, Word, check, one_of
from db.enums import InteractionType, RecommendationReason, TimeWindow


class Recommendation(Base):
    """A course offered to a person; a trigger refuses her own courses and those that are not public."""

    __tablename__ = "recommendations"
    __table_args__ = (
        check("score", "score BETWEEN 0 AND 1"),
        one_of("reason_code", RecommendationReason),
        check("metadata", "jsonb_typeof(metadata) = 'object'"),
        check("expires_at", "expires_at > created_at"),
        UniqueConstraint("user_id", "recommended_course_id"),
        Index(
            "idx_recs_user_score", "user_id", text("score DESC"), postgresql_where=text("NOT is_dismissed")
        ),
        Index("idx_recs_course", "recommended_course_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    recommended_course_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("generated_courses.id", ondelete="CASCADE")
    )
    score: Mapped[Decimal] = mapped_column(Numeric(3, 2))
    reason_code: Mapped[RecommendationReason | None] = mapped_column(Word(RecommendationReason))
    display_text: Mapped[str | None]
    details: Mapped[JsonObject] = mapped_column("metadata", server_default=text("'{}'"))
    batch_id: Mapped[uuid.UUID]  # the run that made it: a run replaces the one before as a whole
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime | None]
    is_dismissed: Mapped[bool] = mapped_column(server_default=false())


class TrendingCourse(Base):
    """A course's rank in a time window; its score is signups per hour in every window."""

    __tablename__ = "trending_courses"
    __table_args__ = (
        check("velocity_score", "velocity_score >= 0"),
        check("rank_position", "rank_position > 0"),
        one_of("time_window", TimeWindow),
        UniqueConstraint("course_id", "time_window"),
        UniqueConstraint("time_window", "rank_position", deferrable=True, initially="DEFERRED"),
    )

    id: Mapped[Id]
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("generated_courses.id", ondelete="CASCADE"))
    velocity_score: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    rank_position: Mapped[int]
    time_window: Mapped[TimeWindow] = mapped_column(Word(TimeWindow))
    is_hot: Mapped[bool] = mapped_column(server_default=false())  # a day doubled the day before
    calculated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CourseInteraction(Base):
    """That a person viewed, started, completed or saved a course; only views repeat."""

    __tablename__ = "user_course_interactions"
    __table_args__ = (
        one_of("interaction_type", InteractionType),
        Index(
            "uq_interactions_once",
            "user_id",
            "course_id",
            "interaction_type",
            unique=True,
            postgresql_where=text("interaction_type <> 'viewed'"),
        ),
        Index("idx_interactions_user", "user_id", text("created_at DESC")),
        Index("idx_interactions_course", "course_id"),
        Index(
            "idx_interactions_starts",
            "created_at",
            postgresql_include=["course_id", "user_id"],
            postgresql_where=text("interaction_type = 'started'"),
        ),
    )

    id: Mapped[TimeOrderedId]
    user_id: Mapped[UserId]
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("generated_courses.id", ondelete="CASCADE"))
    interaction_type: Mapped[InteractionType] = mapped_column(Word(InteractionType))
    created_at: Mapped[CreatedAt]
