"""Logging in with the names and passwords of our own table, as the hub calls it."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import bcrypt
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from tornado.web import HTTPError

from db.enums import CohortRole, UserRole
from db.unit_of_work import UnitOfWork
from hub.authenticator import CoursewrightAuthenticator
from hub.password import hash_password
from hub.services.login import Login, LoginService
from tests.factories.cohort import make_cohort, make_member
from tests.factories.user import make_user

PASSWORD = "correct horse battery"
HANDLER = SimpleNamespace(request=SimpleNamespace(remote_ip="127.0.0.1"))


@pytest.fixture
def authenticator(connection: Connection) -> CoursewrightAuthenticator:
    """An authenticator on the test's transaction that answers failures at once."""
    service = LoginService(lambda: UnitOfWork(connection))
    return CoursewrightAuthenticator(service=service, failure_seconds=0.0, allow_all=True)


def _log_in(authenticator: CoursewrightAuthenticator, name: str, password: str = PASSWORD) -> Any:  # noqa: ANN401
    data = {"username": name, "password": password}
    return asyncio.run(authenticator.get_authenticated_user(HANDLER, data))


def test_the_right_password_lets_in_with_groups_and_without_admin(
    authenticator: CoursewrightAuthenticator, session: Session
) -> None:
    ada = make_user(session, "ada", password_hash=hash_password(PASSWORD))
    make_member(session, make_cohort(session, "demo"), ada)
    make_member(session, make_cohort(session, "staff"), ada, CohortRole.INSTRUCTOR)
    make_member(session, make_cohort(session, "old", is_active=False), ada)
    login = _log_in(authenticator, " Ada ")
    assert (login["name"], login["admin"]) == ("ada", False)
    assert login["groups"] == ["demo-students", "staff-instructors"]
    session.refresh(ada)
    assert ada.last_login is not None


def test_an_admin_of_our_table_is_an_admin_of_the_hub(
    authenticator: CoursewrightAuthenticator, session: Session
) -> None:
    make_user(session, "root1", role=UserRole.ADMIN, password_hash=hash_password(PASSWORD))
    assert _log_in(authenticator, "root1")["admin"] is True


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "wrong horse battery"),
        ("ada", ""),
        ("nobody", PASSWORD),
        ("gone", PASSWORD),
        ("external", PASSWORD),
        ("course-demo", PASSWORD),
        ("", PASSWORD),
        ("a" * 10_000, PASSWORD),
        ("../ada", PASSWORD),
        ("ada\x00", PASSWORD),
        ("ada", "x" * 1_000_000),
        ("ada", "\ud800"),
    ],
)
def test_every_kind_of_failure_looks_the_same(
    authenticator: CoursewrightAuthenticator, session: Session, name: str, password: str
) -> None:
    stored = hash_password(PASSWORD)
    make_user(session, "ada", password_hash=stored)
    make_user(session, "gone", password_hash=stored, is_active=False)
    make_user(session, "external", password_hash=None)
    assert _log_in(authenticator, name, password) is None


def test_nobody_logs_in_as_a_course_server(authenticator: CoursewrightAuthenticator) -> None:
    yes = SimpleNamespace(log_in=lambda name, _: Login(name, is_admin=True, groups=()))
    authenticator.service = yes
    assert _log_in(authenticator, "ada")["name"] == "ada"
    assert _log_in(authenticator, "course-demo") is None


def test_a_bcrypt_hash_is_replaced_at_the_first_login(
    authenticator: CoursewrightAuthenticator, session: Session
) -> None:
    old = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(rounds=4)).decode()
    ada = make_user(session, "ada", password_hash=old)
    assert _log_in(authenticator, "ada", "wrong password") is None
    session.refresh(ada)
    assert ada.password_hash == old
    assert _log_in(authenticator, "ada")
    session.refresh(ada)
    assert str(ada.password_hash).startswith("$argon2id$")
    assert _log_in(authenticator, "ada")


def test_a_failure_is_answered_after_a_fixed_time(
    authenticator: CoursewrightAuthenticator, session: Session
) -> None:
    make_user(session, "ada", password_hash=hash_password(PASSWORD))
    authenticator.failure_seconds = 0.5
    for name in ("ada", "nobody"):
        began = time.monotonic()
        _log_in(authenticator, name, "wrong password")
        assert time.monotonic() - began >= 0.5


def test_after_ten_failures_even_the_right_password_has_to_wait(
    authenticator: CoursewrightAuthenticator, session: Session
) -> None:
    make_user(session, "ada", password_hash=hash_password(PASSWORD))
    for _ in range(10):
        assert _log_in(authenticator, "ada", "wrong password") is None
    with pytest.raises(HTTPError) as refused:
        _log_in(authenticator, "ada")
    assert refused.value.status_code == 429


def test_a_database_that_does_not_answer_is_no_failed_login(
    authenticator: CoursewrightAuthenticator,
) -> None:
    def begin() -> UnitOfWork:
        raise OperationalError("connect", None, OSError("refused"))

    authenticator.service = LoginService(begin)
    for _ in range(12):
        with pytest.raises(HTTPError) as refused:
            _log_in(authenticator, "ada")
        assert refused.value.status_code == 503


def test_a_session_ends_once_the_person_is_inactive(
    authenticator: CoursewrightAuthenticator, session: Session
) -> None:
    ada = make_user(session, "ada")
    user = SimpleNamespace(name="ada")
    assert asyncio.run(authenticator.refresh_user(user))["groups"] == []
    ada.is_active = False
    session.flush()
    assert asyncio.run(authenticator.refresh_user(user)) is False
    assert asyncio.run(authenticator.refresh_user(SimpleNamespace(name="course-demo"))) is True
