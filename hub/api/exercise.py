"""Endpoints: exercises and attempts at them."""

from uuid import UUID

from db.errors import NotFound
from hub.api.route import Call
from hub.api.schemas.submission import SubmissionQuery, SubmissionRequest
from hub.services import exercise, submission


def read_exercise(call: Call) -> object:
    """Return an exercise and the last attempt at it."""
    return exercise.read_exercise(call.begin, call.viewer, call.path["key"])


def submit(call: Call) -> object:
    """Store the notebook as the next attempt and queue it."""
    notebook = call.given(SubmissionRequest).notebook
    return submission.submit(call.begin, call.viewer, call.path["key"], notebook)


def list_submissions(call: Call) -> object:
    """Return a page of the person's attempts."""
    query = call.queried(SubmissionQuery)
    return submission.list_attempts(call.begin, call.viewer, call.path["key"], query.before, query.limit)


def read_submission(call: Call) -> object:
    """Return one attempt of the person's own."""
    try:
        number = UUID(call.path["id"])
    except ValueError:
        raise NotFound("You have no such submission: open the exercise to see yours.") from None
    return submission.read_submission(call.begin, call.viewer, number)
