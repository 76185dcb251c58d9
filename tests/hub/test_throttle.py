"""Guessing is slowed down by name and by address."""

from dataclasses import dataclass

from hub.throttle import MOST_REMEMBERED, WINDOW_SECONDS, Throttle


@dataclass
class Clock:
    """A clock that a test moves."""

    time: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.time


def test_ten_failures_from_one_address_close_that_name_to_it_alone() -> None:
    throttle = Throttle(now=Clock())
    for _ in range(10):
        assert throttle.is_free("ada", "1.1.1.1")
        throttle.fail("ada", "1.1.1.1")
    assert not throttle.is_free("ada", "1.1.1.1")
    assert throttle.is_free("ada", "2.2.2.2")
    assert throttle.is_free("bob", "1.1.1.1")


def test_it_opens_again_after_five_minutes() -> None:
    clock = Clock()
    throttle = Throttle(now=clock)
    for _ in range(10):
        throttle.fail("ada", "1.1.1.1")
    clock.time += WINDOW_SECONDS + 1
    assert throttle.is_free("ada", "1.1.1.1")


def test_a_success_forgets_the_failures_before_it() -> None:
    throttle = Throttle(now=Clock())
    for _ in range(9):
        throttle.fail("ada", "1.1.1.1")
    throttle.succeed("ada", "1.1.1.1")
    throttle.fail("ada", "1.1.1.1")
    assert throttle.is_free("ada", "1.1.1.1")


def test_many_addresses_guessing_at_one_name_are_stopped() -> None:
    throttle = Throttle(per_name=5, now=Clock())
    for number in range(5):
        throttle.fail("ada", f"1.1.1.{number}")
    assert not throttle.is_free("ada", "9.9.9.9")


def test_one_address_guessing_at_many_names_is_stopped() -> None:
    throttle = Throttle(per_address=5, now=Clock())
    for number in range(5):
        throttle.fail(f"name{number}", "1.1.1.1")
    assert not throttle.is_free("ada", "1.1.1.1")


def test_invented_names_do_not_fill_the_memory() -> None:
    throttle = Throttle(now=Clock())
    for number in range(MOST_REMEMBERED + 10):
        throttle.fail(f"name{number}", f"address{number}")
    assert len(throttle._failures) <= MOST_REMEMBERED
