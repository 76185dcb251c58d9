"""Brings the stored catalogue to what was built and released."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from curriculum.achievement import Achievement
from curriculum.built import BlueprintModule, Built, Exercise, Lesson, Module
from curriculum.quiz import QuizQuestion
from db.repositories.achievement import AchievementEntry, AchievementRepository
from db.repositories.catalogue import (
    BEHIND_TASKS,
    BlueprintEntry,
    CatalogueRepository,
    CriterionEntry,
    LessonEntry,
    ModuleEntry,
    QuestionEntry,
    ResourceEntry,
    TaskEntry,
)
from db.unit_of_work import UnitOfWork


def load(uow: UnitOfWork, built: Built, released: Mapping[str, bytes]) -> int:
    """Store modules, lessons, tasks, questions, the blueprint and achievements; how many rows changed.

    The caller commits. A second load of the same changes nothing. `released` maps assignments to the bytes
    that nbgrader released; a task without them is stored without a notebook, so nobody can open it yet.
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
    changed += _put_questions(catalogue, built)
    changed += sum(
        catalogue.put_resources(module.number, _resource_entries(module)) for module in built.modules
    )
    changed += sum(catalogue.put_rubric(task.key, _criteria(task)) for task in built.exercises)
    changed += put_achievements(uow, built.achievements)
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
        concepts=list(lesson.concepts),
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
        hints=[hint.model_dump() for hint in exercise.hints],
    )
    return catalogue.put_task(entry)


def _resource_entries(module: Module) -> list[ResourceEntry]:
    return [
        ResourceEntry(
            module_id=module.number,
            url=resource.url,
            title=resource.title,
            resource_type=resource.type,
            difficulty=resource.difficulty,
            description=resource.why,
        )
        for resource in module.resources
    ]


def _criteria(exercise: Exercise) -> list[CriterionEntry]:
    return [
        CriterionEntry(
            key=f"{criterion.answer}_{order + 1}".replace("-", "_"),
            title=criterion.text,
            points=criterion.points,
            order_index=order,
            answer=criterion.answer,
        )
        for order, criterion in enumerate(exercise.rubric)
    ]


def _put_questions(catalogue: CatalogueRepository, built: Built) -> int:
    changed = sum(
        catalogue.put_question(_question_entry(module.number, question))
        for module in built.modules
        for question in module.quiz.questions
    )
    kept = [question.key for module in built.modules for question in module.quiz.questions]
    return changed + len(catalogue.retire_questions(kept))


def _question_entry(module_id: int, question: QuizQuestion) -> QuestionEntry:
    return QuestionEntry(
        module_id=module_id,
        question_key=question.key,
        question_type=question.type,
        question_text=question.prompt,
        options=question.options,
        option_notes=question.option_notes,
        correct_answer=question.answer,
        marking=None if question.marking is None else list(question.marking),
        explanation=question.explanation,
        points=question.points,
        difficulty=question.difficulty,
        concepts=list(question.concepts),
        order_index=BEHIND_TASKS + question.order,
        accepts=list(question.accepts) or None,
        number=question.number,
        tolerance=question.tolerance,
    )


def put_achievements(uow: UnitOfWork, wanted: Collection[Achievement]) -> int:
    """Store these achievements and deactivate all others; how many rows changed. The caller commits."""
    achievements = AchievementRepository(uow.session)
    changed = sum(
        achievements.put(
            AchievementEntry(
                slug=each.slug,
                title=each.title,
                description=each.description,
                icon=each.icon,
                category=each.category,
                rarity=each.rarity,
                points=each.points,
                criteria_json=each.criteria,
            )
        )
        for each in wanted
    )
    return changed + len(achievements.retire([each.slug for each in wanted]))


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
