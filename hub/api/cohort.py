"""Endpoints for the staff of a cohort."""

from hub.api.route import Call
from hub.api.schemas.cohort import GradingProgress, GradingQueued, GradingRequest, StudentGrading
from hub.services import course_server, regrade


def open_course_server(call: Call) -> object:
    """Start the cohort's course server if needed and tell where it is."""
    context = call.context
    return course_server.open_server(
        call.begin, context.course_servers, call.path["slug"], call.actor, context.starts.take
    )


def grade_assignment(call: Call) -> GradingQueued:
    """Queue the students' latest attempts for grading once more."""
    students = call.given(GradingRequest).students
    queued = regrade.queue(call.begin, call.path["slug"], call.path["name"], students, call.actor)
    return GradingQueued(queued=queued)


def read_grading(call: Call) -> GradingProgress:
    """Tell how far the grading of the students' latest attempts is."""
    found = regrade.progress(call.begin, call.path["slug"], call.path["name"])
    return GradingProgress(
        students={
            each.username: StudentGrading(state=each.state, done=each.done, total=each.total)
            for each in found
        }
    )
