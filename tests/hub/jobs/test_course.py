"""The making of a course: once, whatever happens meanwhile, and not at all once it was given up."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from curriculum.build import build
from curriculum.built import Built
from curriculum.catalogue import load
from db.access import Access, Role
from db.base import Base
from db.enums import ActivityType, CourseStatus, RequestState, Visibility
from db.models import (
    Activity,
    CourseRequest,
    CourseTag,
    Exercise,
    GeneratedCourse,
    GeneratedModule,
    User,
    UserArchetype,
    UserVariable,
)
from db.repositories.course_request import CourseRequestRepository, Request
from db.repositories.queue import QueueRepository
from db.unit_of_work import UnitOfWork
from hub.jobs.course import MOST_ATTEMPTS, CourseJob
from tests.factories.course import make_course, make_request
from tests.factories.user import make_user
from tests.hub.jobs.running import until, worker_process
from tests.server import engine_of

MADE: tuple[type[Base], ...] = (
    GeneratedCourse,
    GeneratedModule,
    Exercise,
    CourseTag,
    UserArchetype,
    UserVariable,
    Activity,
)


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


@pytest.fixture
def engine(engine: Engine, built: Built) -> Engine:
    """An operator's engine on a database with the blueprint in it."""
    with UnitOfWork(engine) as uow:
        load(uow, built, {})
        uow.commit()
    return engine


@pytest.fixture
def begin(fresh_database: Access) -> Iterator[Callable[[], UnitOfWork]]:
    """Units of work in the worker's role."""
    with engine_of(fresh_database, Role.WORKER) as engine:
        yield lambda: UnitOfWork(engine)


@pytest.fixture
def job(begin: Callable[[], UnitOfWork], built: Built, tmp_path: Path) -> CourseJob:
    """The job as the worker makes it."""
    return CourseJob(begin, tmp_path, read_sources=lambda: built)


def ask(engine: Engine, *, default_visibility: Visibility = Visibility.FRIENDS) -> uuid.UUID:
    """A new person who has a course, and asks for another one."""
    with Session(engine) as session:
        person = make_user(session, default_visibility=default_visibility)
        make_course(session, person)
        number = make_request(session, person).id
        QueueRepository(session).defer_course(number, person.username)
        session.commit()
    return number


def get(engine: Engine, number: uuid.UUID) -> Request:
    with Session(engine) as session:
        found = CourseRequestRepository(session).get(number)
    assert found is not None
    return found


def counts(engine: Engine) -> dict[str, int]:
    with Session(engine) as session:
        return {
            model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
            for model in MADE
        }


def test_the_course_is_made_in_her_words_and_the_one_before_put_away(
    engine: Engine, job: CourseJob, built: Built
) -> None:
    number = ask(engine)
    job(number)
    request = get(engine, number)
    items = sum(len(module.items) for module in built.blueprint)
    assert (request.state, request.done, request.total) == (RequestState.READY, items, items)
    with Session(engine) as session:
        course = session.get_one(GeneratedCourse, number)
        assert (course.title, course.status) == ("The Sneakers Architect", CourseStatus.ACTIVE)
        assert course.archetype_id == session.scalars(select(UserArchetype.id)).one()
        others = session.scalars(select(GeneratedCourse.status).where(GeneratedCourse.id != number))
        assert others.all() == [CourseStatus.ARCHIVED]
        titles = session.scalars(select(GeneratedModule.title).order_by(GeneratedModule.order_index)).all()
        assert titles[0] == "The atom: one Shoe and what it carries"
        assert session.scalar(select(func.count()).where(Exercise.solution_code.is_(None))) == 0


def test_making_it_again_changes_nothing(engine: Engine, job: CourseJob) -> None:
    number = ask(engine)
    job(number)
    before = counts(engine)
    job(number)
    assert counts(engine) == before


@pytest.mark.parametrize("visibility", Visibility)
def test_friends_are_told_at_most_and_nobody_where_she_keeps_to_herself(
    engine: Engine, job: CourseJob, visibility: Visibility
) -> None:
    job(ask(engine, default_visibility=visibility))
    with Session(engine) as session:
        told = session.scalars(select(Activity)).one()
    assert told.activity_type is ActivityType.STARTED_COURSE
    assert told.visibility is (Visibility.PRIVATE if visibility is Visibility.PRIVATE else Visibility.FRIENDS)


@pytest.mark.parametrize("step", ["take-up", "draft", "store"])
def test_a_course_given_up_meanwhile_never_comes_to_be(
    engine: Engine, begin: Callable[[], UnitOfWork], built: Built, tmp_path: Path, step: str
) -> None:
    number = ask(engine)
    before = counts(engine)

    def give_up(at: str) -> None:
        if at == step:
            with Session(engine) as session:
                CourseRequestRepository(session).cancel(number, datetime.now(UTC))
                session.commit()

    CourseJob(begin, tmp_path, read_sources=lambda: built, on_step=give_up)(number)
    assert get(engine, number).state is RequestState.CANCELLED
    assert counts(engine) == before


def test_words_that_would_break_a_notebook_end_the_making_with_a_sentence(
    engine: Engine, job: CourseJob
) -> None:
    number = ask(engine)
    with Session(engine) as session:
        words = dict.fromkeys(("entity_primary", "entity_plural", "metric", "container"), "# <b>")
        session.get_one(CourseRequest, number).words = words
        session.commit()
    job(number)
    failed = get(engine, number)
    assert failed.state is RequestState.FAILED
    assert failed.error


def test_what_breaks_again_and_again_is_given_up_with_a_sentence(engine: Engine, job: CourseJob) -> None:
    number = ask(engine)
    job(number, MOST_ATTEMPTS)
    failed = get(engine, number)
    assert (failed.state, "try again" in str(failed.error)) == (RequestState.FAILED, True)


def test_a_request_that_is_gone_is_no_work(engine: Engine, job: CourseJob) -> None:
    number = ask(engine)
    with Session(engine) as session:
        session.delete(session.get_one(User, get(engine, number).user_id))
        session.commit()
    before = counts(engine)
    job(number)
    assert counts(engine) == before


@pytest.mark.parametrize("step", ["take-up", "draft", "store", "commit", "end"])
def test_a_worker_killed_at_any_step_makes_one_course(
    fresh_database: Access, engine: Engine, tmp_path: Path, step: str
) -> None:
    number = ask(engine)
    with worker_process(fresh_database, tmp_path, step) as process:
        until(lambda: process.poll() is not None, f"the kill at {step}")
    with worker_process(fresh_database, tmp_path):
        until(lambda: get(engine, number).state is RequestState.READY, "the course")
    made = counts(engine)
    assert (made["generated_courses"], made["generated_modules"], made["activity_feed"]) == (2, 7, 1)
