"""People are found whatever the case, and nobody's row changes by accident."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from db.enums import CohortRole, UserRole
from db.repositories.user import UserExists, UserRepository
from tests.factories.cohort import make_cohort, make_member
from tests.factories.user import make_user

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def users(session: Session) -> UserRepository:
    make_user(session, "noise", password_hash="noise")
    return UserRepository(session)


def test_a_person_is_found_by_name_and_address_in_any_case(users: UserRepository) -> None:
    ada = users.add("Ada", "Ada@Example.org", full_name="Ada", role=UserRole.TEACHER)
    assert ada.username == "ada"
    assert users.by_username("ADA") == users.by_email("ada@EXAMPLE.org") == users.by_id(ada.id) == ada


def test_an_unknown_person_is_none(users: UserRepository) -> None:
    assert users.by_username("nobody") is None
    assert users.by_email("nobody@example.org") is None


@pytest.mark.parametrize(("username", "email"), [("ADA", "other@example.org"), ("other", "ADA@example.org")])
def test_a_taken_name_or_address_is_refused_and_the_transaction_goes_on(
    users: UserRepository, username: str, email: str
) -> None:
    ada = users.add("ada", "ada@example.org")
    with pytest.raises(UserExists, match="choose another one"):
        users.add(username, email)
    assert users.by_username("ada") == ada


def test_a_person_is_read_without_her_password(users: UserRepository) -> None:
    assert "secret hash" not in str(vars(users.add("ada", "ada@example.org", password_hash="secret hash")))


def test_a_login_is_noted_for_one_person_only(users: UserRepository) -> None:
    ada = users.add("ada", "ada@example.org")
    users.touch_last_login(ada.id, NOON)
    people = users.by_usernames(["ada", "noise"])
    assert (people["ada"].last_login, people["noise"].last_login) == (NOON, None)


def test_a_person_can_be_shut_out(users: UserRepository) -> None:
    ada = users.add("ada", "ada@example.org")
    users.set_active(ada.id, is_active=False)
    people = users.by_usernames(["ada", "noise"])
    assert (people["ada"].is_active, people["noise"].is_active) == (False, True)


def test_memberships_are_those_of_running_cohorts(session: Session, users: UserRepository) -> None:
    ada, other = make_user(session, "ada"), make_user(session)
    running, archived = make_cohort(session, "spring"), make_cohort(session, is_active=False)
    make_member(session, running, ada, CohortRole.INSTRUCTOR)
    make_member(session, archived, ada)
    make_member(session, make_cohort(session), other)
    assert [(place.slug, place.role) for place in users.memberships(ada.id)] == [
        ("spring", CohortRole.INSTRUCTOR)
    ]
