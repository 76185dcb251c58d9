"""A learner's own course: her words, stored once, moved on without touching her work."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from curriculum.build import build
from curriculum.built import Built
from curriculum.catalogue import load
from curriculum.front_matter import Hint
from curriculum.grading.standing import Standing
from curriculum.personal import add_course, draft_of, generate_course
from curriculum.render import render_released
from db.enums import CourseStatus
from db.errors import NotFound
from db.models import (
    CourseTag,
    Exercise,
    GeneratedCourse,
    GeneratedModule,
    LessonProgress,
    Notebook,
    User,
)
from db.repositories.course import CourseRepository
from db.repositories.course_request import CourseRequestRepository, Request
from db.repositories.drift import DriftRepository
from db.repositories.lesson_progress import LessonProgressRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from tests.factories.course import make_request
from tests.factories.submission import make_submission
from tests.factories.user import make_archetype, make_user

SNEAKERS = {
    "entity_primary": "Shoe",
    "entity_plural": "Shoes",
    "metric": "Resale price",
    "container": "Vault",
}

FIRST_MODULE = select(GeneratedModule).where(GeneratedModule.order_index == 0)
FIRST_EXERCISE = select(Exercise).where(Exercise.slug == "b1-encapsulate")


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


@pytest.fixture(scope="module")
def released(built: Built) -> dict[str, bytes]:
    """What nbgrader would release."""
    return {exercise.key: exercise.released for exercise in built.exercises}


@pytest.fixture
def ada(session: Session) -> User:
    """A learner among others who have answered too."""
    make_archetype(session, make_user(session), entity_primary="Stamp")
    ada = make_user(session)
    make_archetype(session, ada, **SNEAKERS)
    session.commit()
    return ada


def notebook_of(session: Session, sha256: bytes | None) -> dict[str, Any]:
    content = session.scalars(select(Notebook.content).where(Notebook.sha256 == sha256)).one()
    return dict(json.loads(content))


def rows(session: Session) -> list[tuple[Any, ...]]:
    """Every generated row, with the transaction and command that wrote it last."""
    models = (GeneratedCourse, GeneratedModule, Exercise, CourseTag, Notebook)
    written = text("xmin::text"), text("cmin::text"), text("ctid::text")
    return [
        tuple(row)
        for model in models
        for row in session.execute(select(model.__table__, *written).order_by(text("1")))
    ]


def test_the_course_speaks_the_learners_words(
    unit_of_work: UnitOfWork, ada: User, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        course = uow.session.get_one(GeneratedCourse, generate_course(uow, ada.id, built, released))
        assert course.title == "The Sneakers Architect"
        assert course.user_id == ada.id
        module = uow.session.scalars(FIRST_MODULE).one()
        assert module.title == "The atom: one Shoe and what it carries"
        assert not module.is_locked
        exercise = uow.session.scalars(FIRST_EXERCISE).one()
        assert exercise.title == "Give each shoe its own state"
        about = notebook_of(uow.session, exercise.notebook_sha256)["metadata"]["coursewright"]
        assert about["variant"] == SNEAKERS
        lesson = notebook_of(uow.session, module.notebook_sha256)
        assert "your shoes" in json.dumps(lesson)
        tags = uow.session.scalars(select(CourseTag.tag).order_by(CourseTag.tag)).all()
        assert tags == ["allocator", "economic", "sneakers"]


def test_hints_speak_the_learners_words_too(
    unit_of_work: UnitOfWork, ada: User, built: Built, released: dict[str, bytes]
) -> None:
    first = built.blueprint[0]
    hinted = replace(first.exercises[0], hints=(Hint(text="Look at one {ENTITY} alone.", penalty=5),))
    changed = replace(
        built, blueprint=(replace(first, exercises=(hinted, *first.exercises[1:])), *built.blueprint[1:])
    )
    with unit_of_work as uow:
        load(uow, changed, released)
        generate_course(uow, ada.id, changed, released)
        exercise = uow.session.scalars(select(Exercise).where(Exercise.slug == hinted.key)).one()
        assert exercise.hints == [{"text": "Look at one Shoe alone.", "penalty": 5}]


def test_generating_again_changes_no_row(
    unit_of_work: UnitOfWork, ada: User, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        first = generate_course(uow, ada.id, built, released)
        before = rows(uow.session)
        assert generate_course(uow, ada.id, built, released) == first
        assert rows(uow.session) == before


def test_what_the_learner_did_in_a_module_outlives_a_new_version(
    unit_of_work: UnitOfWork, ada: User, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        generate_course(uow, ada.id, built, released)
        module = uow.session.scalars(FIRST_MODULE).one()
        LessonProgressRepository(uow.session).open_personal(
            ada.id, module.id, datetime(2027, 1, 1, tzinfo=UTC)
        )
        generate_course(uow, ada.id, built, released)
        assert uow.session.scalar(select(func.count(LessonProgress.generated_module_id))) == 1


def test_an_exercise_moves_on_only_when_its_new_form_was_released(
    unit_of_work: UnitOfWork, ada: User, built: Built, released: dict[str, bytes]
) -> None:
    old = next(item for item in built.exercises if item.key == "b1-encapsulate")
    cells = (*old.template.cells, replace(old.template.cells[0], text="One more word.", line=999))
    template = replace(old.template, cells=cells)
    new = replace(old, template=template, released=render_released(template))
    changed = replace(built, blueprint=(replace(built.blueprint[0], exercises=(new,)), *built.blueprint[1:]))
    with unit_of_work as uow:
        load(uow, built, released)
        generate_course(uow, ada.id, built, released)
        exercise = uow.session.scalars(FIRST_EXERCISE).one()
        first = exercise.notebook_sha256
        generate_course(uow, ada.id, changed, released)
        uow.session.refresh(exercise)
        assert exercise.notebook_sha256 == first
        generate_course(uow, ada.id, changed, {**released, old.key: new.released})
        uow.session.refresh(exercise)
        assert exercise.notebook_sha256 != first


def test_without_answers_there_is_no_course(unit_of_work: UnitOfWork, session: Session, built: Built) -> None:
    stranger = make_user(session)
    session.commit()
    with unit_of_work as uow, pytest.raises(NotFound, match="onboarding questions"):
        generate_course(uow, stranger.id, built, {})


def asked(session: Session, person: User, *, domain: str = "Sneakers", starting_module: int = 1) -> Request:
    """A stored request of a person, as a worker takes it up."""
    number = make_request(session, person, domain=domain, starting_module=starting_module).id
    session.commit()
    found = CourseRequestRepository(session).get(number)
    assert found is not None
    return found


def modules_of(session: Session, course: uuid.UUID) -> list[GeneratedModule]:
    mine = select(GeneratedModule).where(GeneratedModule.course_id == course)
    return list(session.scalars(mine.order_by(GeneratedModule.order_index)))


def test_the_tool_decides_what_is_optional_open_and_locked(
    unit_of_work: UnitOfWork, session: Session, built: Built
) -> None:
    request = asked(session, make_user(session), starting_module=4)
    with unit_of_work as uow:
        load(uow, built, {})
        add_course(uow, request, draft_of(built, request.answers))
        modules = modules_of(uow.session, request.id)
    assert [module.is_optional for module in modules] == [True] * 3 + [False] * 4
    assert [module.is_locked for module in modules] == [False] * 4 + [True] * 3


def test_what_is_optional_neither_counts_nor_locks(
    unit_of_work: UnitOfWork, session: Session, built: Built
) -> None:
    ada = make_user(session)
    request = asked(session, ada, starting_module=6)
    now = datetime(2027, 1, 1, tzinfo=UTC)
    with unit_of_work as uow:
        load(uow, built, {})
        add_course(uow, request, draft_of(built, request.answers))
        modules = modules_of(uow.session, request.id)
        person = UserRepository(uow.session).by_id(ada.id)
        assert person is not None
        for module in modules[5:]:
            lessons = LessonProgressRepository(uow.session)
            lessons.open_personal(ada.id, module.id, now)
            lessons.set_personal_completed(ada.id, module.id, now)
            for exercise in uow.session.scalars(select(Exercise).where(Exercise.module_id == module.id)):
                make_submission(uow.session, ada, exercise, grade=Decimal(exercise.points))
            Standing(uow.session, person, now).generated_module(module.id)
            uow.session.expire_all()
            if module.order_index == 5:
                assert not modules[6].is_locked
        course = uow.session.get_one(GeneratedCourse, request.id)
        assert (course.status, course.progress_percentage) == (CourseStatus.COMPLETED, 100)
        drifted = {drift.cache for drift in DriftRepository(uow.session).find() if drift.rows}
        assert "progress of own courses" not in drifted


def test_a_new_course_puts_the_old_one_away_and_each_keeps_its_words(
    unit_of_work: UnitOfWork, session: Session, ada: User, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        first = generate_course(uow, ada.id, built, released)
        uow.commit()
        request = asked(uow.session, ada, domain="Origami")
        add_course(uow, request, draft_of(built, request.answers))
        CourseRequestRepository(uow.session).finish(request.id, datetime.now(UTC))
        for _ in range(2):
            assert generate_course(uow, ada.id, built, released) == request.id
        titles = dict(uow.session.execute(select(GeneratedCourse.title, GeneratedCourse.status)).all())
        assert titles == {
            "The Sneakers Architect": CourseStatus.ARCHIVED,
            "The Origami Architect": CourseStatus.ACTIVE,
        }
        words = CourseRepository(uow.session).onboarding(ada.id)
        assert words is not None
        assert (words.domain, words.variables["container"]) == ("Origami", "Box")
        assert modules_of(uow.session, first)[0].content_json["variables"]["container"] == "Vault"


def test_adding_a_course_twice_adds_it_once(unit_of_work: UnitOfWork, session: Session, built: Built) -> None:
    request = asked(session, make_user(session))
    with unit_of_work as uow:
        load(uow, built, {})
        draft = draft_of(built, request.answers)
        add_course(uow, request, draft)
        before = rows(uow.session)
        add_course(uow, request, draft)
        assert rows(uow.session) == before
