"""Brings the stored catalogue to what was built and released."""

from collections.abc import Mapping
from decimal import Decimal

from curriculum.built import BlueprintModule, Built, Exercise, Lesson, Module
from db.repositories.catalogue import (
    BlueprintEntry,
    CatalogueRepository,
    LessonEntry,
    ModuleEntry,
    TaskEntry,
)
from db.unit_of_work import UnitOfWork


def load(uow: UnitOfWork, built: Built, released: Mapping[str, bytes]) -> int:
    """Store modules, lessons, tasks and the blueprint; how many rows changed. The caller commits.

    A second load of the same changes nothing. `released` maps assignments to the bytes that nbgrader
    released; a task without them is stored without a notebook, so nobody can open it yet.
    """
    catalogue = CatalogueRepository(uow.session)
    changed = 0
    for module in built.modules:
        changed += catalogue.put_module(_module_entry(module))
        changed += sum(_put_lesson(catalogue, module, lesson) for lesson in module.lessons)
        changed += sum(_put_task(catalogue, module, task, released) for task in module.exercises)
    for module in built.modules:
        changed += catalogue.put_prerequisites(module.number, module.prerequisites)
    changed += len(
        catalogue.retire_lessons([item.key for module in built.modules for item in module.lessons])
    )
    changed += len(
        catalogue.retire_tasks([item.key for module in built.modules for item in module.exercises])
    )
    changed += sum(catalogue.put_blueprint(_blueprint_entry(module)) for module in built.blueprint)
    return changed + _put_blueprint_prerequisites(catalogue, built)


def _module_entry(module: Module) -> ModuleEntry:
    return ModuleEntry(
        id=module.number,
        slug=module.slug,
        title=module.title,
        description=module.description,
        track=module.track,
        duration_hours=Decimal(str(module.hours)),
        order_index=module.number,
        is_published=module.is_published,
    )


def _put_lesson(catalogue: CatalogueRepository, module: Module, lesson: Lesson) -> bool:
    entry = LessonEntry(
        module_id=module.number,
        slug=lesson.key,
        title=lesson.title,
        content=lesson.text,
        lesson_type=lesson.type,
        order_index=lesson.order,
        estimated_minutes=lesson.minutes,
        notebook_path=str(lesson.path),
        notebook_sha256=catalogue.put_notebook(lesson.notebook),
    )
    return catalogue.put_lesson(entry)


def _put_task(
    catalogue: CatalogueRepository, module: Module, exercise: Exercise, released: Mapping[str, bytes]
) -> bool:
    notebook = released.get(exercise.key)
    entry = TaskEntry(
        module_id=module.number,
        slug=exercise.key,
        title=exercise.title,
        question_text=exercise.prompt,
        points=exercise.points,
        order_index=exercise.order,
        notebook_sha256=catalogue.put_notebook(notebook) if notebook else None,
    )
    return catalogue.put_task(entry)


def _blueprint_entry(module: BlueprintModule) -> BlueprintEntry:
    return BlueprintEntry(
        module_number=module.number,
        concept_slug=module.concept_slug,
        title_template=module.title_template,
        description_template=module.description_template,
        learning_objectives=list(module.objectives),
        rigor_level=module.rigor,
        estimated_hours=module.hours,
    )


def _put_blueprint_prerequisites(catalogue: CatalogueRepository, built: Built) -> bool:
    ids = catalogue.blueprint_ids()
    return catalogue.put_blueprint_prerequisites(
        (ids[module.concept_slug], ids[wanted])
        for module in built.blueprint
        for wanted in module.prerequisites
    )
