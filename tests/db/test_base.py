"""The column types and ids that all models share."""

import time

import pytest
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from db.base import Base, uuid7
from db.enums import Track, UserRole
from db.models import Module, User, UserArchetype
from tests.factories.catalogue import make_module
from tests.factories.user import make_archetype, make_user


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


def test_no_relationship_reads_rows_behind_ones_back() -> None:
    relationships = [each for mapper in Base.registry.mappers for each in mapper.relationships]
    assert relationships
    assert [str(each) for each in relationships if each.lazy != "raise"] == []


def test_what_was_not_asked_for_is_not_loaded(session: Session) -> None:
    archetype = make_archetype(session, make_user(session), entity_primary="Shoe")
    session.expire_all()
    with pytest.raises(InvalidRequestError, match="lazy='raise'"):
        _ = session.get_one(UserArchetype, archetype.id).variables


def test_every_rule_and_index_has_a_name_of_its_own_kind() -> None:
    prefixes = {"PrimaryKeyConstraint": "pk_", "ForeignKeyConstraint": "fk_", "UniqueConstraint": "uq_"}
    prefixes |= {"CheckConstraint": "ck_", "ExcludeConstraint": "ex_"}
    for table in Base.metadata.sorted_tables:
        for rule in table.constraints:
            assert str(rule.name).startswith(f"{prefixes[type(rule).__name__]}{table.name}"), rule
        for index in table.indexes:
            assert str(index.name).startswith("uq_" if index.unique else "idx_"), index
