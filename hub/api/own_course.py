"""Endpoints: a learner's own courses."""

from uuid import UUID

from hub.api.identifier import identifier
from hub.api.route import Call
from hub.api.schemas.onboarding import CourseQuery, CourseRequest
from hub.services import own_course


def ask_for_course(call: Call) -> object:
    """Queue the making of a course."""
    wanted = call.given(CourseRequest)
    return own_course.ask_for(call.begin, call.viewer, wanted.said(), wanted.idempotency_key)


def list_own_courses(call: Call) -> object:
    """Return a page of the person's courses."""
    query = call.queried(CourseQuery)
    return own_course.list_courses(call.begin, call.viewer, query.before, query.limit)


def read_own_course(call: Call) -> object:
    """Return one of the person's courses."""
    return own_course.read_course(call.begin, call.viewer, _number(call))


def archive_course(call: Call) -> object:
    """Put a course away."""
    return own_course.archive(call.begin, call.viewer, _number(call))


def restore_course(call: Call) -> object:
    """Bring a course back."""
    return own_course.restore(call.begin, call.viewer, _number(call))


def cancel_course(call: Call) -> object:
    """Give up the making of a course."""
    return own_course.cancel(call.begin, call.viewer, _number(call))


def _number(call: Call) -> UUID:
    return identifier(call.path["id"], "You have no such course: look for it in the Course panel.")
