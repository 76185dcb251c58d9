"""The Course panel: the cohort's curriculum and the learner's own courses, with locks and bars."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from db.enums import ProgressStatus, Track
from db.repositories.attempt_view import AttemptViewRepository
from db.repositories.course_view import CourseViewRepository, ItemRow, ModuleRow
from db.repositories.personal_view import PersonalCourseRow, PersonalModuleRow, PersonalViewRepository
from db.repositories.quiz_standing import QuizStandingRepository
from db.unit_of_work import UnitOfWork
from hub.services.item import Item, describe, describe_quiz
from hub.services.lock import Lock, Named, lock_by
from hub.services.person import Begin
from hub.services.version import versions_of
from hub.services.viewer import Membership, Viewer

TRACK_TITLES = {
    Track.USER: "User",
    Track.POWER_USER: "Power user",
    Track.DEVELOPER: "Developer",
    Track.ARCHITECT: "Architect",
}
_TO_COME = "Not published yet."
_LOCKED_BEFORE = "Complete the module before it first."

Items = dict[int | uuid.UUID, list[Item]]


@dataclass(frozen=True)
class Module:
    """A module with everything in it."""

    key: str
    number: int
    title: str
    status: ProgressStatus
    progress_percent: Decimal
    lock: Lock
    items: list[Item]
    is_optional: bool = False

    @property
    def lock_reason(self) -> str | None:
        """Tell why it can't be opened; None when it can."""
        return self.lock.reason

    @property
    def is_locked(self) -> bool:
        """Tell whether there is a reason why it can't be opened."""
        return self.lock.reason is not None

    @property
    def needs(self) -> tuple[str, ...]:
        """Tell which modules, by their keys, open it when they are completed."""
        return self.lock.needs


@dataclass(frozen=True)
class CourseTrack:
    """The modules of one track."""

    slug: Track
    title: str
    modules: list[Module]


@dataclass(frozen=True)
class PersonalCourse:
    """A generated course."""

    id: uuid.UUID
    title: str
    progress_percent: Decimal
    modules: list[Module]


@dataclass(frozen=True)
class Course:
    """All that one person can learn."""

    cohort: Membership | None
    tracks: list[CourseTrack]
    personal: list[PersonalCourse]


def read_course(begin: Begin, viewer: Viewer) -> Course:
    """Return the cohort's curriculum, for a member of one, and the person's own courses."""
    with begin() as uow:
        cohort = viewer.cohort
        shared = CourseViewRepository(uow.session)
        own = PersonalViewRepository(uow.session)
        cohort_id = cohort.cohort_id if cohort else None
        rows = own.exercises(viewer.id, cohort_id)
        modules = shared.modules(viewer.id) if cohort else []
        if cohort:
            rows = [*shared.lessons(viewer.id), *shared.tasks(viewer.id, cohort_id), *rows]
        own_modules = own.modules(viewer.id)
        rows = [*(module.lesson for module in own_modules if module.lesson), *rows]
        items = _describe_all(uow, viewer, rows)
        if cohort:
            quizzes = QuizStandingRepository(uow.session).all_of(viewer.id)
            for module in modules:
                if module.is_published and module.id in quizzes:
                    items.setdefault(module.id, []).append(describe_quiz(module.slug, quizzes[module.id]))
        personal = _personal(own.courses(viewer.id), own_modules, own.prerequisites(), items)
    return Course(cohort, _tracks(modules, items), personal)


def _describe_all(uow: UnitOfWork, viewer: Viewer, rows: Iterable[ItemRow]) -> Items:
    rows = list(rows)
    attempts = AttemptViewRepository(uow.session).summarise(viewer.id)
    versions = versions_of(uow, rows)
    items: dict[int | uuid.UUID, list[Item]] = defaultdict(list)
    for row in rows:
        tried = attempts.get(row.task_id) if row.task_id else None
        version = versions.get(row.notebook_sha256) if row.notebook_sha256 else None
        items[row.module_id].append(describe(row, tried, version))
    return items


def _tracks(rows: list[ModuleRow], items: Items) -> list[CourseTrack]:
    locks = shared_locks(rows)
    modules: dict[Track, list[Module]] = defaultdict(list)
    for row in rows:
        status = row.status or ProgressStatus.NOT_STARTED
        percent = row.progress_percent or Decimal(0)
        module = Module(row.slug, row.id, row.title, status, percent, locks[row.id], items.get(row.id, []))
        modules[row.track].append(module)
    return [CourseTrack(track, TRACK_TITLES[track], modules[track]) for track in Track if modules[track]]


def shared_locks(rows: Iterable[ModuleRow]) -> dict[int, Lock]:
    """Return the lock of each module of the cohort's curriculum."""
    rows = list(rows)
    completed = {row.id for row in rows if row.is_completed}
    known = {row.id: Named(row.slug, row.title) for row in rows if row.is_published}
    locks = {row.id: lock_by(row.prerequisites, completed, known) for row in rows}
    for row in rows:
        if not row.is_published and locks[row.id].reason is None:
            locks[row.id] = Lock(_TO_COME)
    return locks


def _personal(
    courses: list[PersonalCourseRow],
    rows: list[PersonalModuleRow],
    needed: Mapping[uuid.UUID, tuple[uuid.UUID, ...]],
    items: Items,
) -> list[PersonalCourse]:
    found = []
    for course in courses:
        mine = [row for row in rows if row.course_id == course.id]
        modules = [personal_module(row, mine, needed, items.get(row.id, [])) for row in mine]
        asked = [module for module in modules if not module.is_optional]
        percent = sum(module.progress_percent for module in asked) / max(1, len(asked))
        found.append(PersonalCourse(course.id, course.title, round(Decimal(percent), 2), modules))
    return found


def personal_module(
    row: PersonalModuleRow,
    siblings: Iterable[PersonalModuleRow],
    needed: Mapping[uuid.UUID, tuple[uuid.UUID, ...]],
    items: list[Item],
) -> Module:
    """Describe a generated module; its bar counts the items that are done."""
    done = sum(item.is_done for item in items)
    percent = Decimal(100) if row.is_completed else Decimal(100 * done) / max(1, len(items))
    if row.is_completed:
        status = ProgressStatus.COMPLETED
    else:
        began = any(item.status is not ProgressStatus.NOT_STARTED for item in items)
        status = ProgressStatus.IN_PROGRESS if began else ProgressStatus.NOT_STARTED
    lock = personal_lock(row, siblings, needed)
    return Module(
        row.slug, row.number, row.title, status, round(percent, 2), lock, items, is_optional=row.is_optional
    )


def personal_lock(
    row: PersonalModuleRow,
    siblings: Iterable[PersonalModuleRow],
    needed: Mapping[uuid.UUID, tuple[uuid.UUID, ...]],
) -> Lock:
    """Return the lock of a generated module: by its template's prerequisites, or because it says so."""
    if row.is_optional:
        return Lock()
    by_template = {each.blueprint_id: each for each in siblings if each.blueprint_id}
    known = {
        number: Named(each.slug, each.title) for number, each in by_template.items() if not each.is_optional
    }
    completed = {number for number, each in by_template.items() if each.is_completed}
    wanted = needed.get(row.blueprint_id, ()) if row.blueprint_id else ()
    lock = lock_by(wanted, completed, known)
    if lock.reason is None and row.is_locked and not wanted:
        return Lock(_LOCKED_BEFORE)
    return lock
