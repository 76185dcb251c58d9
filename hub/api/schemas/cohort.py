"""What staff may do in a cohort."""

from pydantic import Field

from hub.api.schemas.base import Request, Schema
from hub.services.course_server import ServerState


class CourseServer(Schema):
    """Where the cohort's course server answers."""

    url: str
    state: ServerState


class GradingRequest(Request):
    """Whose latest submissions to grade again."""

    students: list[str] | None = Field(None, max_length=1000, description="User names; None means everybody.")


class GradingQueued(Schema):
    """How many submissions were queued."""

    queued: int
