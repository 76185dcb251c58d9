"""Endpoints for the staff of a cohort."""

from hub.api.route import Call
from hub.api.schemas.cohort import GradingQueued, GradingRequest
from hub.services import regrade


def open_course_server(call: Call) -> object:
    """Start the cohort's course server if needed and tell where it is."""
    return call.context.course_servers.open(call.path["slug"], call.viewer.username)


def grade_assignment(call: Call) -> GradingQueued:
    """Queue the students' latest attempts for grading once more."""
    students = call.given(GradingRequest).students
    queued = regrade.queue(call.context.begin, call.path["slug"], call.path["name"], students)
    return GradingQueued(queued=queued)
