"""How many of the platform's people have an achievement is counted once in a while."""

import uuid

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.unit_of_work import UnitOfWork
from hub.services.share import Shares
from tests.factories.achievement import earn
from tests.factories.user import make_user


def _people(engine: Engine, count: int, holders: int) -> uuid.UUID:
    with Session(engine) as session:
        people = [make_user(session) for _ in range(count)]
        make_user(session, is_active=False)
        numbers = [earn(session, person, "first").id for person in people[:holders]]
        session.commit()
    return numbers[0]


@pytest.mark.parametrize(
    ("people", "holders", "share"), [(5, 1, 20), (6, 1, 17), (6, 6, 100), (250, 1, 1), (8, 3, 38)]
)
def test_a_share_is_a_whole_percentage_of_active_people(
    engine: Engine, people: int, holders: int, share: int
) -> None:
    number = _people(engine, people, holders)
    assert Shares().read(lambda: UnitOfWork(engine)) == {number: share}


def test_of_four_people_nothing_is_told(engine: Engine) -> None:
    _people(engine, 4, 1)
    assert Shares().read(lambda: UnitOfWork(engine)) is None


def test_it_is_counted_anew_after_its_time_and_not_before(engine: Engine) -> None:
    now = 0.0
    shares = Shares(seconds=600, clock=lambda: now)
    number = _people(engine, 5, 1)
    assert shares.read(lambda: UnitOfWork(engine)) == {number: 20}
    with Session(engine) as session:
        earn(session, make_user(session), "first")
        session.commit()
    now = 599
    assert shares.read(lambda: UnitOfWork(engine)) == {number: 20}
    now = 600
    assert shares.read(lambda: UnitOfWork(engine)) == {number: 33}
