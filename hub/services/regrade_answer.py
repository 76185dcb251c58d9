"""The staff of a cohort answers learners' requests to look at an attempt once more."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from db.enums import GradingState, RegradeDecision
from db.errors import Conflict, NotFound
from db.repositories.event import EventRepository
from db.repositories.regrade_request import RegradeRequestRepository, Request
from db.repositories.submission import SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services import regrade
from hub.services.deed import Actor, note
from hub.services.person import Begin
from hub.services.viewer import Viewer


class AlreadyAnswered(Conflict):
    """Somebody answered before."""

    code = "already_answered"


class Superseded(Conflict):
    """The gradebook holds a later attempt."""

    code = "superseded"


@dataclass(frozen=True)
class StaffRegrade:
    """A request as the staff of its cohort sees it, with where the attempt stands now."""

    id: uuid.UUID
    submission_id: uuid.UUID
    username: str
    full_name: str | None
    key: str
    title: str
    attempt: int
    latest_attempt: int
    state: GradingState
    score: Decimal | None
    max_score: Decimal
    submitted_at: datetime
    reason: str
    asked_at: datetime
    decision: RegradeDecision | None
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


@dataclass(frozen=True)
class RegradePage:
    """Requests, and where to read on."""

    items: list[StaffRegrade]
    next: uuid.UUID | None


def list_requests(
    begin: Begin,
    viewer: Viewer,
    slug: str,
    *,
    is_open: bool = True,
    cursor: uuid.UUID | None = None,
    limit: int = 20,
) -> RegradePage:
    """Return a cohort's requests behind `cursor`: the open ones oldest first, answered ones newest first."""
    with begin() as uow:
        requests = RegradeRequestRepository(uow.session)
        read = requests.list_open if is_open else requests.list_answered
        rows = read(_cohort_id(viewer, slug), cursor=cursor, limit=limit + 1)
    following = rows[limit - 1].id if len(rows) > limit else None
    return RegradePage([_present(row) for row in rows[:limit]], following)


def answer(
    begin: Begin,
    viewer: Viewer,
    slug: str,
    request_id: uuid.UUID,
    *,
    decision: RegradeDecision,
    words: str,
) -> StaffRegrade:
    """Answer a request of the cohort and do what was decided; the same answer again changes nothing.

    `REGRADED` sends the attempt to the grader once more. AlreadyAnswered when somebody else was first,
    Superseded when the grader would take a later attempt's place in the gradebook.
    """
    with begin() as uow:
        requests = RegradeRequestRepository(uow.session)
        request = _require(requests, viewer, slug, request_id)
        requests.lock(request.submission_id)
        request = _require(requests, viewer, slug, request_id)
        if not request.is_open:
            if (request.decision, request.answer) == (decision, words):
                return _present(request)
            raise AlreadyAnswered("This request has an answer already: read the list again to see it.")
        if decision is RegradeDecision.REGRADED:
            _send_to_grader(uow, slug, request)
        requests.answer(request.id, decision, words, viewer.id, datetime.now(UTC))
        _note(uow, viewer, slug, request, decision)
        submission = SubmissionRepository(uow.session).require(request.submission_id)
        EventRepository(uow.session).regrade_moved(submission, is_open=False)
        answered = _present(_require(requests, viewer, slug, request_id))
        uow.commit()
    return answered


def _send_to_grader(uow: UnitOfWork, slug: str, request: Request) -> None:
    submissions = SubmissionRepository(uow.session)
    submission = submissions.require(request.submission_id)
    submissions.lock(submission.user_id, submission.task)
    latest = submissions.latest(submission.user_id, submission.task)
    if latest is None or latest.id != submission.id:
        raise Superseded(
            f"{request.username} has handed in attempt {request.latest_attempt} since, and the gradebook "
            "holds that one: keep the score, or ask for this attempt to be handed in again."
        )
    if regrade.requeue(uow, submission, slug):
        EventRepository(uow.session).submission_changed(submissions.require(submission.id))


def _note(uow: UnitOfWork, viewer: Viewer, slug: str, request: Request, decision: RegradeDecision) -> None:
    details = {
        "request": str(request.id),
        "cohort": slug,
        "assignment": request.key,
        "attempt": request.attempt,
        "decision": decision.value,
        "score": None if request.score is None else str(request.score),
    }
    subject = f"submission {request.submission_id}"
    note(uow, Actor(viewer.id, viewer.username), "regrade.answered", subject, **details)


def _require(requests: RegradeRequestRepository, viewer: Viewer, slug: str, request_id: uuid.UUID) -> Request:
    found = requests.get(request_id)
    if found is None or found.cohort_id != _cohort_id(viewer, slug):
        raise NotFound("Your cohort has no such request: read the list again.")
    return found


def _cohort_id(viewer: Viewer, slug: str) -> uuid.UUID:
    return next(each.cohort_id for each in viewer.cohorts if each.slug == slug)  # the rule saw to it


def _present(request: Request) -> StaffRegrade:
    return StaffRegrade(
        id=request.id,
        submission_id=request.submission_id,
        username=request.username,
        full_name=request.full_name,
        key=request.key,
        title=request.title,
        attempt=request.attempt,
        latest_attempt=request.latest_attempt,
        state=request.state,
        score=request.score,
        max_score=request.max_score,
        submitted_at=request.submitted_at,
        reason=request.reason,
        asked_at=request.asked_at,
        decision=request.decision,
        answer=request.answer,
        answered_at=request.answered_at,
        answered_by=request.answerer_name or request.answerer,
    )
