"""Handing notebooks in and reading what became of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from db.enums import GradingState, ItemKind
from db.errors import Forbidden, NotFound
from db.repositories import submission as stored
from db.repositories.catalogue import CatalogueRepository
from db.repositories.event import EventRepository
from db.repositories.queue import QueueRepository
from db.repositories.submission import SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services.handed_in import canonical_bytes
from hub.services.item import is_passed
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.regrade_request import Regrade, requests_of
from hub.services.viewer import Membership, Viewer


class NotEnrolled(Forbidden):
    """Only students of a cohort hand in."""

    code = "not_enrolled"


class DeadlinePassed(Forbidden):
    """The exercise was due before."""

    code = "deadline_passed"


@dataclass(frozen=True)
class Submission:
    """One attempt as its learner sees it."""

    id: uuid.UUID
    key: str
    attempt: int
    state: GradingState
    done: int
    total: int
    score: Decimal | None
    max_score: Decimal | None
    passed: bool | None
    submitted_at: datetime
    graded_at: datetime | None
    needs_manual_grade: bool
    tests: list[dict[str, Any]]
    feedback: str | None
    error: str | None
    integrity: list[str]
    sandbox: str | None
    hint_penalty: Decimal
    regrade: Regrade | None


@dataclass(frozen=True)
class SubmissionPage:
    """Attempts, the newest first, and where to read on."""

    items: list[Submission]
    next: int | None


def submit(
    begin: Begin,
    viewer: Viewer,
    key: str,
    notebook: object,
    now: datetime | None = None,
    *,
    press: uuid.UUID | None = None,
) -> Submission:
    """Store the notebook as the next attempt and queue its grading, both or neither.

    The notebook of an attempt that still waits gives that attempt again, so pressing twice changes nothing;
    and so does one that was sent before with the same `press`, whatever became of it.
    """
    now = now or datetime.now(UTC)
    with begin() as uow:
        found = find_item(uow, viewer, key, ItemKind.EXERCISE)
        cohort = _require_allowed(viewer, found, now)
        content = canonical_bytes(notebook, key)
        attempt = _store(uow, viewer, cohort, found, content=content, now=now, press=press)
        shown = present_all(uow, [attempt])
        uow.commit()
    return shown[0]


def _require_allowed(viewer: Viewer, found: Found, now: datetime) -> Membership:
    found.require_unlocked()
    if viewer.enrolment is None:
        raise NotEnrolled("Only students of a cohort can submit: ask your instructor to enrol you.")
    due_at = found.row.due_at
    if due_at is not None and now > due_at:
        raise DeadlinePassed(
            f"This exercise was due on {due_at.astimezone(UTC):%d %B %Y at %H:%M UTC}. Your notebook stays "
            "as it is: ask your instructor for more time."
        )
    return viewer.enrolment


def _store(
    uow: UnitOfWork,
    viewer: Viewer,
    cohort: Membership,
    found: Found,
    *,
    content: bytes,
    now: datetime,
    press: uuid.UUID | None,
) -> stored.Submission:
    task = found.task
    submissions = SubmissionRepository(uow.session)
    submissions.lock(viewer.id, task)
    sha256 = CatalogueRepository(uow.session).put_notebook(content)
    latest = submissions.latest(viewer.id, task)
    if latest and latest.notebook_sha256 == sha256 and not latest.state.is_settled:
        return latest
    number = _number(viewer, found, sha256, press) if press else None
    known = submissions.get(number) if number else None
    if known is not None:
        return known
    attempt = submissions.create_next(
        user_id=viewer.id,
        cohort_id=cohort.cohort_id,
        assessment_id=task[0],
        exercise_id=task[1],
        notebook_sha256=sha256,
        max_grade=Decimal(found.row.points or 1),
        submitted_at=now,
        number=number,
    )
    lock = f"{cohort.slug}/{found.row.key}/{viewer.username}"
    QueueRepository(uow.session).defer_grading(attempt.id, lock)
    EventRepository(uow.session).submission_changed(attempt)
    return attempt


def _number(viewer: Viewer, found: Found, sha256: bytes, press: uuid.UUID) -> uuid.UUID:
    """The id of the attempt that one press of the button makes of one notebook."""
    return uuid.uuid5(viewer.id, f"{found.task_id}/{sha256.hex()}/{press}")


def list_attempts(
    begin: Begin, viewer: Viewer, key: str, before: int | None = None, limit: int = 20
) -> SubmissionPage:
    """Return the person's attempts at an exercise of hers, numbered below `before`."""
    with begin() as uow:
        task = find_item(uow, viewer, key, ItemKind.EXERCISE).task
        rows = SubmissionRepository(uow.session).list_for(viewer.id, task, before=before, limit=limit + 1)
        items = present_all(uow, rows[:limit])
    return SubmissionPage(items, items[-1].attempt if len(rows) > limit else None)


def read_submission(begin: Begin, viewer: Viewer, submission_id: uuid.UUID) -> Submission:
    """Return one attempt of the person's own; NotFound for anybody else's."""
    with begin() as uow:
        row = SubmissionRepository(uow.session).get(submission_id)
        if row is None or row.user_id != viewer.id:
            raise NotFound("You have no such submission: open the exercise to see yours.")
        return present_all(uow, [row])[0]


def present_all(uow: UnitOfWork, rows: Sequence[stored.Submission]) -> list[Submission]:
    """Describe attempts of one learner, each with her newest request about it."""
    requests = requests_of(uow, rows)
    return [_present(row, requests.get(row.id)) for row in rows]


def _present(row: stored.Submission, request: Regrade | None) -> Submission:
    """Describe an attempt; what is not judged yet has no score, not even a most possible one."""
    return Submission(
        id=row.id,
        key=row.key,
        attempt=row.attempt,
        state=row.state,
        done=row.done or 0,
        total=row.total or 0,
        score=row.score,
        max_score=row.max_score if row.score is not None else None,
        passed=is_passed(row.score, row.max_score) if row.score is not None else None,
        submitted_at=row.submitted_at,
        graded_at=row.graded_at,
        needs_manual_grade=row.needs_manual_grade,
        tests=row.tests or [],
        feedback=row.feedback,
        error=row.error,
        integrity=row.integrity or [],
        sandbox=row.sandbox,
        hint_penalty=row.hint_penalty,
        regrade=request,
    )
