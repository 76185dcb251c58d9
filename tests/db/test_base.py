"""The column types and ids that all models share."""

import time

import pytest
from sqlalchemy.orm import Session

from db.base import uuid7
from db.enums import Track, UserRole
from db.models import Module, User
from tests.factories.catalogue import make_module
from tests.factories.user import make_user


def test_a_uuid7_is_of_that_version_and_variant() -> None:
    made = [uuid7() for _ in range(1000)]
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == 1000


def test_later_uuids_sort_after_earlier_ones() -> None:
    before = uuid7()
    start = time.time_ns() // 1_000_000
    while time.time_ns() // 1_000_000 == start:
        pass
    assert before < uuid7()


def test_a_vocabulary_reads_back_as_its_enum(session: Session) -> None:
    user, module = make_user(session, role=UserRole.TEACHER), make_module(session, track=Track.POWER_USER)
    session.expire_all()
    assert user.role is UserRole.TEACHER
    assert module.track is Track.POWER_USER


def test_a_word_outside_the_vocabulary_does_not_reach_the_database(session: Session) -> None:
    module = make_module(session)
    with pytest.raises(Exception, match="'nonsense' is not a valid Track"):
        session.query(Module).filter(Module.track == "nonsense").all()
    assert module.track is Track.USER


def test_times_come_back_aware(session: Session) -> None:
    user = make_user(session)
    session.expire_all()
    assert session.get_one(User, user.id).created_at.tzinfo is not None
