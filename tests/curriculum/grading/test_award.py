"""Achievements follow from what a learner did, each is given once, and none is taken back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from curriculum.build import build
from curriculum.catalogue import load
from curriculum.grading.award import award
from db.models import Achievement, Activity, CodeSubmission, ModuleCompletion, User, UserAchievement
from db.repositories.event import EventRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from tests.factories.catalogue import make_module, make_task
from tests.factories.cohort import make_cohort, make_due_time, make_member
from tests.factories.submission import make_submission
from tests.factories.user import make_user

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def ada(unit_of_work: UnitOfWork, session: Session) -> User:
    """A learner beside another who passed everything, among all shipped achievements."""
    with unit_of_work as uow:
        load(uow, build(), {})
        uow.commit()
    ada, noise = make_user(session), make_user(session)
    for _ in range(3):
        make_submission(session, noise, make_task(session, make_module(session)), grade=Decimal(10))
    return ada


def given(session: Session, user: User, at: datetime = NOW) -> set[str]:
    person = UserRepository(session).by_id(user.id)
    assert person
    return set(award(session, person, at, EventRepository(session)))


def test_a_first_perfect_pass_earns_what_it_should_and_tells_of_it(session: Session, ada: User) -> None:
    make_submission(session, ada, make_task(session, make_module(session)), grade=Decimal(10))
    assert given(session, ada) == {"first-light", "flawless"}
    told = session.scalars(select(Activity.details).where(Activity.user_id == ada.id)).all()
    assert {details["key"] for details in told} == {"first-light", "flawless"}


def test_an_achievement_is_given_once_and_stays_when_the_score_is_lowered(
    session: Session, ada: User
) -> None:
    submission = make_submission(session, ada, make_task(session, make_module(session)), grade=Decimal(10))
    given(session, ada)
    submission.grade = Decimal(0)
    session.flush()
    assert given(session, ada, NOW + timedelta(days=1)) == set()
    moments = session.scalars(
        select(UserAchievement.earned_at).where(
            UserAchievement.user_id == ada.id, UserAchievement.earned_at.is_not(None)
        )
    ).all()
    assert moments == [NOW, NOW]


def test_a_comeback_counts_failures_before_the_pass_and_the_rise(session: Session, ada: User) -> None:
    task = make_task(session, make_module(session))
    for attempt, points in enumerate((2, 4, 9), start=1):
        make_submission(session, ada, task, attempt=attempt, grade=Decimal(points))
    assert given(session, ada) == {"first-light", "comeback", "great-leap"}


def test_three_first_tries_ahead_of_the_due_time(session: Session, ada: User) -> None:
    cohort = make_cohort(session)
    make_member(session, cohort, ada)
    for early in (timedelta(days=3), timedelta(days=2), timedelta(days=5)):
        task = make_task(session, make_module(session))
        make_due_time(session, cohort, str(task.slug), NOW + early)
        make_submission(session, ada, task, cohort=cohort, grade=Decimal(8), submitted_at=NOW)
    assert given(session, ada) == {"first-light", "first-strike", "ahead-of-time"}


def test_half_way_is_noted_as_progress(session: Session, ada: User) -> None:
    for _ in range(2):
        make_submission(session, ada, make_task(session, make_module(session)), grade=Decimal(8))
    given(session, ada)
    progress = session.scalar(
        select(UserAchievement.progress)
        .join(Achievement, Achievement.id == UserAchievement.achievement_id)
        .where(UserAchievement.user_id == ada.id, Achievement.slug == "five-of-a-kind")
    )
    assert progress == {"have": 2, "need": 5}


def test_a_track_counts_its_own_modules_only(session: Session, ada: User) -> None:
    for module in (8, 9, 11):
        session.add(ModuleCompletion(user_id=ada.id, module_id=module, final_score=95))
    session.flush()
    assert given(session, ada) == {"genesis-block", "deep-understanding"}
    session.add(ModuleCompletion(user_id=ada.id, module_id=10, final_score=70))
    session.flush()
    assert given(session, ada) == {"analyst"}


def test_somebody_who_did_nothing_gets_nothing(session: Session, ada: User) -> None:
    assert given(session, ada) == set()
    assert session.scalar(select(func.count()).where(CodeSubmission.user_id == ada.id)) == 0
    assert session.scalar(select(func.count()).where(UserAchievement.user_id == ada.id)) == 0


def test_a_damaged_achievement_is_reported_and_keeps_nobody_from_another(
    session: Session, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    session.execute(
        update(Achievement).where(Achievement.slug == "first-light").values(criteria_json={"all": "?"})
    )
    make_submission(session, ada, make_task(session, make_module(session)), grade=Decimal(10))
    assert given(session, ada) == {"flawless"}
    assert "first-light: its criteria are damaged" in caplog.text
