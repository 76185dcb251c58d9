"""A class of six in the first modules of a curriculum, with what a dashboard tells of it."""

import json
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from db.enums import AchievementFact, ActivityType, ProgressStatus, Track, Visibility
from db.models import (
    Achievement,
    Lesson,
    Module,
    ModulePrerequisite,
    StudyTime,
    User,
    UserAchievement,
    UserProgress,
)
from tests.factories.activity import make_activity
from tests.factories.catalogue import make_lesson, make_question, make_task
from tests.factories.cohort import make_cohort, make_due_time, make_member
from tests.factories.notebook import make_notebook
from tests.factories.user import make_user
from tests.hub.world import VERSION

FIRST, SECOND = "m01-blockchains", "m02-wallets"
LESSON = "m01-l1-ledgers"
EARLY, LATE = "m01-seal", "m01-votes"
CONCEPT = "hashing"
EARLIER = {1: 35, 2: 20, 4: 45}
"""The minutes that ada spent at the lesson, by how many days ago that was."""
_PARAGRAPH = "A ledger is a list of who owns what, and everybody keeps the same one. " * 12


def build(engine: Engine, now: datetime) -> None:
    """Store it all: ada, whose day it is, and five classmates."""
    with Session(engine) as session:
        ada = make_user(session, "ada", full_name="Ada")
        mates = [make_user(session, name.lower(), full_name=name) for name in ("Bob", "Cleo", "Dan", "Eve")]
        mates.append(make_user(session, "fay", full_name="Fay"))
        cohort = make_cohort(session, "autumn")
        cohort.name = "Autumn 2026"
        for person in (ada, *mates):
            make_member(session, cohort, person)
        first, second, third = _modules(session)
        for place, key in enumerate((LESSON, "m01-l2-hashes")):
            lesson = make_lesson(session, first, key)
            _release(session, lesson, ("Ledgers", "Hash functions")[place])
            if key == LESSON:
                _spend_time(session, ada, lesson, now)
        _release(session, make_lesson(session, second, "m02-l1-keys"), "Keys")
        tasks = {EARLY: "Seal a block", LATE: "Count the votes", "m02-sign": "Sign a message"}
        for key, title in tasks.items():
            task = make_task(session, first if key.startswith("m01") else second, key)
            task.title = title
            task.notebook_sha256 = make_notebook(session, _notebook(key, "exercise"))
        make_due_time(session, cohort, EARLY, now - timedelta(days=1))
        make_due_time(session, cohort, LATE, now + timedelta(days=2))
        make_question(session, first, "seal", concepts=[CONCEPT], explanation="So it is.")
        _standings(session, [ada, *mates], [first, second, third])
        _achievements(session, ada, now)
        for person, what, title in (
            (mates[0], ActivityType.PASSED_EXERCISE, "Seal a block"),
            (mates[1], ActivityType.COMPLETED_MODULE, first.title),
        ):
            activity = make_activity(
                session, person, activity_type=what, visibility=Visibility.PUBLIC, created_at=now
            )
            activity.details = {"title": title}
        session.commit()


def _modules(session: Session) -> tuple[Module, Module, Module]:
    first = _module(session, 1, FIRST, "Blockchain technology")
    second = _module(session, 2, SECOND, "Wallets and security", first)
    third = _module(session, 11, "m11-prerequisites", "Development prerequisites", first, second)
    third.track = Track.DEVELOPER
    session.flush()
    return first, second, third


def _module(session: Session, number: int, slug: str, title: str, *needs: Module) -> Module:
    module = Module(
        id=number, slug=slug, title=title, track=Track.USER, order_index=number, is_published=True
    )
    session.add(module)
    session.flush()
    session.add_all(ModulePrerequisite(module_id=number, prerequisite_id=other.id) for other in needs)
    session.flush()
    return module


def _release(session: Session, lesson: Lesson, title: str) -> None:
    lesson.title = title
    lesson.notebook_sha256 = make_notebook(session, _notebook(lesson.slug, "lesson"))
    session.flush()


def _notebook(key: str, kind: str) -> bytes:
    """A notebook that is much longer than a screen."""
    cells = [
        {
            "cell_type": "markdown",
            "id": f"part-{number}",
            "metadata": {},
            "source": f"## Part {number}\n\n{_PARAGRAPH}",
        }
        for number in range(1, 31)
    ]
    marks = {"key": key, "kind": kind, "version": VERSION}
    metadata = {
        "coursewright": marks,
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    }
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def _standings(session: Session, people: list[User], modules: list[Module]) -> None:
    for place, person in enumerate(people):
        for module in modules[:1]:
            session.add(
                UserProgress(
                    user_id=person.id,
                    module_id=module.id,
                    status=ProgressStatus.IN_PROGRESS,
                    progress_percent=Decimal(30 + 12 * place),
                    time_spent_minutes=0,
                )
            )
    session.flush()


def _spend_time(session: Session, ada: User, lesson: Lesson, now: datetime) -> None:
    for ago, minutes in EARLIER.items():
        at = now - timedelta(days=ago)
        row = StudyTime(user_id=ada.id, lesson_id=lesson.id, day=at.date(), minutes=minutes, counted_at=at)
        session.add(row)
    session.flush()


def _achievements(session: Session, ada: User, now: datetime) -> None:
    for slug, title, icon, fact in (
        ("first-block", "First block", "★", AchievementFact.EXERCISES_PASSED),
        ("reader", "Ten lessons", "✎", AchievementFact.LESSONS_COMPLETED),
    ):
        session.add(
            Achievement(
                slug=slug,
                title=title,
                icon=icon,
                description={"reader": "Complete ten lessons."}.get(slug, "Pass a first exercise."),
                criteria_json={"all": [{"fact": fact, "at_least": 10}]},
            )
        )
    session.flush()
    known = {each.slug: each.id for each in session.query(Achievement)}
    session.add(UserAchievement(user_id=ada.id, achievement_id=known["first-block"], earned_at=now))
    session.add(
        UserAchievement(user_id=ada.id, achievement_id=known["reader"], progress={"have": 7, "need": 10})
    )
    session.flush()


def make_due_for_review(engine: Engine, moment: datetime) -> None:
    """Let a concept come back to ada at a moment, as if she had missed its question before."""
    sitting = """
        INSERT INTO quiz_sessions (user_id, module_id, attempt_number, started_at, submitted_at,
          points_earned, points_possible)
        SELECT u.id, a.module_id, 1, :at, :at, 0, 10 FROM users u, assessments a
        WHERE u.username = 'ada' AND a.question_key = 'seal' RETURNING id
    """
    answer = """
        INSERT INTO quiz_attempts (session_id, user_id, assessment_id, user_answer, is_correct, points_earned)
        SELECT :sitting, u.id, a.id, 'B', false, 0 FROM users u, assessments a
        WHERE u.username = 'ada' AND a.question_key = 'seal'
    """
    card = """
        INSERT INTO review_cards (user_id, concept, assessment_id, step, due_at)
        SELECT u.id, :concept, a.id, 0, :at FROM users u, assessments a
        WHERE u.username = 'ada' AND a.question_key = 'seal'
    """
    with engine.begin() as connection:
        number = connection.scalar(text(sitting), {"at": moment})
        connection.execute(text(answer), {"sitting": number})
        connection.execute(text(card), {"concept": CONCEPT, "at": moment})
