"""What follows when a learner finishes something: bars, completions, unlocks, feed items, live events."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from curriculum.grading.award import Events, award
from db.enums import ActivityType, ReferenceType
from db.repositories.activity import ActivityRepository, NewActivity
from db.repositories.completion import CompletionRepository
from db.repositories.event import EventRepository
from db.repositories.progress import ProgressRepository
from db.repositories.user import Person


class Standing:
    """Moves one learner's standing in the caller's transaction; doing so twice changes nothing more."""

    def __init__(self, session: Session, person: Person, at: datetime, events: Events | None = None) -> None:
        """`events` tells people of new feed items; without it they are told at the commit."""
        self._session = session
        self._person = person
        self._at = at
        self._events = events or EventRepository(session)
        self._progress = ProgressRepository(session)
        self._completions = CompletionRepository(session)
        self._progress.lock(person.id)

    def task_judged(
        self, assessment_id: uuid.UUID | None, exercise_id: uuid.UUID | None, *, key: str, title: str
    ) -> None:
        """After an attempt at a task was judged; the module has to be moved too."""
        task = assessment_id or exercise_id
        if task is None:
            return
        standing = (
            self._progress.write_exercise(self._person.id, exercise_id)
            if exercise_id
            else self._progress.exercise(self._person.id, task)
        )
        if standing.is_passed:
            about = {"key": key, "title": title, "score": standing.score}
            self._tell(ActivityType.PASSED_EXERCISE, ReferenceType.EXERCISE, task, about)

    def catalogue_module(self, module_id: int) -> None:
        """After a lesson or task of a module of the catalogue changed."""
        standing = self._progress.write_catalogue_module(self._person.id, module_id, self._at)
        if not standing.is_complete:
            return
        score = standing.score
        self._completions.complete_catalogue_module(self._person.id, module_id, score, self._at)
        key, title = self._completions.title_of_module(module_id)
        about = {"key": key, "title": title, "score": score}
        self._tell(ActivityType.COMPLETED_MODULE, ReferenceType.MODULE, module_id, about)

    def generated_module(self, module_id: uuid.UUID) -> None:
        """After the lesson or an exercise of a module of her own course changed."""
        standing = self._progress.generated_module(self._person.id, module_id)
        if standing.is_complete:
            score = standing.score
            self._completions.complete_generated_module(self._person.id, module_id, score, self._at)
            _, title = self._completions.title_of_module(module_id)
            about = {"key": None, "title": title, "score": score}
            self._tell(ActivityType.COMPLETED_MODULE, ReferenceType.MODULE, module_id, about)
        course_id, modules = self._completions.modules_of_course(module_id)
        every = [self._progress.generated_module(self._person.id, each) for each in modules]
        total = sum(each.total for each in every)
        if total:
            percent = 100 * sum(each.done for each in every) // total
            self._completions.write_course(course_id, percent, self._at)

    def award(self) -> None:
        """After everything else was moved: give the achievements that it earned."""
        award(self._session, self._person, self._at, self._events)

    def _tell(
        self,
        what: ActivityType,
        kind: ReferenceType,
        reference: uuid.UUID | int,
        about: dict[str, str | int | None],
    ) -> None:
        activity = NewActivity(
            user_id=self._person.id,
            activity_type=what,
            visibility=self._person.default_visibility,
            dedupe_key=f"{what}:{self._person.id}:{reference}",
            reference_type=kind,
            reference_id=None if isinstance(reference, int) else reference,
            reference_module_id=reference if isinstance(reference, int) else None,
            metadata=dict(about),
            created_at=self._at,
        )
        added = ActivityRepository(self._session).add(activity)
        if added is not None:
            self._events.activity_added(self._person.username, added)
