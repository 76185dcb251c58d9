"""A learner's own course as the generator writes it, and the answers that it is made from."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.base import SCHEMA
from db.enums import CourseStatus, ExerciseDifficulty, ExerciseType
from db.models.course import CourseTag, Exercise, GeneratedCourse, GeneratedModule
from db.models.user import UserArchetype, UserVariable
from db.repositories.course_request import Answers
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
    archetype_id: uuid.UUID | None


@dataclass(frozen=True)
class ModuleEntry:
    """A generated module as it should be stored; `notebook_sha256` is its lesson's notebook.

    `is_locked` counts for a new module only: locks that were opened stay open.
    """

    blueprint_module_id: uuid.UUID
    title: str
    description: str
    order_index: int
    content: dict[str, Any]
    notebook_sha256: bytes | None
    is_locked: bool
    is_optional: bool


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

    def put_answers(self, user_id: uuid.UUID, answers: Answers) -> uuid.UUID:
        """Make the answers behind a course the ones that the person stands for; the id of her archetype."""
        said = {
            "meta_category": answers.meta_category,
            "archetype": answers.archetype,
            "domain": answers.domain,
        }
        row = insert(UserArchetype).values(user_id=user_id, **said)
        archetype_id = self._session.scalars(
            row.on_conflict_do_update(index_elements=["user_id"], set_=said).returning(UserArchetype.id)
        ).one()
        variable = UserVariable
        self._session.execute(
            delete(variable).where(variable.user_id == user_id, variable.variable_key.not_in(answers.words))
        )
        for key, value in answers.words.items():
            upsert(
                self._session,
                variable,
                ("user_id", "variable_key"),
                user_id=user_id,
                variable_key=key,
                variable_value=value,
                archetype_id=archetype_id,
            )
        return archetype_id

    def take_answers(self, request_id: uuid.UUID) -> None:
        """Do the same as `put_answers` for a stored request, with no right to read anybody's words."""
        self._session.execute(select(getattr(func, SCHEMA).take_answers(request_id)))

    def archetype_id(self, user_id: uuid.UUID) -> uuid.UUID | None:
        """The person's archetype, if she has answered."""
        return self._session.scalar(select(UserArchetype.id).where(UserArchetype.user_id == user_id))

    def present(self, user_id: uuid.UUID) -> uuid.UUID | None:
        """The course that is not put away, or the newest of those that are; None when she has none."""
        course = GeneratedCourse
        return self._session.scalar(
            select(course.id)
            .where(course.user_id == user_id)
            .order_by(course.status == CourseStatus.ARCHIVED, course.start_date.desc(), course.id.desc())
            .limit(1)
        )

    def has_course(self, course_id: uuid.UUID) -> bool:
        """Whether the course is stored already."""
        found = select(GeneratedCourse.id).where(GeneratedCourse.id == course_id)
        return self._session.scalar(found) is not None

    def put_course(self, user_id: uuid.UUID, course_id: uuid.UUID, entry: CourseEntry) -> None:
        """Store the person's course, or bring it up to date."""
        course = self._session.get(GeneratedCourse, course_id)
        if course is None:
            self._session.add(GeneratedCourse(id=course_id, user_id=user_id, **asdict(entry)))
        else:
            course.title, course.description = entry.title, entry.description
            course.archetype_id = entry.archetype_id
        self._session.flush()

    def put_module(self, course_id: uuid.UUID, entry: ModuleEntry) -> uuid.UUID:
        """Store a module of the course, or bring it up to date; its id."""
        module = self._session.scalars(
            select(GeneratedModule).where(
                GeneratedModule.course_id == course_id,
                GeneratedModule.blueprint_module_id == entry.blueprint_module_id,
            )
        ).one_or_none()
        if module is None:
            module = GeneratedModule(course_id=course_id, is_locked=entry.is_locked, content_json={})
            self._session.add(module)
        module.blueprint_module_id = entry.blueprint_module_id
        module.title, module.description = entry.title, entry.description
        module.order_index, module.is_optional = entry.order_index, entry.is_optional
        module.content_json, module.notebook_sha256 = entry.content, entry.notebook_sha256
        self._session.flush()
        return module.id

    def add_exercise(self, entry: ExerciseEntry) -> None:
        """Store a new exercise of the course; needs no right to read a solution."""
        self._session.execute(insert(Exercise).values(**asdict(entry)))

    def put_exercise(self, entry: ExerciseEntry) -> bool:
        """Store an exercise of the course, or bring it up to date; whether anything changed."""
        return upsert(self._session, Exercise, ("module_id", "slug"), **asdict(entry))

    def has_exercise(self, module_id: uuid.UUID, slug: str) -> bool:
        """Whether the exercise is stored already."""
        found = select(Exercise.id).where(Exercise.module_id == module_id, Exercise.slug == slug)
        return self._session.scalar(found) is not None

    def put_tags(self, course_id: uuid.UUID, tags: Collection[str]) -> None:
        """Make these the course's tags."""
        known = set(self._session.scalars(select(CourseTag.tag).where(CourseTag.course_id == course_id)))
        if stale := known - set(tags):
            self._session.execute(
                delete(CourseTag).where(CourseTag.course_id == course_id, CourseTag.tag.in_(stale))
            )
        if fresh := sorted(set(tags) - known):
            rows = [{"course_id": course_id, "tag": tag} for tag in fresh]
            self._session.execute(insert(CourseTag).values(rows))
