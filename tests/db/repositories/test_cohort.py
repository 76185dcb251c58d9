"""Cohorts are made once, and membership says one role per person."""

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from db.enums import CohortRole
from db.repositories.cohort import CohortExists, CohortNotFound, CohortRepository
from tests.factories.cohort import make_cohort, make_member
from tests.factories.user import make_user


@pytest.fixture
def cohorts(session: Session) -> CohortRepository:
    make_member(session, make_cohort(session, "noise"), make_user(session, "noise"))
    return CohortRepository(session)


def test_a_new_cohort_is_found_by_its_slug(cohorts: CohortRepository) -> None:
    made = cohorts.create("spring-27", "Spring", start_date=date(2027, 3, 1), end_date=date(2027, 6, 1))
    assert cohorts.require("spring-27") == cohorts.by_id(made.id) == made


def test_a_taken_slug_is_refused(cohorts: CohortRepository) -> None:
    with pytest.raises(CohortExists, match="choose another"):
        cohorts.create("noise", "Again")


def test_an_unknown_slug_is_not_found(cohorts: CohortRepository) -> None:
    assert cohorts.by_slug("nowhere") is None
    with pytest.raises(CohortNotFound, match="check its short name"):
        cohorts.require("nowhere")


def test_an_archived_cohort_leaves_the_list_and_can_come_back(cohorts: CohortRepository) -> None:
    made = cohorts.create("spring", "Spring")
    cohorts.set_archived(made.id)
    assert [cohort.slug for cohort in cohorts.list_active()] == ["noise"]
    cohorts.set_archived(made.id, is_archived=False)
    assert [cohort.slug for cohort in cohorts.list_active()] == ["noise", "spring"]


def test_enrolling_again_says_that_nothing_changed(session: Session, cohorts: CohortRepository) -> None:
    cohort, ada = make_cohort(session), make_user(session)
    changes = [
        cohorts.enroll(cohort.id, ada.id, role)
        for role in (CohortRole.STUDENT, CohortRole.STUDENT, CohortRole.INSTRUCTOR)
    ]
    assert changes == [True, False, True]
    assert cohorts.role_of(ada.id, cohort.id) is CohortRole.INSTRUCTOR


def test_a_stranger_has_no_role(session: Session, cohorts: CohortRepository) -> None:
    cohort = make_cohort(session)
    assert cohorts.role_of(make_user(session).id, cohort.id) is None
    assert cohorts.role_of(uuid.uuid4(), cohort.id) is None


def test_members_are_listed_by_role_without_those_shut_out(
    session: Session, cohorts: CohortRepository
) -> None:
    cohort = make_cohort(session)
    make_member(session, cohort, make_user(session, "zoe"))
    make_member(session, cohort, make_user(session, "ada"))
    make_member(session, cohort, make_user(session, "gone", is_active=False))
    make_member(session, cohort, make_user(session, "ines"), CohortRole.INSTRUCTOR)
    assert [member.username for member in cohorts.members(cohort.id)] == ["ada", "ines", "zoe"]
    students = cohorts.members(cohort.id, CohortRole.STUDENT)
    assert [member.username for member in students] == ["ada", "zoe"]


def test_a_membership_ends_once(session: Session, cohorts: CohortRepository) -> None:
    cohort, ada = make_cohort(session), make_user(session)
    cohorts.enroll(cohort.id, ada.id, CohortRole.STUDENT)
    assert [cohorts.remove(cohort.id, ada.id) for _ in range(2)] == [True, False]
    assert len(cohorts.members(cohorts.require("noise").id)) == 1


def test_due_times_can_be_set_moved_and_lifted(session: Session, cohorts: CohortRepository) -> None:
    cohort, other = make_cohort(session), make_cohort(session)
    early, late = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)
    cohorts.schedule(other.id, "moved", early)
    for name, due_at in (("moved", early), ("moved", late), ("lifted", early), ("lifted", None)):
        cohorts.schedule(cohort.id, name, due_at)
    assert cohorts.due_times(cohort.id) == {"moved": late}
