"""Stores learners' own courses, and brings them to the present sources."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from curriculum.answers import values_of
from curriculum.built import Built
from curriculum.draft import CourseDraft, ExerciseDraft, ModuleDraft, draft_course
from curriculum.render import Retell, as_written
from curriculum.variables import NAMES
from db.enums import ExerciseType
from db.errors import NotFound
from db.repositories.catalogue import CatalogueRepository
from db.repositories.course import CourseEntry, CourseRepository, ExerciseEntry, ModuleEntry, Onboarding
from db.repositories.course_request import Answers, CourseRequestRepository, Request
from db.repositories.own_course import OwnCourseRepository
from db.unit_of_work import UnitOfWork

Released = Mapping[str, bytes]


def generate_course(
    uow: UnitOfWork,
    user_id: uuid.UUID,
    built: Built,
    released: Released,
    retell: Retell = as_written,
) -> uuid.UUID:
    """Bring the person's courses to the present sources, or make her first; the present one's id.

    The caller commits. The same sources and words change nothing. A changed source moves her modules to the
    new notebook, never her work. An exercise whose present form is not what `released` holds stays as it is,
    since it is graded by the old one.
    """
    courses = CourseRepository(uow.session)
    requests = CourseRequestRepository(uow.session)
    courses.lock(user_id)
    if not requests.has_any(user_id):
        _adopt(uow, user_id)
    for request in requests.made(user_id):
        _store(uow, request.id, user_id, draft_of(built, request.answers, retell), released)
    present = courses.present(user_id)
    if present is None:
        raise NotFound("There is no course yet: answer the onboarding questions first.")
    return present


def draft_of(built: Built, answers: Answers, retell: Retell = as_written) -> CourseDraft:
    """The course that follows from these answers."""
    values, first = values_of(answers), answers.starting_module
    return draft_course(built, answers.meta_category, values, first, retell=retell)


def add_course(uow: UnitOfWork, request: Request, draft: CourseDraft) -> None:
    """Store a new course as the person's present one, under the request's id; the one before is put away.

    Her answers become those of this course. Done again, it changes nothing. The caller commits.
    """
    courses = CourseRepository(uow.session)
    courses.lock(request.user_id)
    if courses.has_course(request.id):
        return
    OwnCourseRepository(uow.session).put_away(request.user_id)
    courses.take_answers(request.id)
    _store(uow, request.id, request.user_id, draft, {})


def answers_of(uow: UnitOfWork, user_id: uuid.UUID) -> Onboarding:
    """What the person stands for now. Raises NotFound before she was asked."""
    answers = CourseRepository(uow.session).onboarding(user_id)
    if answers is None:
        raise NotFound("There are no onboarding answers yet: answer the onboarding questions first.")
    return answers


def words_of(answers: Onboarding) -> dict[str, str]:
    """Every variable's value for a person: her own words, completed by defaults."""
    return values_of(_as_asked(answers))


def _adopt(uow: UnitOfWork, user_id: uuid.UUID) -> None:
    """Take what a person once answered as the request for the course that she has, or for a new one."""
    asked = _as_asked(answers_of(uow, user_id))
    number = CourseRepository(uow.session).present(user_id) or uuid.uuid4()
    CourseRequestRepository(uow.session).add_made(number, user_id, asked, datetime.now(UTC))


def _as_asked(stored: Onboarding) -> Answers:
    own = {name: value for name, value in stored.variables.items() if name in NAMES}
    return Answers(stored.meta_category, stored.archetype, stored.domain, own)


def _store(
    uow: UnitOfWork, course_id: uuid.UUID, user_id: uuid.UUID, draft: CourseDraft, released: Released
) -> None:
    courses = CourseRepository(uow.session)
    catalogue = CatalogueRepository(uow.session)
    blueprints = catalogue.blueprint_ids()
    writer = _Writer(courses, catalogue, released)
    entry = CourseEntry(draft.title, draft.description, courses.archetype_id(user_id))
    courses.put_course(user_id, course_id, entry)
    courses.put_tags(course_id, draft.tags)
    for module in draft.modules:
        writer.put_module(course_id, blueprints[module.concept_slug], module)


@dataclass(frozen=True)
class _Writer:
    """Stores modules of one course."""

    courses: CourseRepository
    catalogue: CatalogueRepository
    released: Released

    def put_module(self, course_id: uuid.UUID, blueprint_id: uuid.UUID, module: ModuleDraft) -> None:
        entry = ModuleEntry(
            blueprint_module_id=blueprint_id,
            title=module.title,
            description=module.description,
            order_index=module.order_index,
            content=module.content,
            notebook_sha256=self.catalogue.put_notebook(module.notebook) if module.notebook else None,
            is_locked=module.is_locked,
            is_optional=module.is_optional,
        )
        module_id = self.courses.put_module(course_id, entry)
        for exercise in module.exercises:
            self._put_exercise(module_id, exercise)

    def _put_exercise(self, module_id: uuid.UUID, exercise: ExerciseDraft) -> None:
        source = exercise.source
        if not self.courses.has_exercise(module_id, source.key):
            self.courses.add_exercise(self._entry(module_id, exercise))
        elif self.released.get(source.key) == source.released:
            self.courses.put_exercise(self._entry(module_id, exercise))

    def _entry(self, module_id: uuid.UUID, exercise: ExerciseDraft) -> ExerciseEntry:
        source = exercise.source
        return ExerciseEntry(
            module_id=module_id,
            slug=source.key,
            type=ExerciseType(source.type),
            title=exercise.title,
            prompt=exercise.prompt,
            starter_code=exercise.starter_code,
            solution_code=exercise.solution_code,
            test_cases=[
                {"grade_id": test.name, "title": test.title, "points": test.points} for test in source.tests
            ],
            flaws=[flaw.model_dump() for flaw in source.flaws],
            hints=[hint.model_dump() for hint in exercise.hints],
            difficulty=source.difficulty,
            points=source.points,
            time_limit_minutes=source.minutes,
            notebook_sha256=self.catalogue.put_notebook(exercise.notebook),
        )
