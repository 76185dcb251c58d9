"""Rows about what learners handed in."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from db.enums import GradingState, SubmissionStatus
from db.models import Assessment, CodeSubmission, Cohort, Exercise, User
from tests.factories.notebook import make_notebook


def make_submission(
    session: Session,
    user: User,
    task: Assessment | Exercise,
    *,
    cohort: Cohort | None = None,
    attempt: int = 1,
    grade: Decimal | None = None,
    submitted_at: datetime | None = None,
) -> CodeSubmission:
    """Store an attempt: queued, or graded when it has a grade (out of the task's points)."""
    moment = submitted_at or datetime.now(UTC)
    submission = CodeSubmission(
        user_id=user.id,
        cohort_id=cohort.id if cohort else None,
        assessment_id=task.id if isinstance(task, Assessment) else None,
        exercise_id=task.id if isinstance(task, Exercise) else None,
        notebook_sha256=make_notebook(session),
        submission_version=attempt,
        submitted_at=moment,
        max_grade=Decimal(task.points),
        nbgrader_course_id=cohort.slug if cohort else None,
    )
    if grade is not None:
        submission.grade = grade
        submission.graded_at = moment
        submission.status = SubmissionStatus.GRADED
        submission.grading_state = GradingState.GRADED
    session.add(submission)
    session.flush()
    return submission
