"""A learner's own course before it is stored: everything in her words, and nothing of the platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from curriculum.archetype import course_tags, course_title
from curriculum.built import BlueprintModule, Built, Exercise, Lesson
from curriculum.cell import Role
from curriculum.front_matter import Hint
from curriculum.nbgrader_cells import clear_solution
from curriculum.render import Retell, as_written, render_released
from curriculum.soundness import check_words
from curriculum.variables import fill_markdown, fill_text

PITCH = (
    "Seven modules that turn {DOMAIN} into a system you can design, break and repair, one {entity} at a time."
)

OnNotebook = Callable[[int, int], None]
"""Called with how many notebooks are written, and of how many."""


@dataclass(frozen=True)
class ExerciseDraft:
    """An exercise in a learner's words; `source` is what it was made from."""

    source: Exercise
    title: str
    prompt: str
    starter_code: str
    solution_code: str
    hints: tuple[Hint, ...]
    notebook: bytes


@dataclass(frozen=True)
class ModuleDraft:
    """A module in a learner's words; `notebook` is its lesson's."""

    concept_slug: str
    title: str
    description: str
    order_index: int
    content: dict[str, Any]
    notebook: bytes | None
    is_locked: bool
    is_optional: bool
    exercises: tuple[ExerciseDraft, ...]


@dataclass(frozen=True)
class CourseDraft:
    """A whole course in a learner's words."""

    title: str
    description: str
    tags: tuple[str, ...]
    modules: tuple[ModuleDraft, ...]


def pitch(values: Mapping[str, str]) -> str:
    """What the course promises, in the learner's words."""
    return fill_text(PITCH, values)


def draft_course(
    built: Built,
    meta_category: str,
    values: Mapping[str, str],
    starting_module: int = 1,
    on_notebook: OnNotebook = lambda _done, _total: None,
    *,
    retell: Retell = as_written,
) -> CourseDraft:
    """Write every published module in these words. Raises VariableError for words that would break one.

    The module numbered `starting_module`, or the next one that there is, is the first that is asked of the
    learner: those before it are optional, those after it locked.
    """
    check_words(built, values)
    published = [module for module in built.blueprint if module.is_published]
    numbers = [module.number for module in published]
    first = next((number for number in numbers if number >= starting_module), numbers[-1] if numbers else 1)
    writer = _Writer(values, sum(len(module.items) for module in published), on_notebook, retell)
    return CourseDraft(
        title=course_title(values),
        description=pitch(values),
        tags=course_tags(meta_category, values),
        modules=tuple(writer.module(module, first) for module in published),
    )


@dataclass
class _Writer:
    values: Mapping[str, str]
    total: int
    on_notebook: OnNotebook
    retell: Retell
    done: int = 0

    def module(self, module: BlueprintModule, first: int) -> ModuleDraft:
        content: dict[str, Any] = {
            "objectives": [fill_text(objective, self.values) for objective in module.objectives],
            "variables": dict(self.values),
        }
        notebook = None
        if module.lessons:
            content["lesson"] = self._lesson(module.lessons[0])
            notebook = self._notebook(module.lessons[0])
        return ModuleDraft(
            concept_slug=module.concept_slug,
            title=fill_text(module.title_template, self.values),
            description=fill_text(module.description_template, self.values),
            order_index=module.number - 1,
            content=content,
            notebook=notebook,
            is_locked=module.number > first,
            is_optional=module.number < first,
            exercises=tuple(self._exercise(exercise) for exercise in module.exercises),
        )

    def _lesson(self, lesson: Lesson) -> dict[str, object]:
        title = fill_text(lesson.title, self.values)
        return {"key": lesson.key, "title": title, "minutes": lesson.minutes}

    def _exercise(self, exercise: Exercise) -> ExerciseDraft:
        return ExerciseDraft(
            source=exercise,
            title=fill_text(exercise.title, self.values),
            prompt=fill_markdown(exercise.prompt, self.values),
            starter_code=_code(exercise, is_solved=False),
            solution_code=_code(exercise, is_solved=True),
            hints=tuple(self._hint(hint) for hint in exercise.hints),
            notebook=self._notebook(exercise),
        )

    def _hint(self, hint: Hint) -> Hint:
        return hint.model_copy(update={"text": fill_text(hint.text, self.values)})

    def _notebook(self, item: Lesson | Exercise) -> bytes:
        content = render_released(self.retell(item.template, self.values), self.values)
        self.done += 1
        self.on_notebook(self.done, self.total)
        return content


def _code(exercise: Exercise, *, is_solved: bool) -> str:
    """The given code and the solution cells, solved or as the student finds them."""
    parts = [
        cell.text if is_solved or cell.role is Role.GIVEN else clear_solution(cell.text, "code")
        for cell in exercise.template.cells
        if cell.role in {Role.GIVEN, Role.SOLUTION}
    ]
    return "\n\n\n".join(parts)
