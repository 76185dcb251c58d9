"""Rows of the fixed curriculum."""

from typing import Any

from sqlalchemy.orm import Session

from db.enums import QuestionType, Track
from db.models import Assessment, Lesson, Module, ModulePrerequisite
from tests.factories.notebook import make_notebook
from tests.factories.sequence import next_number


def make_module(
    session: Session,
    slug: str | None = None,
    *,
    track: Track = Track.USER,
    is_published: bool = True,
    requires: tuple[Module, ...] = (),
) -> Module:
    """Store a module after all others, with its prerequisites."""
    number = next_number()
    module = Module(
        id=number,
        slug=slug or f"module-{number}",
        title=f"Module {number}",
        track=track,
        order_index=number,
        is_published=is_published,
    )
    session.add(module)
    session.flush()
    session.add_all(ModulePrerequisite(module_id=number, prerequisite_id=other.id) for other in requires)
    session.flush()
    return module


def make_lesson(session: Session, module: Module, slug: str | None = None) -> Lesson:
    """Store a lesson with its notebook."""
    number = next_number()
    lesson = Lesson(
        module_id=module.id,
        slug=slug or f"lesson-{number}",
        title=f"Lesson {number}",
        content="Read this.",
        order_index=number,
        estimated_minutes=10,
        notebook_sha256=make_notebook(session),
    )
    session.add(lesson)
    session.flush()
    return lesson


def make_task(
    session: Session,
    module: Module,
    slug: str | None = None,
    *,
    points: int = 10,
    hints: tuple[int, ...] = (),
) -> Assessment:
    """Store a coding task with its notebook and a hint for each of these penalties.

    Its slug is the nbgrader assignment's name.
    """
    number = next_number()
    task = Assessment(
        module_id=module.id,
        slug=slug or f"task-{number}",
        title=f"Task {number}",
        question_text="Write it.",
        question_type=QuestionType.CODING_TASK,
        points=points,
        order_index=number,
        notebook_sha256=make_notebook(session),
        hints=make_hints(hints),
    )
    session.add(task)
    session.flush()
    return task


def make_hints(penalties: tuple[int, ...]) -> list[dict[str, str | int]]:
    """Hints that cost so many percent."""
    return [
        {"text": f"The secret of hint {place}.", "penalty": percent}
        for place, percent in enumerate(penalties, start=1)
    ]


def make_question(session: Session, module: Module, key: str | None = None, **values: Any) -> Assessment:  # noqa: ANN401
    """Store a multiple-choice question whose answer is A, or one with other values."""
    number = next_number()
    usual: dict[str, Any] = {
        "question_text": f"Question {number}?",
        "question_type": QuestionType.MULTIPLE_CHOICE,
        "options": {"A": "yes", "B": "no"},
        "correct_answer": "A",
    }
    question = Assessment(module_id=module.id, question_key=key, order_index=number, **usual | values)
    session.add(question)
    session.flush()
    return question


def make_short_question(
    session: Session,
    module: Module,
    key: str | None = None,
    **values: Any,  # noqa: ANN401
) -> Assessment:
    """Store a short-answer question, which a person marks unless `values` say what decides it."""
    usual: dict[str, Any] = {
        "question_type": QuestionType.SHORT_ANSWER,
        "options": None,
        "correct_answer": "A model answer.",
        "marking": ["It says why."],
    }
    return make_question(session, module, key, **usual | values)
