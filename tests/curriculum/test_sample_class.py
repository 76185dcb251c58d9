"""The made-up class looks like life, agrees with itself, and is added once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from curriculum.build import build
from curriculum.catalogue import load
from curriculum.sample_class.source import read_learners, read_talk
from curriculum.sample_class.tell import WEEKS, add_class
from db.base import Base
from db.models import Activity, CodeSubmission, ForumPost, QuizAttempt, QuizSession, User, UserProgress
from db.repositories.cohort import CohortRepository
from db.repositories.drift import DriftRepository
from db.repositories.progress import PASS_MARK
from db.seed import COHORT_SLUG, PEOPLE, seed_demo
from db.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def seed(session: Session) -> int:
    built = build()
    uow = UnitOfWork(session.connection())
    with uow:
        load(uow, built, {})
        seed_demo(uow, {person.username: "hash" for person in PEOPLE})
        added = add_class(uow, CohortRepository(uow.session).require(COHORT_SLUG), built, {}, NOW)
        uow.commit()
    return added


@pytest.fixture(scope="module")
def session(shared_engine: Engine) -> Iterator[Session]:
    """A session that sees the class, once for all tests here; nothing of it stays."""
    with shared_engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            assert seed(session) == len(read_learners()) == 25
            yield session
        transaction.rollback()


def counts(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {table.name: session.scalars(select(func.count()).select_from(table)).one() for table in tables}


def test_a_class_has_people_without_passwords_and_weeks_of_work(session: Session) -> None:
    people = session.scalars(select(User).where(User.email.endswith("@class.example"))).all()
    assert len(people) == 25
    assert not any(
        session.scalars(text("SELECT password_hash FROM users WHERE email LIKE '%@class.example'"))
    )
    moments = session.scalars(select(CodeSubmission.submitted_at)).all()
    assert len(moments) > 20
    assert all(NOW - timedelta(weeks=WEEKS) < moment < NOW for moment in moments)
    assert len({moment.date() for moment in moments}) > 8
    states = set(session.scalars(select(UserProgress.status).where(UserProgress.module_id == 1)))
    assert states == {"in-progress", "completed"}
    assert session.scalar(select(func.count()).select_from(ForumPost)) == sum(
        1 + len(thread.reply) for thread in read_talk().thread
    )
    assert all(moment < NOW for moment in session.scalars(select(Activity.created_at)))


def test_its_quizzes_are_passed_by_most_and_leave_some_answers_to_read(session: Session) -> None:
    sittings = session.scalars(select(QuizSession)).all()
    assert len(sittings) > 20
    assert all(sitting.submitted_at and sitting.submitted_at < NOW for sitting in sittings)
    passed = [
        each for each in sittings if (each.points_earned or 0) >= PASS_MARK * (each.points_possible or 1)
    ]
    assert len(sittings) / 2 < len(passed) < len(sittings)
    undecided = select(func.count()).select_from(QuizAttempt).where(QuizAttempt.is_correct.is_(None))
    assert 0 < (session.scalar(undecided) or 0) < len(sittings)


def test_a_second_time_adds_nothing(session: Session) -> None:
    before = counts(session)
    assert seed(session) == 0
    assert counts(session) == before


def test_no_cache_of_the_class_has_drifted(session: Session) -> None:
    assert [drift for drift in DriftRepository(session).find() if drift.rows] == []


def test_whoever_is_named_in_the_talk_exists() -> None:
    known = {learner.username for learner in read_learners()} | {person.username for person in PEOPLE}
    talk = read_talk()
    named = {thread.author for thread in talk.thread} | {link.author for link in talk.resource}
    named |= {answer.author for thread in talk.thread for answer in thread.reply}
    named |= {name for thread in talk.thread for name in thread.votes}
    named |= {name for thread in talk.thread for answer in thread.reply for name in answer.votes}
    assert named <= known
