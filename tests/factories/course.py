"""Rows of blueprints and of learners' own courses."""

import uuid
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from db.enums import CourseStatus, ExerciseType, PresentTool, RequestState, Visibility
from db.models import BlueprintModule, CourseRequest, Exercise, GeneratedCourse, GeneratedModule, User
from tests.factories.catalogue import make_hints
from tests.factories.notebook import make_notebook
from tests.factories.sequence import next_number


def make_blueprint(session: Session, module_number: int = 1) -> BlueprintModule:
    """Store a template module."""
    blueprint = BlueprintModule(
        module_number=module_number,
        title_template="The Atom: Encapsulating the {ENTITY}",
        concept_slug=f"concept-{next_number()}",
    )
    session.add(blueprint)
    session.flush()
    return blueprint


def make_course(
    session: Session,
    user: User,
    *,
    status: CourseStatus = CourseStatus.ACTIVE,
    visibility: Visibility = Visibility.PRIVATE,
) -> GeneratedCourse:
    """Store a person's own course without modules; give it a status other than completed."""
    course = GeneratedCourse(
        user_id=user.id, title=f"Course {next_number()}", status=status, visibility=visibility
    )
    session.add(course)
    session.flush()
    return course


def make_request(
    session: Session,
    user: User,
    *,
    state: RequestState = RequestState.QUEUED,
    domain: str = "Sneakers",
    starting_module: int = 1,
    key: uuid.UUID | None = None,
) -> CourseRequest:
    """Store what a person asked her course to be made from."""
    is_open = state in {RequestState.QUEUED, RequestState.MAKING}
    request = CourseRequest(
        user_id=user.id,
        idempotency_key=key or uuid.uuid4(),
        meta_category="economic",
        archetype="allocator",
        domain=domain,
        words={
            "entity_primary": "Shoe",
            "entity_plural": "Shoes",
            "metric": "Resale price",
            "container": "Box",
        },
        tool=PresentTool.INTUITION,
        starting_module=starting_module,
        state=state,
        error="Try again." if state is RequestState.FAILED else None,
        finished_at=None if is_open else datetime.now(UTC),
    )
    session.add(request)
    session.flush()
    return request


def make_generated_module(
    session: Session, course: GeneratedCourse, blueprint: BlueprintModule | None = None
) -> GeneratedModule:
    """Store a module of a person's own course, with a lesson in it."""
    number = next_number()
    lesson = {"key": f"b{number}-lesson", "title": f"Lesson {number}"}
    module = GeneratedModule(
        course_id=course.id,
        blueprint_module_id=blueprint.id if blueprint else None,
        title=f"Own module {number}",
        content_json={"lesson": lesson},
        notebook_sha256=make_notebook(session),
        order_index=number,
    )
    session.add(module)
    session.flush()
    return module


def make_exercise(
    session: Session,
    module: GeneratedModule,
    slug: str | None = None,
    *,
    points: int = 100,
    hints: tuple[int, ...] = (),
) -> Exercise:
    """Store an exercise of a person's own course with its notebook and hints of these penalties."""
    number = next_number()
    exercise = Exercise(
        module_id=module.id,
        slug=slug or f"exercise-{number}",
        type=ExerciseType.BUILD,
        title=f"Exercise {number}",
        prompt="Build it.",
        points=points,
        hints=make_hints(hints),
        notebook_sha256=make_notebook(session),
    )
    session.add(exercise)
    session.flush()
    return exercise
