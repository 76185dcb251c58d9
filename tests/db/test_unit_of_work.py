"""A unit of work keeps everything or nothing."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork


def _usernames(engine: Engine) -> set[str]:
    with UnitOfWork(engine) as uow:
        return set(UserRepository(uow.session).by_usernames(["ada", "bob"]))


def _commit_ada_then_fail_with_bob(engine: Engine) -> None:
    with UnitOfWork(engine) as uow:
        UserRepository(uow.session).add("ada", "ada@example.org")
        uow.commit()
        UserRepository(uow.session).add("bob", "bob@example.org")
        _ = 1 / 0


def test_leaving_without_commit_keeps_nothing(engine: Engine) -> None:
    with UnitOfWork(engine) as uow:
        UserRepository(uow.session).add("ada", "ada@example.org")
    assert _usernames(engine) == set()


def test_an_error_after_a_commit_undoes_only_what_came_after(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _commit_ada_then_fail_with_bob(engine)
    assert _usernames(engine) == {"ada"}


def test_rollback_lets_the_block_go_on(engine: Engine) -> None:
    with UnitOfWork(engine) as uow:
        UserRepository(uow.session).add("ada", "ada@example.org")
        uow.rollback()
        UserRepository(uow.session).add("bob", "bob@example.org")
        uow.commit()
    assert _usernames(engine) == {"bob"}


def test_results_stay_readable_after_the_block(engine: Engine) -> None:
    with UnitOfWork(engine) as uow:
        ada = UserRepository(uow.session).add("ada", "ada@example.org")
        uow.commit()
    assert ada.username == "ada"


def test_connections_go_back_to_the_pool(engine: Engine) -> None:
    for _ in range(20):
        with UnitOfWork(engine) as uow:
            UserRepository(uow.session).by_username("ada")
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_session_outside_the_block_is_refused(engine: Engine) -> None:
    uow = UnitOfWork(engine)
    with pytest.raises(RuntimeError, match="not open"):
        _ = uow.session
    with uow, pytest.raises(RuntimeError, match="already open"):
        uow.__enter__()


def test_a_commit_inside_a_test_stays_inside_it(session: Session, unit_of_work: UnitOfWork) -> None:
    with unit_of_work as uow:
        UserRepository(uow.session).add("ada", "ada@example.org")
        uow.commit()
    assert UserRepository(session).by_username("ada") is not None


def test_what_another_test_committed_is_gone(session: Session) -> None:
    assert UserRepository(session).by_username("ada") is None
