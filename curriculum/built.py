"""What a build yields: modules, lessons and exercises as values, nothing of it bound to a platform."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from curriculum.achievement import Achievement
from curriculum.cell import BEGIN_HIDDEN, Role
from curriculum.front_matter import Criterion, ExerciseKind, Flaw, Hint
from curriculum.notebook import version_of
from curriculum.quiz import NO_QUIZ, Quiz
from curriculum.render import Template
from curriculum.resource_file import Resource
from db.enums import ExerciseDifficulty, LessonType, RigorLevel, Track


@dataclass(frozen=True)
class TestCase:
    """A graded cell: an automatic test, or an answer that a person grades."""

    __test__ = False

    name: str
    title: str
    points: int
    is_manual: bool
    is_hidden: bool


@dataclass(frozen=True)
class WrongSolution:
    """A plausible mistake kept beside an exercise; `fails` names the tests that must reject it."""

    name: str
    path: Path
    cells: dict[str, str]
    fails: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A lesson; `notebook` is its student's form in the default words."""

    key: str
    title: str
    order: int
    minutes: int
    type: LessonType
    path: Path
    template: Template
    notebook: bytes
    concepts: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The version written inside the notebook."""
        return version_of(self.notebook)

    @property
    def text(self) -> str:
        """The lesson's prose as Markdown."""
        return "\n\n".join(cell.text for cell in self.template.cells if cell.is_markdown)


@dataclass(frozen=True)
class Exercise:
    """An exercise; `source` is the author's form that nbgrader releases, `released` the student's."""

    key: str
    title: str
    order: int
    type: ExerciseKind
    difficulty: ExerciseDifficulty
    minutes: int
    concepts: tuple[str, ...]
    hints: tuple[Hint, ...]
    flaws: tuple[Flaw, ...]
    path: Path
    template: Template
    source: bytes
    released: bytes
    wrong_solutions: tuple[WrongSolution, ...]
    rubric: tuple[Criterion, ...] = ()

    @property
    def version(self) -> str:
        """The version written inside the released notebook."""
        return version_of(self.released)

    @property
    def tests(self) -> tuple[TestCase, ...]:
        """The graded cells in their order."""
        return tuple(
            TestCase(cell.name, cell.title, cell.points, cell.role is Role.ANSWER, BEGIN_HIDDEN in cell.text)
            for cell in self.template.cells
            if cell.role in {Role.TEST, Role.ANSWER} and cell.name and cell.title
        )

    @property
    def points(self) -> int:
        """The most that can be earned."""
        return sum(test.points for test in self.tests)

    @property
    def prompt(self) -> str:
        """The prose before the first cell that the student writes."""
        texts: list[str] = []
        for cell in self.template.cells:
            if cell.role in {Role.SOLUTION, Role.ANSWER}:
                break
            if cell.role is Role.PROSE:
                texts.append(cell.text)
        return "\n\n".join(texts)


@dataclass(frozen=True)
class Module:
    """A module of the crypto curriculum, the same for everyone in a cohort."""

    number: int
    slug: str
    title: str
    description: str
    track: Track
    hours: float
    prerequisites: tuple[int, ...]
    objectives: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    exercises: tuple[Exercise, ...]
    quiz: Quiz = NO_QUIZ
    resources: tuple[Resource, ...] = ()

    @property
    def items(self) -> tuple[Lesson | Exercise, ...]:
        """Its lessons, then its exercises."""
        return (*self.lessons, *self.exercises)

    @property
    def is_published(self) -> bool:
        """Whether there is something in it to learn from."""
        return bool(self.lessons or self.exercises)

    @property
    def assessments(self) -> int:
        """How many assessments it has: questions and exercises."""
        return len(self.quiz.questions) + len(self.exercises)


@dataclass(frozen=True)
class BlueprintModule:
    """A module of the universal blueprint: a template that becomes one module for each learner."""

    number: int
    slug: str
    concept_slug: str
    title_template: str
    description_template: str
    objectives: tuple[str, ...]
    rigor: RigorLevel
    hours: int
    prerequisites: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    exercises: tuple[Exercise, ...]

    @property
    def items(self) -> tuple[Lesson | Exercise, ...]:
        """Its lessons, then its exercises."""
        return (*self.lessons, *self.exercises)

    @property
    def is_published(self) -> bool:
        """Whether there is something in it to learn from."""
        return bool(self.lessons or self.exercises)


Module_T = TypeVar("Module_T", Module, BlueprintModule)


def _only(module: Module_T, is_wanted: Callable[[Lesson | Exercise], bool]) -> Module_T:
    lessons, exercises = filter(is_wanted, module.lessons), filter(is_wanted, module.exercises)
    return replace(module, lessons=tuple(lessons), exercises=tuple(exercises))


@dataclass(frozen=True)
class Built:
    """Both curricula, in the order of their numbers, and the achievements to be had in them."""

    modules: tuple[Module, ...]
    blueprint: tuple[BlueprintModule, ...]
    achievements: tuple[Achievement, ...] = ()

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson of both curricula."""
        return tuple(lesson for module in self._all() for lesson in module.lessons)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise of both curricula: each is one nbgrader assignment."""
        return tuple(exercise for module in self._all() for exercise in module.exercises)

    @property
    def items(self) -> tuple[Lesson | Exercise, ...]:
        """Every lesson, then every exercise."""
        return (*self.lessons, *self.exercises)

    def only(self, is_wanted: Callable[[Lesson | Exercise], bool]) -> "Built":
        """The same with no other lessons and exercises than those wanted."""
        return replace(
            self,
            modules=tuple(_only(module, is_wanted) for module in self.modules),
            blueprint=tuple(_only(module, is_wanted) for module in self.blueprint),
        )

    def _all(self) -> list[Module | BlueprintModule]:
        return [*self.modules, *self.blueprint]
