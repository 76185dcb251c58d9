"""Reviews of a learner's work: by peers, and by the architecture reviewer."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, JsonArray, JsonObject, UserId, check


class ArchitectureReview(Base):
    """The architecture reviewer's scores for an exercise, a module or a submission of one learner."""

    __tablename__ = "architecture_reviews"
    __table_args__ = (
        check("overall_score", "overall_score BETWEEN 0 AND 100"),
        check("code_sense_score", "code_sense_score BETWEEN 0 AND 100"),
        check("efficiency_score", "efficiency_score BETWEEN 0 AND 100"),
        check("edge_cases_score", "edge_cases_score BETWEEN 0 AND 100"),
        check("taste_score", "taste_score BETWEEN 0 AND 100"),
        check("strengths", "jsonb_typeof(strengths) = 'array'"),
        check("weaknesses", "jsonb_typeof(weaknesses) = 'array'"),
        check("suggestions", "jsonb_typeof(suggestions) = 'array'"),
        check("has_subject", "num_nonnulls(exercise_id, module_id, submission_id) >= 1"),
        Index("idx_architecture_reviews_user", "user_id", text("reviewed_at DESC")),
        Index("idx_arch_exercise", "exercise_id"),
        Index("idx_arch_module", "module_id"),
        Index("idx_arch_submission", "submission_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    exercise_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("exercises.id", ondelete="CASCADE"))
    module_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("generated_modules.id", ondelete="CASCADE")
    )
    submission_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("code_submissions.id", ondelete="CASCADE")
    )
    overall_score: Mapped[int]
    code_sense_score: Mapped[int | None]
    efficiency_score: Mapped[int | None]
    edge_cases_score: Mapped[int | None]
    taste_score: Mapped[int | None]
    strengths: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    weaknesses: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    suggestions: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    passed: Mapped[bool] = mapped_column(server_default=false())
    reviewer_model: Mapped[str | None] = mapped_column(String(100))
    reviewed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class PeerReview(Base):
    """A classmate's review, assigned first and handed in later; a trigger refuses one's own work."""

    __tablename__ = "peer_reviews"
    __table_args__ = (
        check("rubric_scores", "rubric_scores IS NULL OR jsonb_typeof(rubric_scores) = 'object'"),
        check("helpful_when_submitted", "submitted_at IS NOT NULL OR is_helpful IS NULL"),
        UniqueConstraint("submission_id", "reviewer_id"),
        Index("idx_peer_reviews_reviewer", "reviewer_id"),
        Index(
            "idx_peer_reviews_todo",
            "reviewer_id",
            "assigned_at",
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("code_submissions.id", ondelete="CASCADE"))
    reviewer_id: Mapped[UserId]
    rubric_scores: Mapped[JsonObject | None]
    comments: Mapped[str | None]
    is_helpful: Mapped[bool | None]
    assigned_at: Mapped[datetime] = mapped_column(server_default=func.now())
    submitted_at: Mapped[datetime | None]
