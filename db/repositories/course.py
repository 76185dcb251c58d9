"""A learner's own course as the generator writes it, and the answers that it is made from."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import CourseStatus, ExerciseDifficulty, ExerciseType
from db.models.course import CourseTag, Exercise, GeneratedCourse, GeneratedModule
from db.models.user import UserArchetype, UserVariable
from db.repositories.upsert import upsert


@dataclass(frozen=True)
class Onboarding:
    """What a person answered when she came aboard."""

    archetype_id: uuid.UUID
    meta_category: str
    archetype: str
    domain: str
    variables: dict[str, str]


@dataclass(frozen=True)
class CourseEntry:
    """A generated course as it should be stored."""

    title: str
    description: str
    archetype_id: uuid.UUID


@dataclass(frozen=True)
class ModuleEntry:
    """A generated module as it should be stored; `notebook_sha256` is its lesson's notebook."""

    blueprint_module_id: uuid.UUID
    title: str
    description: str
    order_index: int
    content: dict[str, Any]
    notebook_sha256: bytes | None


@dataclass(frozen=True)
class ExerciseEntry:
    """A generated exercise as it should be stored."""

    module_id: uuid.UUID
    slug: str
    type: ExerciseType
    title: str
    prompt: str
    starter_code: str
    solution_code: str = field(repr=False)
    test_cases: list[dict[str, Any]]
    flaws: list[dict[str, Any]]
    hints: list[dict[str, Any]]
    difficulty: ExerciseDifficulty
    points: int
    time_limit_minutes: int
    notebook_sha256: bytes


class CourseRepository:
    """All SQL that writes generated courses; progress and locks are never overwritten."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def onboarding(self, user_id: uuid.UUID) -> Onboarding | None:
        """The person's answers, or None when she has not given any."""
        row = self._session.execute(
            select(
                UserArchetype.id, UserArchetype.meta_category, UserArchetype.archetype, UserArchetype.domain
            ).where(UserArchetype.user_id == user_id)
        ).one_or_none()
        if row is None:
            return None
        words = self._session.execute(
            select(UserVariable.variable_key, UserVariable.variable_value)
            .where(UserVariable.user_id == user_id)
            .order_by(UserVariable.variable_key)
        )
        return Onboarding(*row, variables=dict(words.all()))

    def lock(self, user_id: uuid.UUID) -> None:
        """Let one transaction at a time generate this person's course."""
        key = func.hashtextextended(f"generated_course:{user_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def put_course(self, user_id: uuid.UUID, entry: CourseEntry) -> uuid.UUID:
        """Store the person's course, or bring the one she has up to date; its id."""
        course = self._session.scalars(
            select(GeneratedCourse)
            .where(GeneratedCourse.user_id == user_id, GeneratedCourse.status != CourseStatus.ARCHIVED)
            .order_by(GeneratedCourse.start_date, GeneratedCourse.id)
            .limit(1)
        ).one_or_none()
        if course is None:
            course = GeneratedCourse(user_id=user_id, **asdict(entry))
            self._session.add(course)
        else:
            course.title, course.description = entry.title, entry.description
            course.archetype_id = entry.archetype_id
        self._session.flush()
        return course.id

    def put_module(self, course_id: uuid.UUID, entry: ModuleEntry) -> uuid.UUID:
        """Store a module of the course; a new one is locked unless it is the first."""
        module = self._session.scalars(
            select(GeneratedModule).where(
                GeneratedModule.course_id == course_id,
                GeneratedModule.blueprint_module_id == entry.blueprint_module_id,
            )
        ).one_or_none()
        if module is None:
            module = GeneratedModule(course_id=course_id, is_locked=entry.order_index > 0, content_json={})
            self._session.add(module)
        module.blueprint_module_id = entry.blueprint_module_id
        module.title, module.description = entry.title, entry.description
        module.order_index = entry.order_index
        module.content_json, module.notebook_sha256 = entry.content, entry.notebook_sha256
        self._session.flush()
        return module.id

    def put_exercise(self, entry: ExerciseEntry) -> bool:
        """Store an exercise of the course; whether anything changed."""
        return upsert(self._session, Exercise, ("module_id", "slug"), **asdict(entry))

    def has_exercise(self, module_id: uuid.UUID, slug: str) -> bool:
        """Whether the exercise is stored already."""
        found = select(Exercise.id).where(Exercise.module_id == module_id, Exercise.slug == slug)
        return self._session.scalar(found) is not None

    def put_tags(self, course_id: uuid.UUID, tags: Collection[str]) -> None:
        """Make these the course's tags."""
        self._session.execute(
            delete(CourseTag).where(CourseTag.course_id == course_id, CourseTag.tag.not_in(tags))
        )
        if tags:
            rows = [{"course_id": course_id, "tag": tag} for tag in tags]
            self._session.execute(insert(CourseTag).values(rows).on_conflict_do_nothing())
