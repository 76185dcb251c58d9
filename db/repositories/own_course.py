"""A learner's own courses as she sees them in a list: those there are, and those being made."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, null, select, tuple_, union_all, update
from sqlalchemy.orm import Session

from db.enums import CourseStatus, RequestState
from db.models.course import GeneratedCourse
from db.models.course_request import CourseRequest
from db.repositories.course_request import OPEN

Cursor = tuple[datetime, uuid.UUID]


@dataclass(frozen=True)
class OwnCourseRow:
    """A course, or a request for one; `title` and `status` are None until it is made, `domain` if unknown."""

    id: uuid.UUID
    title: str | None
    description: str | None
    domain: str | None
    archetype: str | None
    status: CourseStatus | None
    progress_percent: int | None
    state: RequestState
    done: int
    total: int
    error: str | None
    created_at: datetime

    @property
    def cursor(self) -> Cursor:
        """Its place in the list."""
        return self.created_at, self.id


class OwnCourseRepository:
    """All SQL on whether a course is at hand or put away; every method takes the owner."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, user_id: uuid.UUID, *, before: Cursor | None, limit: int) -> list[OwnCourseRow]:
        """Her courses and what is asked for, the newest first; what she gave up is left out."""
        rows = union_all(_made(user_id), _asked(user_id, (*OPEN, RequestState.FAILED))).subquery()
        statement = select(rows).order_by(rows.c.created_at.desc(), rows.c.id.desc()).limit(limit)
        if before is not None:
            place = rows.c.created_at, rows.c.id
            behind = (literal(value, column.type) for value, column in zip(before, place, strict=True))
            statement = statement.where(tuple_(*place) < tuple_(*behind))
        return [_row(*row) for row in self._session.execute(statement)]

    def get(self, user_id: uuid.UUID, number: uuid.UUID) -> OwnCourseRow | None:
        """One of them, given up or not; None for anybody else's."""
        rows = union_all(_made(user_id), _asked(user_id, tuple(RequestState))).subquery()
        row = self._session.execute(select(rows).where(rows.c.id == number)).one_or_none()
        return None if row is None else _row(*row)

    def put_away(self, user_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
        """Archive all her courses, or all `but` one; nothing of them is lost."""
        self._set_status(
            GeneratedCourse.user_id == user_id,
            GeneratedCourse.status != CourseStatus.ARCHIVED,
            GeneratedCourse.id.is_distinct_from(but),
            status=CourseStatus.ARCHIVED,
        )

    def archive(self, user_id: uuid.UUID, number: uuid.UUID) -> None:
        """Put one course away; doing it twice changes nothing."""
        self._set_status(
            GeneratedCourse.user_id == user_id,
            GeneratedCourse.id == number,
            GeneratedCourse.status != CourseStatus.ARCHIVED,
            status=CourseStatus.ARCHIVED,
        )

    def bring_back(self, user_id: uuid.UUID, number: uuid.UUID) -> None:
        """Take a course out of the archive, as completed as it was."""
        mine = GeneratedCourse.user_id == user_id, GeneratedCourse.id == number
        archived = GeneratedCourse.status == CourseStatus.ARCHIVED
        is_done = GeneratedCourse.completion_date.is_not(None)
        self._set_status(*mine, archived, is_done, status=CourseStatus.COMPLETED)
        self._set_status(*mine, archived, ~is_done, status=CourseStatus.ACTIVE)

    def _set_status(self, *conditions: ColumnElement[bool], status: CourseStatus) -> None:
        self._session.execute(update(GeneratedCourse).where(*conditions).values(status=status))


def _made(user_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    course, request = GeneratedCourse, CourseRequest
    return (
        select(
            course.id,
            course.title,
            course.description,
            request.domain,
            request.archetype,
            course.status,
            course.progress_percentage,
            literal(RequestState.READY.value).label("state"),
            func.coalesce(request.done, 0).label("done"),
            func.coalesce(request.total, 0).label("total"),
            null().label("error"),
            course.created_at,
        )
        .outerjoin(request, request.id == course.id)
        .where(course.user_id == user_id)
    )


def _asked(user_id: uuid.UUID, states: tuple[RequestState, ...]) -> Select[*tuple[Any, ...]]:
    request = CourseRequest
    is_made = select(GeneratedCourse.id).where(GeneratedCourse.id == request.id).exists()
    return select(
        request.id,
        null(),
        null(),
        request.domain,
        request.archetype,
        null(),
        null(),
        request.state,
        request.done,
        request.total,
        request.error,
        request.created_at,
    ).where(request.user_id == user_id, request.state.in_(states), ~is_made)


def _row(number: uuid.UUID, *rest: Any) -> OwnCourseRow:  # noqa: ANN401
    title, description, domain, archetype, status, percent, state, *others = rest
    known = CourseStatus(status) if status else None
    return OwnCourseRow(
        number, title, description, domain, archetype, known, percent, RequestState(state), *others
    )
