"""A small platform full of people who must not see each other's things."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.enums import CohortRole
from db.models import Assessment, Cohort, Exercise, Lesson, User
from tests.factories.catalogue import make_lesson, make_module, make_task
from tests.factories.cohort import make_cohort, make_due_time, make_member
from tests.factories.course import make_blueprint, make_course, make_exercise, make_generated_module
from tests.factories.notebook import make_notebook
from tests.factories.user import make_user

VERSION = "0123456789ab"


@dataclass(frozen=True)
class World:
    """The keys of items; the people are ada, bob, ines, carl and gone of demo, zoe of other, and eve."""

    lesson: str = "m01-l1-ledgers"
    task: str = "m01-hash-chain"
    late_task: str = "m01-late"
    locked_lesson: str = "m02-l1-keys"
    locked_task: str = "m02-sign"
    hidden_lesson: str = "m03-l1-secret"
    personal_exercise: str = "b1-encapsulate"


def notebook(key: str, kind: str = "exercise", text: str = "") -> dict[str, object]:
    """Return a small notebook that says which item it is of."""
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
    marks = {"key": key, "kind": kind, "version": VERSION}
    return {"cells": [cell], "metadata": {"coursewright": marks}, "nbformat": 4, "nbformat_minor": 5}


def build(engine: Engine) -> World:
    """Store everything."""
    world = World()
    with Session(engine) as session:
        people = {name: make_user(session, name) for name in ("ada", "bob", "zoe", "eve", "ines", "carl")}
        people["gone"] = make_user(session, "gone", is_active=False)
        demo, other = make_cohort(session, "demo"), make_cohort(session, "other")
        _enroll(session, demo, people)
        make_member(session, other, people["zoe"])
        _catalogue(session, world, demo, other)
        for name in ("ada", "bob", "eve"):
            _personal(session, world, people[name])
        session.commit()
    return world


def _enroll(session: Session, demo: Cohort, people: dict[str, User]) -> None:
    for name in ("ada", "bob", "gone"):
        make_member(session, demo, people[name])
    make_member(session, demo, people["ines"], CohortRole.INSTRUCTOR)
    make_member(session, demo, people["carl"], CohortRole.ADMIN)


def _catalogue(session: Session, world: World, demo: Cohort, other: Cohort) -> None:
    first = make_module(session, "ledgers")
    second = make_module(session, "keys", requires=(first,))
    hidden = make_module(session, "secret", is_published=False)
    for module, key in ((first, world.lesson), (second, world.locked_lesson), (hidden, world.hidden_lesson)):
        _release(session, make_lesson(session, module, key), key, "lesson")
    for module, key in ((first, world.task), (first, world.late_task), (second, world.locked_task)):
        _release(session, make_task(session, module, key, hints=(10, 20, 0)), key, "exercise")
    make_due_time(session, demo, world.task, datetime.now(UTC) + timedelta(days=3))
    make_due_time(session, demo, world.late_task, datetime.now(UTC) - timedelta(days=3))
    make_due_time(session, other, world.task, datetime.now(UTC) + timedelta(days=1))


def _personal(session: Session, world: World, user: User) -> None:
    module = make_generated_module(session, make_course(session, user), make_blueprint(session))
    _release(
        session,
        make_exercise(session, module, world.personal_exercise, hints=(5,)),
        world.personal_exercise,
        "exercise",
    )


def _release(session: Session, item: Lesson | Assessment | Exercise, key: str, kind: str) -> None:
    item.notebook_sha256 = make_notebook(session, json.dumps(notebook(key, kind)).encode())
    session.flush()
