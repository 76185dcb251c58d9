"""Short answers of a cohort's students that wait for a teacher, and her decisions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.enums import OutboxTopic
from db.errors import Conflict, Invalid, NotFound
from db.repositories import short_answer as stored
from db.repositories.answer_key import AnswerKey, AnswerKeyRepository
from db.repositories.audit import AuditRepository
from db.repositories.cohort import CohortRepository
from db.repositories.outbox import OutboxRepository
from db.repositories.short_answer import ShortAnswerRepository
from db.unit_of_work import UnitOfWork
from hub.services.feed import format_cursor, parse_cursor
from hub.services.person import Begin
from hub.services.viewer import Viewer


class Decided(Conflict):
    """Somebody else decided the answer already."""

    code = "already_decided"


@dataclass(frozen=True)
class ShortAnswer:
    """A student's answer with what it takes to mark it; `points` are None while it waits."""

    id: UUID
    username: str
    full_name: str | None
    module: str
    module_title: str
    question: str
    answer: str | None
    model_answer: str
    marking: list[str]
    explanation: str | None
    points: int | None
    max_points: int
    comment: str | None
    submitted_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class Page:
    """Answers that wait, the oldest first, and where to read on."""

    items: list[ShortAnswer]
    next: str | None


@dataclass(frozen=True)
class Decision:
    """What a teacher gives for an answer; `replace` says that she knows of a colleague's decision."""

    answer: UUID
    points: int
    comment: str | None
    replace: bool


def list_waiting(begin: Begin, slug: str, before: str | None, limit: int) -> Page:
    """Return the answers of a cohort's students that wait, behind the cursor `before`."""
    place = parse_cursor(before) if before else None
    with begin() as uow:
        cohort = CohortRepository(uow.session).require(slug)
        rows = ShortAnswerRepository(uow.session).waiting(cohort.id, after=place, limit=limit + 1)
        keys = AnswerKeyRepository(uow.session).reveal({row.question_id for row in rows})
    following = format_cursor(rows[limit - 1].place) if len(rows) > limit else None
    return Page([_present(row, keys[row.question_id]) for row in rows[:limit]], following)


def decide(begin: Begin, viewer: Viewer, slug: str, decision: Decision, now: datetime) -> ShortAnswer:
    """Give points to a student's answer, and promise what follows from them for her.

    The same decision sent twice counts once. Decided when a colleague was quicker and `replace` is not set.
    """
    with begin() as uow:
        cohort = CohortRepository(uow.session).require(slug)
        answers = ShortAnswerRepository(uow.session)
        row = answers.hold(cohort.id, decision.answer)
        if row is None or row.user_id == viewer.id:
            raise NotFound("This cohort has no such answer: reload the list.")
        if decision.points > row.max_points:
            raise Invalid(f"This question has {row.max_points} points: give no more than that.")
        if not _is_same(row, viewer, decision):
            _require_free(row, viewer, decision)
            answers.decide(decision.answer, decision.points, decision.comment, viewer.id, now)
            promise = {"user": row.username, "answer_id": str(row.id)}
            key = f"{row.id}:{now.isoformat()}"
            OutboxRepository(uow.session).promise(OutboxTopic.ANSWER_DECIDED, key, promise)
            _note(uow, viewer, row, decision)
        after = answers.hold(cohort.id, decision.answer) or row
        key_of = AnswerKeyRepository(uow.session).reveal([row.question_id])
        uow.commit()
    return _present(after, key_of[row.question_id])


def _note(uow: UnitOfWork, viewer: Viewer, row: stored.ShortAnswer, decision: Decision) -> None:
    details = {"student": str(row.user_id), "before": row.points, "points": decision.points}
    subject = f"short answer {row.id}"
    AuditRepository(uow.session).add(viewer.id, viewer.username, "short_answer.decided", subject, details)


def _is_same(row: stored.ShortAnswer, viewer: Viewer, decision: Decision) -> bool:
    given = (row.points, row.comment, row.decided_by)
    return row.decided_at is not None and given == (decision.points, decision.comment, viewer.id)


def _require_free(row: stored.ShortAnswer, viewer: Viewer, decision: Decision) -> None:
    if row.points is None or row.decided_by == viewer.id or decision.replace:
        return
    raise Decided(
        f"This answer has {row.points} of {row.max_points} points already: look at it, and decide again if "
        "you want to change that."
    )


def _present(row: stored.ShortAnswer, key: AnswerKey) -> ShortAnswer:
    return ShortAnswer(
        id=row.id,
        username=row.username,
        full_name=row.full_name,
        module=row.module,
        module_title=row.module_title,
        question=row.question,
        answer=row.answer,
        model_answer=key.correct,
        marking=list(key.marking),
        explanation=key.explanation,
        points=row.points,
        max_points=row.max_points,
        comment=row.comment,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
    )
