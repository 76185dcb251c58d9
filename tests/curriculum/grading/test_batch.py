"""A batch goes on through every failure, writes all that ended, and holds a turn until it is written."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from curriculum.grading.batch import Batch, Ended


class Log:
    """What happened, in order."""

    def __init__(self) -> None:
        self.written: list[list[Ended[int, int]]] = []
        self.held: set[int] = set()
        self.highest = 0
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, item: int, _before_waiting: Callable[[], None]) -> Iterator[None]:
        with self._lock:
            self.held.add(item)
            self.highest = max(self.highest, len(self.held))
        yield
        with self._lock:
            self.held.discard(item)

    def write(self, ended: list[Ended[int, int]]) -> None:
        assert {each.item for each in ended} <= self.held
        self.written.append(ended)

    def batch(self, work: Callable[[int], int], jobs: int = 3) -> Batch[int, int]:
        return Batch(work=work, write=self.write, turn=self.turn, jobs=jobs)

    @property
    def all(self) -> dict[int, Ended[int, int]]:
        return {each.item: each for group in self.written for each in group}


def halve(number: int) -> int:
    if number % 2:
        raise ValueError(number)
    return number // 2


def test_everything_is_written_once_and_failures_with_their_error() -> None:
    log = Log()
    log.batch(halve).run(range(50))
    assert sum(len(group) for group in log.written) == 50
    assert {item for item, each in log.all.items() if each.error} == set(range(1, 50, 2))
    assert all(log.all[item].result == item // 2 for item in range(0, 50, 2))
    assert log.held == set()


def test_a_short_batch_is_written_at_once() -> None:
    log = Log()
    log.batch(halve).run(range(20))
    assert len(log.written) == 1


def test_nothing_is_no_batch() -> None:
    log = Log()
    log.batch(halve).run([])
    assert log.written == []


def test_who_has_to_wait_lets_the_rest_be_written_first() -> None:
    log = Log()

    @contextmanager
    def turn(item: int, before_waiting: Callable[[], None]) -> Iterator[None]:
        with log.turn(item, before_waiting):
            if item == 19:
                before_waiting()
            yield

    Batch(work=halve, write=log.write, turn=turn, jobs=2).run(range(20))
    assert len(log.written) > 1
    assert len(log.all) == 20


def test_as_many_run_at_once_as_there_are_jobs() -> None:
    log = Log()
    together = threading.Barrier(3, timeout=10)

    def meet(number: int) -> int:
        together.wait()
        return number

    log.batch(meet).run(range(9))
    assert len(log.all) == 9


def test_an_interrupt_ends_the_batch_and_gives_every_turn_back() -> None:
    log = Log()

    def numbers() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        log.batch(halve).run(numbers())
    assert log.held == set()


def test_a_failure_to_write_ends_the_batch_and_gives_every_turn_back() -> None:
    log = Log()

    def refuse(_ended: list[Ended[int, int]]) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        Batch(work=halve, write=refuse, turn=log.turn, jobs=2).run(range(10))
    assert log.held == set()
