"""The making of one learner's own course, from the queue to her Course panel."""

import logging
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.answers import values_of
from curriculum.variables import VariableError
from db.enums import ActivityType, ReferenceType, RequestState, Visibility
from db.repositories.activity import ActivityRepository, NewActivity
from db.repositories.course_request import CourseRequestRepository, Request
from db.repositories.event import EventRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.jobs.progress import Progress

if TYPE_CHECKING:
    from curriculum.built import Built
    from curriculum.draft import CourseDraft

_log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
_GIVEN_UP = (
    "Your course could not be made, several times over. Your answers are kept: try again in a while, and "
    "tell your instructor if it happens once more."
)

Begin = Callable[[], UnitOfWork]
OnStep = Callable[[str], None]


class GivenUpError(Exception):
    """The learner does not want this course any more."""


@cache
def sources() -> "Built":
    """Both curricula; read at the first course that this worker makes."""
    from curriculum.build import build  # noqa: PLC0415 - takes a second, and most workers only grade

    return build()


class CourseJob:
    """Makes courses; started over after any interruption it leaves one course, or none that was given up."""

    def __init__(
        self,
        begin: Begin,
        retold: Path,
        *,
        read_sources: "Callable[[], Built]" = sources,
        on_step: OnStep = lambda _step: None,
    ) -> None:
        """`retold` is the folder of what a language model retold; tests interrupt at `on_step`'s steps."""
        self._begin = begin
        self._retold = retold
        self._read_sources = read_sources
        self._on_step = on_step

    def __call__(self, request_id: uuid.UUID, attempts: int = 0) -> None:
        """Make the course, unless that has been done; `attempts` counts how often it was tried before."""
        request = self._take_up(request_id)
        if request is None:
            return
        if attempts >= MOST_ATTEMPTS:
            self._fail(request, _GIVEN_UP)
            return
        try:
            self._make(request)
        except VariableError as error:
            self._fail(request, error.message)
        except GivenUpError:
            _log.info("The course %s was given up while it was made", request.id)

    def _take_up(self, request_id: uuid.UUID) -> Request | None:
        self._on_step("take-up")
        with self._begin() as uow:
            requests = CourseRequestRepository(uow.session)
            if not requests.begin(request_id):
                return None
            request = requests.get(request_id)
            if request is not None:
                EventRepository(uow.session).course_changed(request)
            uow.commit()
        return request

    def _make(self, request: Request) -> None:
        from curriculum.authoring.retold import Retold  # noqa: PLC0415 - as slow as the sources
        from curriculum.draft import draft_course  # noqa: PLC0415

        self._on_step("draft")
        said = request.answers
        draft = draft_course(
            self._read_sources(),
            said.meta_category,
            values_of(said),
            said.starting_module,
            Progress(partial(self._tell_progress, request.id)),
            retell=Retold(self._retold),
        )
        self._on_step("store")
        self._store(request, draft)
        self._on_step("end")

    def _tell_progress(self, request_id: uuid.UUID, done: int, total: int) -> None:
        """Store and announce the count of notebooks; GivenUpError ends what is no longer wanted."""
        with self._begin() as uow:
            requests = CourseRequestRepository(uow.session)
            if not requests.advance(request_id, done, total):
                raise GivenUpError
            request = requests.get(request_id)
            if request is not None:
                EventRepository(uow.session).course_changed(request)
            uow.commit()

    def _store(self, request: Request, draft: "CourseDraft") -> None:
        from curriculum.personal import add_course  # noqa: PLC0415

        with self._begin() as uow:
            requests = CourseRequestRepository(uow.session)
            if requests.lock(request.id) is not RequestState.MAKING:
                raise GivenUpError
            add_course(uow, request, draft)
            requests.finish(request.id, datetime.now(UTC))
            _tell(uow, request, draft.title)
            self._on_step("commit")
            uow.commit()

    def _fail(self, request: Request, reason: str) -> None:
        with self._begin() as uow:
            requests = CourseRequestRepository(uow.session)
            requests.fail(request.id, reason, datetime.now(UTC))
            failed = requests.get(request.id)
            if failed is not None:
                EventRepository(uow.session).course_changed(failed)
            uow.commit()


def _tell(uow: UnitOfWork, request: Request, title: str) -> None:
    """Tell the learner that her course is there, and friends, unless she keeps to herself, that she began."""
    events = EventRepository(uow.session)
    made = CourseRequestRepository(uow.session).get(request.id)
    if made is not None:
        events.course_changed(made)
    person = UserRepository(uow.session).by_id(request.user_id)
    if person is None:
        return
    is_private = person.default_visibility is Visibility.PRIVATE
    added = ActivityRepository(uow.session).add(
        NewActivity(
            user_id=person.id,
            activity_type=ActivityType.STARTED_COURSE,
            visibility=Visibility.PRIVATE if is_private else Visibility.FRIENDS,
            dedupe_key=f"{ActivityType.STARTED_COURSE}:{person.id}:{request.id}",
            reference_type=ReferenceType.COURSE,
            reference_id=request.id,
            metadata={"key": None, "title": title},
        )
    )
    if added is not None:
        events.activity_added(person.username, added)
