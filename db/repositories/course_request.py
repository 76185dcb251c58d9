"""What learners ask their own courses to be made from, and how far the making is."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import PresentTool, RequestState
from db.models.course_request import CourseRequest
from db.models.user import User

OPEN = (RequestState.QUEUED, RequestState.MAKING)


@dataclass(frozen=True)
class Answers:
    """What a course is made from: `words` are the learner's own, by variable."""

    meta_category: str
    archetype: str
    domain: str
    words: dict[str, str]
    tool: PresentTool = PresentTool.INTUITION
    starting_module: int = 1


@dataclass(frozen=True)
class Request:
    """A stored request; the course made from it has the same id."""

    id: uuid.UUID
    user_id: uuid.UUID
    username: str
    answers: Answers
    state: RequestState
    done: int
    total: int
    error: str | None
    created_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether the course may still come to be by itself."""
        return self.state in OPEN


class CourseRequestRepository:
    """All SQL on requests; one learner has at most one that is open."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, user_id: uuid.UUID, key: uuid.UUID, answers: Answers) -> Request | None:
        """Store a request that waits; None when this key or an open request is there already."""
        row = insert(CourseRequest).values(
            id=uuid.uuid4(), user_id=user_id, idempotency_key=key, **_columns(answers)
        )
        number = self._session.scalar(row.on_conflict_do_nothing().returning(CourseRequest.id))
        return self.get(number) if number else None

    def add_made(self, number: uuid.UUID, user_id: uuid.UUID, answers: Answers, at: datetime) -> None:
        """Store what a course was made from that no request asked for; needs the operator's rights."""
        made = {"state": RequestState.READY, "finished_at": at}
        self._session.add(
            CourseRequest(id=number, user_id=user_id, idempotency_key=number, **_columns(answers), **made)
        )
        self._session.flush()

    def get(self, number: uuid.UUID) -> Request | None:
        """Find a request by its id, which is its course's."""
        return self._one(_requests().where(CourseRequest.id == number))

    def by_key(self, user_id: uuid.UUID, key: uuid.UUID) -> Request | None:
        """Find the request that a learner once made with this idempotency key."""
        mine = CourseRequest.user_id == user_id
        return self._one(_requests().where(mine, CourseRequest.idempotency_key == key))

    def open_of(self, user_id: uuid.UUID) -> Request | None:
        """The learner's request that is not at its end."""
        return self._one(_requests().where(CourseRequest.user_id == user_id, CourseRequest.state.in_(OPEN)))

    def made(self, user_id: uuid.UUID) -> list[Request]:
        """What all the learner's courses were made from, the oldest first."""
        statement = (
            _requests()
            .where(CourseRequest.user_id == user_id, CourseRequest.state == RequestState.READY)
            .order_by(CourseRequest.created_at, CourseRequest.id)
        )
        return [_request(*row) for row in self._session.execute(statement)]

    def has_any(self, user_id: uuid.UUID) -> bool:
        """Whether the learner ever asked for a course."""
        found = select(CourseRequest.id).where(CourseRequest.user_id == user_id).limit(1)
        return self._session.scalar(found) is not None

    def count_since(self, user_id: uuid.UUID, moment: datetime) -> int:
        """How many courses the learner asked for since then."""
        row = CourseRequest
        statement = select(func.count()).where(row.user_id == user_id, row.created_at >= moment)
        return self._session.scalars(statement).one()

    def lock(self, number: uuid.UUID) -> RequestState | None:
        """Hold the request until the transaction ends; its state, None when it is gone."""
        statement = select(CourseRequest.state).where(CourseRequest.id == number).with_for_update()
        return self._session.scalar(statement)

    def begin(self, number: uuid.UUID) -> bool:
        """Note that a worker is at an open request; False when it is at its end."""
        return self._change(number, CourseRequest.state.in_(OPEN), state=RequestState.MAKING)

    def advance(self, number: uuid.UUID, done: int, total: int) -> bool:
        """Note how many notebooks are written; False when the course is no longer wanted."""
        return self._change(number, CourseRequest.state.in_(OPEN), done=done, total=total)

    def finish(self, number: uuid.UUID, at: datetime) -> None:
        """Note that the course is there."""
        done = {"done": CourseRequest.total, "error": None}
        self._change(number, CourseRequest.state.in_(OPEN), state=RequestState.READY, finished_at=at, **done)

    def fail(self, number: uuid.UUID, error: str, at: datetime) -> bool:
        """Note that there will be no course, with a sentence that says what to do."""
        values = {"state": RequestState.FAILED, "error": error, "finished_at": at}
        return self._change(number, CourseRequest.state.in_(OPEN), **values)

    def cancel(self, number: uuid.UUID, at: datetime) -> bool:
        """Give up a request that is open or failed; False when the course is there."""
        values = {"state": RequestState.CANCELLED, "error": None, "finished_at": at}
        return self._change(number, CourseRequest.state.in_((*OPEN, RequestState.FAILED)), **values)

    def _change(self, number: uuid.UUID, condition: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401
        statement = update(CourseRequest).where(CourseRequest.id == number, condition).values(values)
        return self._session.scalar(statement.returning(CourseRequest.id)) is not None

    def _one(self, statement: Select[*tuple[Any, ...]]) -> Request | None:
        row = self._session.execute(statement).one_or_none()
        return None if row is None else _request(*row)


def _requests() -> Select[*tuple[Any, ...]]:
    row = CourseRequest
    return select(
        row.id,
        row.user_id,
        User.username,
        row.meta_category,
        row.archetype,
        row.domain,
        row.words,
        row.tool,
        row.starting_module,
        row.state,
        row.done,
        row.total,
        row.error,
        row.created_at,
    ).join(User, User.id == row.user_id)


def _request(number: uuid.UUID, user_id: uuid.UUID, username: str, *rest: Any) -> Request:  # noqa: ANN401
    return Request(number, user_id, username, Answers(*rest[:6]), *rest[6:])


def _columns(answers: Answers) -> dict[str, Any]:
    return {
        "meta_category": answers.meta_category,
        "archetype": answers.archetype,
        "domain": answers.domain,
        "words": answers.words,
        "tool": answers.tool,
        "starting_module": answers.starting_module,
    }
