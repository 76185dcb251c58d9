"""A learner's own courses: asked for, made, put away and brought back, one of them at hand at a time."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from curriculum.answers import Said, read_answers
from curriculum.archetype import course_title
from db.enums import CourseStatus, RequestState
from db.errors import Conflict, NotFound, RateLimited
from db.repositories.course import CourseRepository
from db.repositories.course_request import Answers, CourseRequestRepository, Request
from db.repositories.event import EventRepository
from db.repositories.own_course import OwnCourseRepository, OwnCourseRow
from db.repositories.queue import QueueRepository
from db.unit_of_work import UnitOfWork
from hub.services.feed import format_cursor, parse_cursor
from hub.services.person import Begin
from hub.services.viewer import Viewer

MOST_IN_A_DAY = 10
_GONE = "You have no such course: look for it in the Course panel."


class BeingMade(Conflict):
    """Another course of the learner is not made yet."""

    code = "being_made"


class NotMade(Conflict):
    """There is no course yet to be put away or brought back."""

    code = "not_made"


class AlreadyMade(Conflict):
    """The course is there, so its making can't be given up any more."""

    code = "already_made"


@dataclass(frozen=True)
class OwnCourse:
    """A course of the learner's own, or the making of one; `status` is None until it is made."""

    id: uuid.UUID
    title: str
    pitch: str | None
    domain: str | None
    state: RequestState
    done: int
    total: int
    error: str | None
    status: CourseStatus | None
    progress_percent: int | None
    created_at: datetime


@dataclass(frozen=True)
class OwnCoursePage:
    """Courses, the newest first, and where to read on."""

    items: list[OwnCourse]
    next: str | None


def ask_for(begin: Begin, viewer: Viewer, said: Said, key: uuid.UUID) -> OwnCourse:
    """Store what the learner answered and queue the making of her course, both or neither.

    The same key gives the same course again, whatever became of it. BeingMade while another one is made,
    VariableError for answers that can't be used.
    """
    answers = read_answers(said)
    with begin() as uow:
        requests = CourseRequestRepository(uow.session)
        request = requests.by_key(viewer.id, key) or _add(uow, viewer, answers, key)
        course = find(uow, viewer, request.id)
        uow.commit()
    return course


def _add(uow: UnitOfWork, viewer: Viewer, answers: Answers, key: uuid.UUID) -> Request:
    """Store and queue a new request, or return the one that the same wish, sent twice, has just stored."""
    requests = CourseRequestRepository(uow.session)
    _keep_daily_limit(requests, viewer)
    request = requests.add(viewer.id, key, answers)
    if request is None:
        request = requests.by_key(viewer.id, key)
        if request is None:
            raise BeingMade("A course of yours is being made: wait until it is there, or cancel it.")
        return request
    QueueRepository(uow.session).defer_course(request.id, viewer.username)
    EventRepository(uow.session).course_changed(request)
    return request


def _keep_daily_limit(requests: CourseRequestRepository, viewer: Viewer) -> None:
    since = datetime.now(UTC) - timedelta(days=1)
    if requests.count_since(viewer.id, since) >= MOST_IN_A_DAY:
        raise RateLimited(
            f"{MOST_IN_A_DAY} courses in one day are enough: make the next one tomorrow.", retry_after=3600
        )


def list_courses(begin: Begin, viewer: Viewer, before: str | None, limit: int) -> OwnCoursePage:
    """Return the learner's courses, those put away and those being made too. Invalid for a wrong cursor."""
    cursor = parse_cursor(before) if before else None
    with begin() as uow:
        rows = OwnCourseRepository(uow.session).page(viewer.id, before=cursor, limit=limit + 1)
    following = format_cursor(rows[limit - 1].cursor) if len(rows) > limit else None
    return OwnCoursePage([_present(row) for row in rows[:limit]], following)


def read_course(begin: Begin, viewer: Viewer, number: uuid.UUID) -> OwnCourse:
    """Return one of the learner's courses, or how far its making is; NotFound for anybody else's."""
    with begin() as uow:
        return find(uow, viewer, number)


def archive(begin: Begin, viewer: Viewer, number: uuid.UUID) -> OwnCourse:
    """Put a course away with all that was done in it; twice changes nothing. NotMade before it is there."""
    with begin() as uow:
        _lock_made(uow, viewer, number)
        OwnCourseRepository(uow.session).archive(viewer.id, number)
        EventRepository(uow.session).course_moved(viewer.username, number)
        course = find(uow, viewer, number)
        uow.commit()
    return course


def restore(begin: Begin, viewer: Viewer, number: uuid.UUID) -> OwnCourse:
    """Bring a course back in place of the one at hand, which is put away; twice changes nothing."""
    with begin() as uow:
        _lock_made(uow, viewer, number)
        courses = OwnCourseRepository(uow.session)
        courses.put_away(viewer.id, but=number)
        courses.bring_back(viewer.id, number)
        request = CourseRequestRepository(uow.session).get(number)
        if request is not None:
            CourseRepository(uow.session).put_answers(viewer.id, request.answers)
        EventRepository(uow.session).course_moved(viewer.username, number)
        course = find(uow, viewer, number)
        uow.commit()
    return course


def cancel(begin: Begin, viewer: Viewer, number: uuid.UUID) -> OwnCourse:
    """Give up the making of a course, or one that failed; AlreadyMade once it is there."""
    with begin() as uow:
        requests = CourseRequestRepository(uow.session)
        find(uow, viewer, number)
        requests.cancel(number, datetime.now(UTC))
        course = find(uow, viewer, number)
        if course.state is not RequestState.CANCELLED:
            raise AlreadyMade("This course is there already: archive it in the Course panel instead.")
        request = requests.get(number)
        if request is not None:
            EventRepository(uow.session).course_changed(request)
        uow.commit()
    return course


def find(uow: UnitOfWork, viewer: Viewer, number: uuid.UUID) -> OwnCourse:
    """Return one of the learner's courses; NotFound for anybody else's."""
    row = OwnCourseRepository(uow.session).get(viewer.id, number)
    if row is None:
        raise NotFound(_GONE)
    return _present(row)


def _lock_made(uow: UnitOfWork, viewer: Viewer, number: uuid.UUID) -> None:
    CourseRepository(uow.session).lock(viewer.id)
    if find(uow, viewer, number).status is None:
        raise NotMade("This course is not made yet: wait until it is there, or cancel it.")


def _present(row: OwnCourseRow) -> OwnCourse:
    return OwnCourse(
        id=row.id,
        title=row.title or course_title({"domain": row.domain or ""}),
        pitch=row.description,
        domain=row.domain,
        state=row.state,
        done=row.done,
        total=row.total,
        error=row.error,
        status=row.status,
        progress_percent=row.progress_percent,
        created_at=row.created_at,
    )
