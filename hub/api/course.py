"""Endpoints: the Course panel, the notebooks behind it and finished lessons."""

from hub.api.route import Call
from hub.services import course, delivery, lesson


def read_course(call: Call) -> object:
    """Return everything that the Course panel shows."""
    return course.read_course(call.begin, call.viewer)


def read_notebook(call: Call) -> object:
    """Return the notebook of an item."""
    return delivery.deliver(call.begin, call.viewer, call.path["key"])


def complete_lesson(call: Call) -> object:
    """Mark a lesson as completed."""
    return lesson.complete(call.begin, call.viewer, call.path["key"])


def reopen_lesson(call: Call) -> object:
    """Undo the completion of a lesson."""
    return lesson.reopen(call.begin, call.viewer, call.path["key"])
