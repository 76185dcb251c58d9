"""What is built ends in the catalogue, once."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.build import build
from curriculum.built import Built
from curriculum.catalogue import load
from curriculum.front_matter import Criterion
from db.models import (
    Assessment,
    BlueprintModule,
    BlueprintPrerequisite,
    LearningResource,
    Lesson,
    Module,
    Notebook,
    RubricItem,
)
from db.repositories.lesson_progress import LessonProgressRepository
from db.unit_of_work import UnitOfWork
from tests.factories.user import make_user


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


@pytest.fixture(scope="module")
def released(built: Built) -> dict[str, bytes]:
    """What nbgrader would release."""
    return {exercise.key: exercise.released for exercise in built.exercises}


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_whole_map_is_stored_and_only_modules_with_content_are_published(
    unit_of_work: UnitOfWork, session: Session, built: Built, released: dict[str, bytes]
) -> None:
    last = replace(built.modules[-1], lessons=(), exercises=())
    built = replace(built, modules=(*built.modules[:-1], last))
    with unit_of_work as uow:
        load(uow, built, released)
        uow.commit()
    assert count(session, Module) == 17
    assert count(session, BlueprintModule) == 7
    assert count(session, BlueprintPrerequisite) == 6
    assert session.scalars(select(Module.id).where(Module.is_published)).all() == list(range(1, 17))


def test_resources_rubrics_and_answers_that_need_no_person_are_stored(
    unit_of_work: UnitOfWork, session: Session, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        uow.commit()
    assert count(session, LearningResource) == sum(len(module.resources) for module in built.modules)
    assert count(session, RubricItem) == sum(len(exercise.rubric) for exercise in built.exercises) > 0
    decided = select(func.count()).where(Assessment.number.is_not(None) | Assessment.accepts.is_not(None))
    assert (session.scalar(decided) or 0) >= 16
    assert not session.scalars(select(Lesson.slug).where(Lesson.concepts == [])).all()


def test_hints_are_stored_and_stand_in_no_notebook_that_a_student_gets(
    unit_of_work: UnitOfWork, session: Session, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        uow.commit()
    tasks = [task for module in built.modules for task in module.exercises if task.hints]
    stored = dict(session.execute(select(Assessment.slug, Assessment.hints)).all())
    assert len(tasks) > 30
    for task in tasks:
        assert stored[task.key] == [{"text": hint.text, "penalty": hint.penalty} for hint in task.hints]
    everything = b"".join(session.scalars(select(Notebook.content)))
    for hint in (hint for exercise in built.exercises for hint in exercise.hints):
        assert json.dumps(hint.text)[1:-1].encode() not in everything, hint.text
        assert hint.text.encode() not in everything, hint.text


def test_a_line_of_a_rubric_names_the_answer_that_it_marks(
    unit_of_work: UnitOfWork, session: Session, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        load(uow, built, released)
        uow.commit()
    answers = {
        (task.key, test.name)
        for module in built.modules
        for task in module.exercises
        for test in task.tests
        if test.is_manual
    }
    lines = select(Assessment.slug, RubricItem.answer).join(
        Assessment, Assessment.id == RubricItem.assessment_id
    )
    assert set(session.execute(lines).all()) <= answers


def test_an_exercise_of_the_blueprint_has_its_rubric_for_everybody(
    unit_of_work: UnitOfWork, built: Built, released: dict[str, bytes]
) -> None:
    first = built.blueprint[0]
    line = Criterion(answer="why", text="Names what makes it itself", points=2)
    marked = replace(first.exercises[0], rubric=(line,))
    changed = replace(
        built, blueprint=(replace(first, exercises=(marked, *first.exercises[1:])), *built.blueprint[1:])
    )
    with unit_of_work as uow:
        load(uow, changed, released)
        item = uow.session.scalars(select(RubricItem).where(RubricItem.exercise_slug == marked.key)).one()
        assert (item.assessment_id, item.answer, item.points) == (None, "why", 2)
        assert load(uow, changed, released) == 0
        load(uow, built, released)
        assert not uow.session.scalars(select(RubricItem).where(RubricItem.exercise_slug == marked.key)).all()


def test_a_second_load_changes_nothing(
    unit_of_work: UnitOfWork, session: Session, built: Built, released: dict[str, bytes]
) -> None:
    with unit_of_work as uow:
        assert load(uow, built, released) > 0
        notebooks = count(uow.session, Notebook)
        assert load(uow, built, released) == 0
        assert count(uow.session, Notebook) == notebooks


def test_a_task_that_leaves_the_curriculum_is_retired_and_can_come_back(
    unit_of_work: UnitOfWork, built: Built, released: dict[str, bytes]
) -> None:
    without = replace(built, modules=tuple(replace(module, exercises=()) for module in built.modules))
    with unit_of_work as uow:
        load(uow, built, released)
        assert load(uow, without, released) > 0
        task = uow.session.scalars(select(Assessment).where(Assessment.slug == "m01-hash-chain")).one()
        assert task.retired_at is not None
        load(uow, built, released)
        uow.session.refresh(task)
        assert task.retired_at is None
        assert task.order_index == 1


def test_a_lesson_that_leaves_the_curriculum_goes_unless_somebody_opened_it(
    unit_of_work: UnitOfWork, session: Session, built: Built, released: dict[str, bytes]
) -> None:
    ada = make_user(session)
    first, second = [lesson.key for module in built.modules for lesson in module.lessons][:2]
    without = replace(built, modules=tuple(replace(module, lessons=()) for module in built.modules))
    with unit_of_work as uow:
        load(uow, built, released)
        LessonProgressRepository(uow.session).open(ada.id, first, datetime.now(UTC))
        load(uow, without, released)
        lesson = uow.session.scalars(select(Lesson)).one()
        assert (lesson.slug, lesson.order_index) == (first, 0)
        assert lesson.retired_at is not None
        load(uow, built, released)
        uow.session.refresh(lesson)
        assert lesson.retired_at is None
        assert second in set(uow.session.scalars(select(Lesson.slug)))


def test_a_task_that_was_not_released_has_no_notebook_to_open(unit_of_work: UnitOfWork, built: Built) -> None:
    with unit_of_work as uow:
        load(uow, built, {})
        task = uow.session.scalars(select(Assessment).where(Assessment.slug == "m01-hash-chain")).one()
        assert task.notebook_sha256 is None


def test_a_lesson_that_nobody_opened_is_dropped_with_its_source(
    unit_of_work: UnitOfWork, built: Built, released: dict[str, bytes]
) -> None:
    without = replace(built, modules=tuple(replace(module, lessons=()) for module in built.modules))
    with unit_of_work as uow:
        load(uow, built, released)
        load(uow, without, released)
        assert count(uow.session, Lesson) == 0
