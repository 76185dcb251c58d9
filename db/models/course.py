"""A learner's own course: modules and exercises made from the blueprint with her variables."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import (
    Base,
    CreatedAt,
    Id,
    JsonArray,
    JsonObject,
    NotebookHash,
    UpdatedAt,
    UserId,
    Word,
    check,
    one_of,
)
from db.enums import CourseStatus, ExerciseDifficulty, ExerciseType, Visibility


class GeneratedCourse(Base):
    """One person's course; only a public one may be recommended to others, who then fork it."""

    __tablename__ = "generated_courses"
    __table_args__ = (
        one_of("visibility", Visibility),
        one_of("status", CourseStatus),
        check("progress_percentage", "progress_percentage BETWEEN 0 AND 100"),
        check(
            "completed",
            "status <> 'completed' OR (completion_date IS NOT NULL AND progress_percentage = 100)",
        ),
        check("active", "status <> 'active' OR completion_date IS NULL"),
        check("dates", "completion_date >= start_date"),
        check("not_its_own_fork", "forked_from_id <> id"),
        UniqueConstraint("id", "user_id"),
        Index("idx_courses_user_status", "user_id", "status"),
        Index("idx_courses_archetype", "archetype_id"),
        Index("idx_courses_fork", "forked_from_id", postgresql_where=text("forked_from_id IS NOT NULL")),
        Index("idx_courses_public", text("created_at DESC"), postgresql_where=text("visibility = 'public'")),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    title: Mapped[str] = mapped_column(String(255))
    description: Mapped[str | None]
    archetype_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_archetypes.id", ondelete="SET NULL")
    )
    forked_from_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("generated_courses.id", ondelete="SET NULL")
    )
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility), server_default=Visibility.PRIVATE)
    status: Mapped[CourseStatus] = mapped_column(Word(CourseStatus), server_default=CourseStatus.ACTIVE)
    progress_percentage: Mapped[int] = mapped_column(server_default=text("0"))
    start_date: Mapped[datetime] = mapped_column(server_default=func.now())
    completion_date: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    modules: Mapped[list["GeneratedModule"]] = relationship(
        lazy="raise", back_populates="course", passive_deletes=True
    )


class GeneratedModule(Base):
    """One module of a learner's course; `content_json` describes its lesson, and `notebook_sha256` is it."""

    __tablename__ = "generated_modules"
    __table_args__ = (
        check("content_json", "jsonb_typeof(content_json) = 'object'"),
        check("order_index", "order_index >= 0"),
        check("completed_at", "is_completed = (completed_at IS NOT NULL)"),
        check("locked_or_completed", "NOT (is_locked AND is_completed)"),
        check("locked_or_optional", "NOT (is_locked AND is_optional)"),
        UniqueConstraint("course_id", "order_index", deferrable=True, initially="DEFERRED"),
        Index("idx_generated_modules_blueprint", "blueprint_module_id"),
        Index("idx_generated_modules_notebook", "notebook_sha256"),
    )

    id: Mapped[Id]
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("generated_courses.id", ondelete="CASCADE"))
    blueprint_module_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("blueprint_modules.id", ondelete="SET NULL")
    )
    title: Mapped[str] = mapped_column(String(255))
    description: Mapped[str | None]
    content_json: Mapped[JsonObject]
    notebook_sha256: Mapped[NotebookHash | None]
    order_index: Mapped[int]
    is_locked: Mapped[bool] = mapped_column(server_default=false())
    is_completed: Mapped[bool] = mapped_column(server_default=false())  # cache of module_completions
    is_optional: Mapped[bool] = mapped_column(server_default=false())  # before the one she begins with
    completed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    course: Mapped[GeneratedCourse] = relationship(lazy="raise", back_populates="modules")
    exercises: Mapped[list["Exercise"]] = relationship(
        lazy="raise", back_populates="module", passive_deletes=True
    )


class Exercise(Base):
    """An exercise of a learner's course; its slug is the nbgrader assignment that all learners share."""

    __tablename__ = "exercises"
    __table_args__ = (
        one_of("type", ExerciseType),
        check("test_cases", "jsonb_typeof(test_cases) = 'array'"),
        check("flaws", "jsonb_typeof(flaws) = 'array'"),
        check("hints", "jsonb_typeof(hints) = 'array'"),
        one_of("difficulty", ExerciseDifficulty),
        check("points", "points >= 0"),
        check("time_limit_minutes", "time_limit_minutes > 0"),
        UniqueConstraint("module_id", "slug"),
        Index("idx_exercises_slug", "slug"),
        Index("idx_exercises_notebook", "notebook_sha256"),
        Index("idx_exercises_type", "type"),
    )

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("generated_modules.id", ondelete="CASCADE"))
    slug: Mapped[str]
    type: Mapped[ExerciseType] = mapped_column(Word(ExerciseType))
    title: Mapped[str] = mapped_column(String(255))
    prompt: Mapped[str]
    starter_code: Mapped[str | None]
    solution_code: Mapped[str | None]  # never in a student's view
    test_cases: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    flaws: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    hints: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    difficulty: Mapped[ExerciseDifficulty | None] = mapped_column(Word(ExerciseDifficulty))
    points: Mapped[int] = mapped_column(server_default=text("100"))
    time_limit_minutes: Mapped[int | None]
    notebook_sha256: Mapped[NotebookHash | None]
    created_at: Mapped[CreatedAt]

    module: Mapped[GeneratedModule] = relationship(lazy="raise", back_populates="exercises")


class CourseTag(Base):
    """A word by which a course is found."""

    __tablename__ = "course_tags"
    __table_args__ = (
        check("tag", "tag ~ '^[a-z0-9][a-z0-9-]*$'"),
        UniqueConstraint("course_id", "tag"),
        Index("idx_course_tags_tag", "tag", "course_id"),
    )

    id: Mapped[Id]
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("generated_courses.id", ondelete="CASCADE"))
    tag: Mapped[str]
    created_at: Mapped[CreatedAt]
