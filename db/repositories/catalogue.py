"""The fixed curriculum and the blueprint as a build delivers them, written only where they changed."""

import hashlib
import uuid
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.enums import (
    ExerciseDifficulty,
    LessonType,
    QuestionType,
    ResourceDifficulty,
    ResourceState,
    ResourceType,
    RigorLevel,
    Track,
)
from db.models.blueprint import BlueprintModule, BlueprintPrerequisite
from db.models.catalogue import Assessment, Lesson, Module, ModulePrerequisite
from db.models.notebook import Notebook
from db.models.progress import LessonProgress
from db.models.resource import STANDS, LearningResource
from db.models.rubric import RubricItem
from db.repositories.upsert import upsert

BEHIND_TASKS = 1_000
"""Order of a module's first question; its coding tasks come before."""


@dataclass(frozen=True)
class ModuleEntry:
    """A module of the fixed curriculum."""

    id: int
    slug: str
    title: str
    description: str
    track: Track
    duration_hours: Decimal
    order_index: int
    is_published: bool


@dataclass(frozen=True)
class LessonEntry:
    """A lesson of the fixed curriculum."""

    module_id: int
    slug: str
    title: str
    content: str
    lesson_type: LessonType
    order_index: int
    estimated_minutes: int
    notebook_path: str
    notebook_sha256: bytes
    concepts: list[str]


@dataclass(frozen=True)
class TaskEntry:
    """A coding task; its slug is the nbgrader assignment's name."""

    module_id: int
    slug: str
    title: str
    question_text: str
    points: int
    order_index: int
    notebook_sha256: bytes | None
    hints: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class QuestionEntry:
    """A question of a quiz, known by its key."""

    module_id: int
    question_key: str
    question_type: QuestionType
    question_text: str
    options: dict[str, str] | None
    option_notes: dict[str, str] | None
    correct_answer: str
    marking: list[str] | None
    explanation: str
    points: int
    difficulty: ExerciseDifficulty
    concepts: list[str]
    order_index: int
    accepts: list[str] | None
    number: float | None
    tolerance: float


@dataclass(frozen=True)
class ResourceEntry:
    """A link to outside material that the curriculum itself names."""

    module_id: int
    url: str
    title: str
    resource_type: ResourceType
    difficulty: ResourceDifficulty
    description: str


@dataclass(frozen=True)
class CriterionEntry:
    """A line of the rubric of a coding task; `answer` is the grade id of what it marks."""

    key: str
    title: str
    points: int
    order_index: int
    answer: str


@dataclass(frozen=True)
class BlueprintEntry:
    """A module of the blueprint."""

    module_number: int
    concept_slug: str
    title_template: str
    description_template: str
    learning_objectives: list[str]
    rigor_level: RigorLevel
    estimated_hours: int


class CatalogueRepository:
    """All SQL that writes the curriculum; each method changes only what differs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put_notebook(self, content: bytes) -> bytes:
        """Store the bytes of a notebook once; give their address."""
        sha256 = hashlib.sha256(content).digest()
        statement = insert(Notebook).values(sha256=sha256, content=content)
        self._session.execute(statement.on_conflict_do_nothing())  # naming the key would need to see the row
        return sha256

    def put_module(self, entry: ModuleEntry) -> bool:
        """Store a module; whether anything changed."""
        return upsert(self._session, Module, ("id",), **asdict(entry))

    def put_lesson(self, entry: LessonEntry) -> bool:
        """Store a lesson and take it back from retirement; whether anything changed."""
        return upsert(self._session, Lesson, ("slug",), **asdict(entry), retired_at=None)

    def put_task(self, entry: TaskEntry) -> bool:
        """Store a coding task and take it back from retirement; whether anything changed.

        Without a notebook it keeps the one that it has.
        """
        values = {**asdict(entry), "question_type": QuestionType.CODING_TASK, "retired_at": None}
        if entry.notebook_sha256 is None:
            del values["notebook_sha256"]
        return upsert(self._session, Assessment, ("slug",), **values)

    def put_question(self, entry: QuestionEntry) -> bool:
        """Store a question and take it back from retirement; whether anything changed."""
        return upsert(
            self._session, Assessment, ("question_key",), **asdict(entry), title=None, retired_at=None
        )

    def put_resources(self, module_id: int, entries: Iterable[ResourceEntry]) -> int:
        """Make these the links that the curriculum names for a module; people's own stay. Rows changed."""
        found = list(entries)
        key = ("module_id", "cohort_id", "url")
        for_everybody = {"cohort_id": None, "state": ResourceState.APPROVED}
        changed = sum(
            upsert(self._session, LearningResource, key, STANDS, **asdict(entry), **for_everybody)
            for entry in found
        )
        gone = delete(LearningResource).where(
            LearningResource.module_id == module_id,
            LearningResource.cohort_id.is_(None),
            LearningResource.added_by.is_(None),
            LearningResource.url.not_in([entry.url for entry in found]),
        )
        return changed + len(self._session.execute(gone.returning(LearningResource.id)).all())

    def put_rubric(self, task: str, entries: Iterable[CriterionEntry]) -> int:
        """Make these the rubric of the task with this slug; rows changed.

        A slug that is no task of the catalogue is that of an exercise of the blueprint.
        """
        found = list(entries)
        task_id = self._session.scalar(select(Assessment.id).where(Assessment.slug == task))
        of_task = {"assessment_id": task_id, "exercise_slug": task if task_id is None else None}
        columns = (*of_task, "key")
        changed = sum(
            upsert(self._session, RubricItem, columns, **asdict(entry), **of_task) for entry in found
        )
        gone = delete(RubricItem).where(
            RubricItem.exercise_slug == task if task_id is None else RubricItem.assessment_id == task_id,
            RubricItem.key.not_in([entry.key for entry in found]),
        )
        return changed + len(self._session.execute(gone.returning(RubricItem.id)).all())

    def put_blueprint(self, entry: BlueprintEntry) -> bool:
        """Store a blueprint module; whether anything changed."""
        return upsert(self._session, BlueprintModule, ("module_number", "concept_slug"), **asdict(entry))

    def put_prerequisites(self, module_id: int, wanted: Collection[int]) -> bool:
        """Make these the module's prerequisites; whether anything changed."""
        known = set(
            self._session.scalars(
                select(ModulePrerequisite.prerequisite_id).where(ModulePrerequisite.module_id == module_id)
            )
        )
        if dropped := known - set(wanted):
            self._session.execute(
                delete(ModulePrerequisite).where(
                    ModulePrerequisite.module_id == module_id, ModulePrerequisite.prerequisite_id.in_(dropped)
                )
            )
        self._session.add_all(
            ModulePrerequisite(module_id=module_id, prerequisite_id=other) for other in set(wanted) - known
        )
        self._session.flush()
        return known != set(wanted)

    def blueprint_ids(self) -> dict[str, uuid.UUID]:
        """The stored blueprint modules by concept."""
        rows = self._session.execute(select(BlueprintModule.concept_slug, BlueprintModule.id))
        return dict(rows.all())

    def put_blueprint_prerequisites(self, pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> bool:
        """Make these (module, prerequisite) pairs the only ones; whether anything changed."""
        wanted = set(pairs)
        rows = self._session.execute(
            select(BlueprintPrerequisite.blueprint_module_id, BlueprintPrerequisite.prerequisite_id)
        )
        known = {(module_id, prerequisite_id) for module_id, prerequisite_id in rows}
        for module_id, prerequisite_id in known - wanted:
            self._session.execute(
                delete(BlueprintPrerequisite).where(
                    BlueprintPrerequisite.blueprint_module_id == module_id,
                    BlueprintPrerequisite.prerequisite_id == prerequisite_id,
                )
            )
        self._session.add_all(
            BlueprintPrerequisite(blueprint_module_id=module_id, prerequisite_id=prerequisite_id)
            for module_id, prerequisite_id in wanted - known
        )
        self._session.flush()
        return known != wanted

    def retire_tasks(self, kept: Collection[str]) -> tuple[str, ...]:
        """Retire every coding task that is not among `kept`: it stays with its attempts, but is not shown."""
        return self._retire(Assessment.slug, kept)

    def retire_questions(self, kept: Collection[str]) -> tuple[str, ...]:
        """Retire every question of a quiz that is not among `kept`; its answers stay."""
        return self._retire(Assessment.question_key, kept)

    def _retire(self, name: InstrumentedAttribute[str | None], kept: Collection[str]) -> tuple[str, ...]:
        statement = (
            update(Assessment)
            .where(name.is_not(None), name.not_in(kept), Assessment.retired_at.is_(None))
            .values(retired_at=func.now())
            .returning(name)
        )
        return tuple(key for key in self._session.scalars(statement) if key)

    def retire_lessons(self, kept: Collection[str]) -> tuple[str, ...]:
        """Drop every lesson that is not among `kept`; one that somebody opened is retired instead."""
        gone = Lesson.slug.not_in(kept), Lesson.retired_at.is_(None)
        opened = exists().where(LessonProgress.lesson_id == Lesson.id)
        retired = update(Lesson).where(*gone, opened).values(retired_at=func.now()).returning(Lesson.slug)
        dropped = delete(Lesson).where(*gone, ~opened).returning(Lesson.slug)
        return (*self._session.scalars(retired), *self._session.scalars(dropped))
