"""The fixed curriculum that a cohort shares: modules, their order, lessons and assessments."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, CreatedAt, Id, JsonArray, JsonObject, NotebookHash, UpdatedAt, Word, check, one_of
from db.enums import ExerciseDifficulty, LessonType, QuestionType, Track


class Module(Base):
    """A numbered module of the crypto curriculum."""

    __tablename__ = "modules"
    __table_args__ = (
        check("id", "id > 0"),
        one_of("track", Track),
        check("duration_hours", "duration_hours >= 0"),
        UniqueConstraint("order_index", deferrable=True, initially="DEFERRED"),
        Index("idx_modules_track", "track", "order_index"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(50), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None]
    track: Mapped[Track] = mapped_column(Word(Track))
    duration_hours: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    order_index: Mapped[int]
    is_published: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    lessons: Mapped[list["Lesson"]] = relationship(
        lazy="raise", back_populates="module", passive_deletes=True
    )
    assessments: Mapped[list["Assessment"]] = relationship(
        lazy="raise", back_populates="module", passive_deletes=True
    )


class ModulePrerequisite(Base):
    """One module that must be completed before another."""

    __tablename__ = "module_prerequisites"
    __table_args__ = (
        check("not_itself", "module_id <> prerequisite_id"),
        Index("idx_module_prereq_rev", "prerequisite_id"),
    )

    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"), primary_key=True)
    prerequisite_id: Mapped[int] = mapped_column(
        ForeignKey("modules.id", ondelete="RESTRICT"), primary_key=True
    )


def place_while_taught(table: str) -> ExcludeConstraint:
    """One place in the order of a module for each row that is not retired, checked at the commit."""
    return ExcludeConstraint(
        ("module_id", "="),
        ("order_index", "="),
        using="btree",
        where=text("retired_at IS NULL"),
        name=f"ex_{table}_place",
        deferrable=True,
        initially="DEFERRED",
    )


class Lesson(Base):
    """A lesson of a module; its slug is the key by which the API names it."""

    __tablename__ = "lessons"
    __table_args__ = (
        one_of("lesson_type", LessonType),
        check("order_index", "order_index >= 0"),
        check("estimated_minutes", "estimated_minutes >= 0"),
        check("concepts", "jsonb_typeof(concepts) = 'array'"),
        place_while_taught("lessons"),
        Index("idx_lessons_module", "module_id", "order_index"),
        Index("idx_lessons_notebook", "notebook_sha256"),
    )

    id: Mapped[Id]
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str]
    lesson_type: Mapped[LessonType] = mapped_column(Word(LessonType), server_default=LessonType.READING)
    order_index: Mapped[int]
    estimated_minutes: Mapped[int | None]
    notebook_path: Mapped[str | None]
    notebook_sha256: Mapped[NotebookHash | None]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    retired_at: Mapped[datetime | None]
    concepts: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))

    module: Mapped[Module] = relationship(lazy="raise", back_populates="lessons")


class Assessment(Base):
    """A question or coding task of a module; a coding task's slug is its nbgrader assignment's name."""

    __tablename__ = "assessments"
    __table_args__ = (
        one_of("question_type", QuestionType),
        check("options", "options IS NULL OR jsonb_typeof(options) = 'object'"),
        check("points", "points >= 0"),
        check("order_index", "order_index >= 0"),
        check("slug_of_task", "(question_type = 'coding-task') = (slug IS NOT NULL)"),
        check("options_of_choice", "(question_type = 'multiple-choice') = (options IS NOT NULL)"),
        check(
            "answer_of_choice",
            "question_type <> 'multiple-choice' OR (correct_answer IS NOT NULL AND options ? correct_answer)",
        ),
        check(
            "answer_of_true_false",
            "question_type <> 'true-false' OR coalesce(correct_answer, '') IN ('true', 'false')",
        ),
        check("key_of_question", "question_key IS NULL OR question_type <> 'coding-task'"),
        one_of("difficulty", ExerciseDifficulty),
        check("concepts", "jsonb_typeof(concepts) = 'array'"),
        check(
            "option_notes",
            "option_notes IS NULL OR (options IS NOT NULL AND jsonb_typeof(option_notes) = 'object')",
        ),
        check("marking", "marking IS NULL OR jsonb_typeof(marking) = 'array'"),
        check("accepts", "accepts IS NULL OR jsonb_typeof(accepts) = 'array'"),
        check("decidable", "(accepts IS NULL AND number IS NULL) OR question_type = 'short-answer'"),
        check("tolerance", "tolerance >= 0"),
        check("hints", "jsonb_typeof(hints) = 'array'"),
        place_while_taught("assessments"),
        Index("idx_assessments_module", "module_id", "order_index"),
        Index("idx_assessments_type", "question_type"),
        Index(
            "idx_assessments_notebook",
            "notebook_sha256",
            postgresql_where=text("notebook_sha256 IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    slug: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str | None] = mapped_column(String(200))
    question_text: Mapped[str]
    question_type: Mapped[QuestionType] = mapped_column(Word(QuestionType))
    options: Mapped[JsonObject | None]
    correct_answer: Mapped[str | None]
    explanation: Mapped[str | None]
    points: Mapped[int] = mapped_column(server_default=text("10"))
    order_index: Mapped[int]
    notebook_sha256: Mapped[NotebookHash | None]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    retired_at: Mapped[datetime | None]  # attempts outlive the question
    question_key: Mapped[str | None] = mapped_column(unique=True)
    difficulty: Mapped[ExerciseDifficulty | None] = mapped_column(Word(ExerciseDifficulty))
    concepts: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    option_notes: Mapped[JsonObject | None]  # why each wrong choice is wrong
    marking: Mapped[JsonArray | None]  # what a short answer has to say, for whoever marks it
    accepts: Mapped[JsonArray | None]  # short answers that are right without anybody marking them
    number: Mapped[float | None]
    tolerance: Mapped[float] = mapped_column(server_default=text("0"))
    hints: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))  # shown by `reveal_hint` alone

    module: Mapped[Module] = relationship(lazy="raise", back_populates="assessments")
