"""Endpoints: exercises, hints and attempts."""

from uuid import UUID

from db.errors import NotFound
from hub.api.identifier import identifier
from hub.api.route import Call
from hub.api.schemas.exercise import Hint, Hints
from hub.api.schemas.regrade import RegradeRequest
from hub.api.schemas.submission import SubmissionQuery, SubmissionRequest
from hub.services import exercise, hint, own_cells, regrade_request, submission


def read_exercise(call: Call) -> object:
    """Return an exercise and the last attempt at it."""
    return exercise.read_exercise(call.begin, call.viewer, call.path["key"])


def reveal_hint(call: Call) -> Hints:
    """Reveal a hint and return all hints."""
    number = call.path["number"]
    if not number.isdecimal() or len(number) > 4:
        raise NotFound("This exercise has no such hint: open the Exercise panel to see its hints.")
    found = hint.reveal(call.begin, call.viewer, call.path["key"], int(number))
    return Hints(hints=[Hint.model_validate(each) for each in found])


def submit(call: Call) -> object:
    """Store the notebook as the next attempt and queue it."""
    given = call.given(SubmissionRequest)
    return submission.submit(
        call.begin, call.viewer, call.path["key"], given.notebook, press=given.idempotency_key
    )


def list_submissions(call: Call) -> object:
    """Return a page of the person's attempts."""
    query = call.queried(SubmissionQuery)
    return submission.list_attempts(call.begin, call.viewer, call.path["key"], query.before, query.limit)


def read_submission(call: Call) -> object:
    """Return one attempt of the person's own."""
    return submission.read_submission(call.begin, call.viewer, _submission_id(call))


def read_cells(call: Call) -> object:
    """Return what the person wrote in an attempt of her own."""
    return own_cells.read_own_cells(call.begin, call.viewer, _submission_id(call))


def ask_regrade(call: Call) -> object:
    """Ask to have an attempt of one's own looked at once more."""
    reason = call.given(RegradeRequest).reason
    return regrade_request.ask(call.begin, call.viewer, _submission_id(call), reason)


def _submission_id(call: Call) -> UUID:
    return identifier(call.path["id"], "You have no such submission: open the exercise to see yours.")
