"""Generates a learner's own course from the blueprint and her words."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from curriculum.archetype import complete, course_tags, course_title
from curriculum.built import BlueprintModule, Built, Exercise, Lesson
from curriculum.cell import Role
from curriculum.nbgrader_cells import clear_solution
from curriculum.render import Retell, Template, as_written, render_released
from curriculum.soundness import check_words
from curriculum.variables import NAMES, fill_markdown, fill_text
from db.enums import ExerciseType
from db.errors import NotFound
from db.repositories.catalogue import CatalogueRepository
from db.repositories.course import CourseEntry, CourseRepository, ExerciseEntry, ModuleEntry, Onboarding
from db.unit_of_work import UnitOfWork

PITCH = (
    "Seven modules that turn {DOMAIN} into a system you can design, break and repair, one {entity} at a time."
)


def generate_course(
    uow: UnitOfWork,
    user_id: uuid.UUID,
    built: Built,
    released: Mapping[str, bytes],
    retell: Retell = as_written,
) -> uuid.UUID:
    """Store the person's course in her words; its id. The caller commits.

    The same sources and words change nothing. A changed source moves her modules to the new notebook, never
    her work. An exercise whose present form is not what `released` holds stays as it is, since it is graded
    by the old one.
    """
    courses = CourseRepository(uow.session)
    answers = answers_of(uow, user_id)
    values = words_of(answers)
    check_words(built, values)
    courses.lock(user_id)
    catalogue = CatalogueRepository(uow.session)
    blueprints = catalogue.blueprint_ids()
    writer = _Writer(courses, catalogue, values, released, retell)
    entry = CourseEntry(course_title(values), fill_text(PITCH, values), answers.archetype_id)
    course_id = courses.put_course(user_id, entry)
    courses.put_tags(course_id, course_tags(answers.meta_category, values))
    for module in built.blueprint:
        if module.is_published:
            writer.put_module(course_id, blueprints[module.concept_slug], module)
    return course_id


def answers_of(uow: UnitOfWork, user_id: uuid.UUID) -> Onboarding:
    """What the person answered when she was asked. Raises NotFound before that."""
    answers = CourseRepository(uow.session).onboarding(user_id)
    if answers is None:
        raise NotFound("There are no onboarding answers yet: answer the onboarding questions first.")
    return answers


def words_of(answers: Onboarding) -> dict[str, str]:
    """Every variable's value for a person: her own words, completed by defaults."""
    own = {name: value for name, value in answers.variables.items() if name in NAMES}
    return complete(answers.meta_category, answers.archetype, answers.domain, own)


@dataclass(frozen=True)
class _Writer:
    """Stores modules of one course in one person's words."""

    courses: CourseRepository
    catalogue: CatalogueRepository
    values: Mapping[str, str]
    released: Mapping[str, bytes]
    retell: Retell

    def put_module(self, course_id: uuid.UUID, blueprint_id: uuid.UUID, module: BlueprintModule) -> None:
        content: dict[str, Any] = {
            "objectives": [fill_text(objective, self.values) for objective in module.objectives],
            "variables": dict(self.values),
        }
        notebook = None
        if module.lessons:
            content["lesson"] = self._lesson(module.lessons[0])
            notebook = self._notebook(module.lessons[0].template)
        entry = ModuleEntry(
            blueprint_module_id=blueprint_id,
            title=fill_text(module.title_template, self.values),
            description=fill_text(module.description_template, self.values),
            order_index=module.number - 1,
            content=content,
            notebook_sha256=self.catalogue.put_notebook(notebook) if notebook else None,
        )
        module_id = self.courses.put_module(course_id, entry)
        for exercise in module.exercises:
            is_current = self.released.get(exercise.key) == exercise.released
            if is_current or not self.courses.has_exercise(module_id, exercise.key):
                self.courses.put_exercise(self._exercise(module_id, exercise))

    def _lesson(self, lesson: Lesson) -> dict[str, object]:
        return {
            "key": lesson.key,
            "title": fill_text(lesson.title, self.values),
            "minutes": lesson.minutes,
        }

    def _notebook(self, template: Template) -> bytes:
        return render_released(self.retell(template, self.values), self.values)

    def _exercise(self, module_id: uuid.UUID, exercise: Exercise) -> ExerciseEntry:
        return ExerciseEntry(
            module_id=module_id,
            slug=exercise.key,
            type=ExerciseType(exercise.type),
            title=fill_text(exercise.title, self.values),
            prompt=fill_markdown(exercise.prompt, self.values),
            starter_code=_code(exercise, is_solved=False),
            solution_code=_code(exercise, is_solved=True),
            test_cases=[
                {"grade_id": test.name, "title": test.title, "points": test.points} for test in exercise.tests
            ],
            flaws=[flaw.model_dump() for flaw in exercise.flaws],
            hints=[
                {"text": fill_text(hint.text, self.values), "penalty": hint.penalty}
                for hint in exercise.hints
            ],
            difficulty=exercise.difficulty,
            points=exercise.points,
            time_limit_minutes=exercise.minutes,
            notebook_sha256=self.catalogue.put_notebook(self._notebook(exercise.template)),
        )


def _code(exercise: Exercise, *, is_solved: bool) -> str:
    """The given code and the solution cells, solved or as the student finds them."""
    parts = [
        cell.text if is_solved or cell.role is Role.GIVEN else clear_solution(cell.text, "code")
        for cell in exercise.template.cells
        if cell.role in {Role.GIVEN, Role.SOLUTION}
    ]
    return "\n\n\n".join(parts)
