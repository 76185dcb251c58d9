"""What staff may do in a cohort."""

from pydantic import Field

from db.enums import GradingState
from hub.api.schemas.base import Request, Schema, Text
from hub.services.course_server import ServerState


class CourseServer(Schema):
    """Where the cohort's course server answers."""

    url: str
    state: ServerState


class GradingRequest(Request):
    """Whose latest submissions to grade again."""

    students: list[Text] | None = Field(
        None, max_length=1000, description="User names; None means everybody."
    )


class GradingQueued(Schema):
    """How many submissions were queued."""

    queued: int


class StudentGrading(Schema):
    """Where the grading of one student's latest attempt stands; `done` of `total` cells have run."""

    state: GradingState
    done: int | None
    total: int | None


class GradingProgress(Schema):
    """Where the grading of an assignment stands, by user name."""

    students: dict[str, StudentGrading]
