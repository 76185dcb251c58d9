"""A transaction that PostgreSQL took back begins again; one whose end is unknown only where that is safe."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from db.access import Access
from db.outage import was_undone
from db.retry import retried
from db.unit_of_work import UnitOfWork
from tests.server import TestServer


class Lost(OperationalError):  # noqa: N818
    """A connection that dropped."""

    def __init__(self) -> None:
        super().__init__("COMMIT", {}, Exception("server closed the connection"))


def failing(times: int, error: Exception) -> tuple[list[int], Callable[[], str]]:
    """Work that fails that often before it succeeds, and the record of its calls."""
    calls: list[int] = []

    def work() -> str:
        calls.append(1)
        if len(calls) <= times:
            raise error
        return "done"

    return calls, work


def test_idempotent_work_outlives_dropped_connections() -> None:
    calls, work = failing(2, Lost())
    pauses: list[float] = []
    assert retried(work, is_idempotent=True, pause=pauses.append) == "done"
    assert len(calls) == 3
    assert pauses[0] < pauses[1] < 1


def test_work_that_may_have_been_kept_is_not_done_twice() -> None:
    calls, work = failing(1, Lost())
    with pytest.raises(Lost):
        retried(work, is_idempotent=False, pause=lambda _: None)
    assert len(calls) == 1


def test_it_gives_up_with_the_last_error() -> None:
    calls, work = failing(9, Lost())
    with pytest.raises(Lost):
        retried(work, is_idempotent=True, attempts=3, pause=lambda _: None)
    assert len(calls) == 3


def test_a_mistake_of_the_program_is_not_repeated() -> None:
    calls, work = failing(1, KeyError("x"))
    with pytest.raises(KeyError):
        retried(work, is_idempotent=True, pause=lambda _: None)
    assert len(calls) == 1


def test_of_two_that_wait_for_each_other_both_come_through(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO cohorts (slug, name) VALUES ('one', '0'), ('two', '0')"))
    meeting = Barrier(2)
    undone: list[bool] = []

    def rename(first: str, second: str) -> None:
        def work() -> None:
            with UnitOfWork(engine) as uow:
                for slug in (first, second):
                    uow.session.execute(
                        text("UPDATE cohorts SET name = (name::int + 1)::text WHERE slug = :s"), {"s": slug}
                    )
                    if slug == first and not undone:
                        meeting.wait(timeout=20)
                uow.commit()

        def watched() -> None:
            try:
                work()
            except OperationalError as error:
                undone.append(was_undone(error))
                raise

        retried(watched, is_idempotent=False)

    threads = [Thread(target=rename, args=pair) for pair in (("one", "two"), ("two", "one"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert undone == [True]
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT name FROM cohorts")).all() == ["2", "2"]


def test_a_connection_that_was_cut_is_replaced(
    postgres: TestServer, fresh_database: Access, engine: Engine
) -> None:
    cut: list[object] = []

    def work() -> object:
        with UnitOfWork(engine) as uow:
            backend = uow.session.scalar(text("SELECT pg_backend_pid()"))
            if not cut:
                cut.append(backend)
                postgres.run(f"SELECT pg_terminate_backend({backend})")
            return uow.session.scalar(text("SELECT 7"))

    assert retried(work, is_idempotent=True) == 7
