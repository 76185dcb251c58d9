"""More time moves one student's due time, only later, and never makes one where there is none."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from db.models import Cohort, User
from db.repositories.course_view import CourseViewRepository
from db.repositories.extension import ExtensionRepository
from tests.factories.catalogue import make_module, make_task
from tests.factories.cohort import make_cohort, make_due_time, make_member
from tests.factories.user import make_user

DUE = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def cohort(session: Session) -> Cohort:
    """A cohort with an assignment that is due and one that never is."""
    cohort, module = make_cohort(session), make_module(session)
    make_due_time(session, cohort, str(make_task(session, module, "dated").slug), DUE)
    make_due_time(session, cohort, str(make_task(session, module, "dateless").slug), None)
    return cohort


@pytest.fixture
def ada(session: Session, cohort: Cohort) -> User:
    ada = make_user(session)
    make_member(session, cohort, ada)
    return ada


def _due(session: Session, who: User, cohort: Cohort) -> dict[str, datetime | None]:
    return {row.key: row.due_at for row in CourseViewRepository(session).tasks(who.id, cohort.id)}


def test_one_student_gets_more_time(session: Session, cohort: Cohort, ada: User) -> None:
    bob = make_user(session)
    make_member(session, cohort, bob)
    ExtensionRepository(session).grant(cohort.id, "dated", ada.id, DUE + timedelta(days=2))
    assert _due(session, ada, cohort)["dated"] == DUE + timedelta(days=2)
    assert _due(session, bob, cohort)["dated"] == DUE


@pytest.mark.parametrize("name", ["dated", "dateless"])
def test_an_extension_takes_no_time_away(session: Session, cohort: Cohort, ada: User, name: str) -> None:
    before = _due(session, ada, cohort)
    ExtensionRepository(session).grant(cohort.id, name, ada.id, DUE - timedelta(days=2))
    assert _due(session, ada, cohort) == before


def test_the_last_word_counts_until_it_is_taken_back(session: Session, cohort: Cohort, ada: User) -> None:
    extensions = ExtensionRepository(session)
    for days in (9, 3):
        extensions.grant(cohort.id, "dated", ada.id, DUE + timedelta(days=days))
    assert _due(session, ada, cohort)["dated"] == DUE + timedelta(days=3)
    extensions.withdraw(cohort.id, "dated", ada.id)
    assert _due(session, ada, cohort)["dated"] == DUE
