"""A learner asks to have an attempt of hers looked at once more."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from db.enums import GradingState, RegradeDecision
from db.errors import Conflict, Forbidden, NotFound
from db.repositories.event import EventRepository
from db.repositories.regrade_request import RegradeRequestRepository, Request
from db.repositories.submission import Submission, SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services.person import Begin
from hub.services.viewer import Viewer


class NotGraded(Conflict):
    """There is no result to doubt yet."""

    code = "not_graded"


class AlreadyAsked(Conflict):
    """One request about an attempt is open."""

    code = "already_asked"


class WithoutCohort(Forbidden):
    """An attempt outside a cohort has nobody who could answer."""

    code = "not_enrolled"


@dataclass(frozen=True)
class Regrade:
    """A request as the learner who asked sees it; `answered_by` is None once that person is gone."""

    id: uuid.UUID
    reason: str
    asked_at: datetime
    decision: RegradeDecision | None
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


def describe(request: Request | None) -> Regrade | None:
    """Show a request to who asked."""
    if request is None:
        return None
    return Regrade(
        request.id,
        request.reason,
        request.asked_at,
        request.decision,
        request.answer,
        request.answered_at,
        request.answerer_name or request.answerer,
    )


def requests_of(uow: UnitOfWork, rows: Iterable[Submission]) -> dict[uuid.UUID, Regrade | None]:
    """Return the newest request about each of these attempts, by the attempt's id."""
    found = RegradeRequestRepository(uow.session).latest_of([row.id for row in rows])
    return {number: describe(request) for number, request in found.items()}


def ask(begin: Begin, viewer: Viewer, submission_id: uuid.UUID, reason: str) -> Regrade | None:
    """Open a request about a graded attempt of the learner's own; the same words give the newest one again.

    NotGraded before there is a result, AlreadyAsked while another request about the attempt is open.
    """
    with begin() as uow:
        requests = RegradeRequestRepository(uow.session)
        requests.lock(submission_id)
        row = SubmissionRepository(uow.session).get(submission_id)
        if row is None or row.user_id != viewer.id:
            raise NotFound("You have no such submission: open the exercise to see yours.")
        known = requests.latest_of([row.id]).get(row.id)
        if known is not None and known.reason == reason:
            return describe(known)
        if known is not None and known.is_open:
            raise AlreadyAsked(
                "You have asked about this attempt already: wait for your instructor's answer."
            )
        if row.state is not GradingState.GRADED:
            raise NotGraded("This attempt has no result yet: wait for its grading and ask then.")
        if row.cohort_id is None:
            raise WithoutCohort("This attempt belongs to no cohort: ask your instructor to enrol you.")
        number = requests.add(row.id, viewer.id, row.cohort_id, reason, datetime.now(UTC))
        EventRepository(uow.session).regrade_moved(row, is_open=True)
        opened = describe(requests.get(number))
        uow.commit()
    return opened
