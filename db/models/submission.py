"""What learners hand in, attempt by attempt."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, JsonArray, JsonObject, NotebookHash, TimeOrderedId, UserId, Word, check, one_of
from db.enums import GradingState, SubmissionSource, SubmissionStatus


class CodeSubmission(Base):
    """One attempt at a coding task of the catalogue or at a generated exercise.

    `grading_state` is where automatic grading stands; `status` is what counts for the learner.
    """

    __tablename__ = "code_submissions"
    __table_args__ = (
        check("github_url", r"github_url ~ '^https://github\.com/[^/]+/[^/]+'"),
        check("file_uploads", "file_uploads IS NULL OR jsonb_typeof(file_uploads) = 'object'"),
        one_of("status", SubmissionStatus),
        check("grade", "grade >= 0"),
        check("max_grade", "max_grade > 0"),
        check("hint_penalty", "hint_penalty >= 0"),
        check("rubric_scores", "rubric_scores IS NULL OR jsonb_typeof(rubric_scores) = 'object'"),
        check("submission_version", "submission_version > 0"),
        one_of("source", SubmissionSource),
        one_of("grading_state", GradingState),
        check("grading_progress", "grading_done >= 0 AND grading_done <= grading_total"),
        check("grading_failed", "grading_state <> 'failed' OR grading_error IS NOT NULL"),
        check("test_results", "test_results IS NULL OR jsonb_typeof(test_results) = 'array'"),
        check("integrity", "integrity IS NULL OR jsonb_typeof(integrity) = 'array'"),
        check("execution_time_ms", "execution_time_ms >= 0"),
        check("one_task", "num_nonnulls(assessment_id, exercise_id) = 1"),
        check("has_content", "num_nonnulls(github_url, file_uploads, notebook_sha256) >= 1"),
        check("graded", "status <> 'graded' OR (grade IS NOT NULL AND graded_at IS NOT NULL)"),
        check("ungraded", "status <> 'submitted' OR (grade IS NULL AND graded_at IS NULL)"),
        check("not_graded_by_itself", "graded_by IS DISTINCT FROM user_id"),
        Index(
            "uq_submission_assessment",
            "user_id",
            "assessment_id",
            "submission_version",
            unique=True,
            postgresql_where=text("assessment_id IS NOT NULL"),
        ),
        Index(
            "uq_submission_exercise",
            "user_id",
            "exercise_id",
            "submission_version",
            unique=True,
            postgresql_where=text("exercise_id IS NOT NULL"),
        ),
        Index(
            "idx_submissions_assessment", "assessment_id", postgresql_where=text("assessment_id IS NOT NULL")
        ),
        Index("idx_submissions_exercise", "exercise_id", postgresql_where=text("exercise_id IS NOT NULL")),
        Index("idx_submissions_queue", "submitted_at", postgresql_where=text("status = 'submitted'")),
        Index("idx_submissions_grader", "graded_by", postgresql_where=text("graded_by IS NOT NULL")),
        Index(
            "idx_submissions_notebook",
            "notebook_sha256",
            postgresql_where=text("notebook_sha256 IS NOT NULL"),
        ),
        Index(
            "idx_submissions_cohort",
            "cohort_id",
            "submitted_at",
            postgresql_where=text("cohort_id IS NOT NULL"),
        ),
    )

    id: Mapped[TimeOrderedId]
    user_id: Mapped[UserId]
    cohort_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cohorts.id", ondelete="SET NULL"))
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessments.id", ondelete="RESTRICT"))
    exercise_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("exercises.id", ondelete="CASCADE"))
    github_url: Mapped[str | None] = mapped_column(String(500))
    file_uploads: Mapped[JsonObject | None]
    notebook_sha256: Mapped[NotebookHash | None]
    status: Mapped[SubmissionStatus] = mapped_column(
        Word(SubmissionStatus), server_default=SubmissionStatus.SUBMITTED
    )
    grade: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    max_grade: Mapped[Decimal] = mapped_column(Numeric(7, 2), server_default=text("100"))
    instructor_feedback: Mapped[str | None]
    rubric_scores: Mapped[JsonObject | None]
    submission_version: Mapped[int] = mapped_column(server_default=text("1"))
    submitted_at: Mapped[datetime] = mapped_column(server_default=func.now())
    graded_at: Mapped[datetime | None]
    graded_by: Mapped[uuid.UUID | None] = mapped_column(  # NULL: the autograder
        ForeignKey("users.id", ondelete="SET NULL")
    )
    source: Mapped[SubmissionSource] = mapped_column(
        Word(SubmissionSource), server_default=SubmissionSource.NBGRADER
    )
    nbgrader_course_id: Mapped[str | None] = mapped_column(String(128))
    nbgrader_submission_id: Mapped[str | None] = mapped_column(String(32))  # loose: autograding replaces rows
    grading_state: Mapped[GradingState] = mapped_column(
        Word(GradingState), server_default=GradingState.QUEUED
    )
    grading_done: Mapped[int | None]
    grading_total: Mapped[int | None]
    grading_error: Mapped[str | None]
    test_results: Mapped[JsonArray | None]
    needs_manual_grade: Mapped[bool] = mapped_column(server_default=false())
    execution_time_ms: Mapped[int | None]
    integrity: Mapped[JsonArray | None]
    sandbox: Mapped[str | None]
    hint_penalty: Mapped[Decimal] = mapped_column(  # in points, taken off `grade` already
        Numeric(7, 2), server_default=text("0")
    )
