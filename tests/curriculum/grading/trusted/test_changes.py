"""What the student's code does to the test's values shows where Python would show it, and proves nothing."""

import pytest

from tests.curriculum.grading.pair import Pair
from tests.curriculum.grading.trusted.judging import ERROR, MANUAL, OK, cells, verdict


@pytest.mark.parametrize(("answer", "test"), cells("changes_are_seen_on_both_sides", "answer", "test"))
def test_changes_are_seen_on_both_sides(answer: str, test: str, pair: Pair) -> None:
    record = verdict(pair, answer, test)
    assert (record.outcome, record.reason) == (OK, None)


def test_an_object_that_shares_its_inside_is_found_out(pair: Pair) -> None:
    answer = (
        "class S:\n    def __init__(self):\n        self.x = [1]\n    def get(self):\n        return self.x"
    )
    assert verdict(pair, answer, "s = S()\ns.get().append(9)\nassert s.get() == [1]").outcome == ERROR


@pytest.mark.parametrize(
    ("test", "outcome"), cells("clearing_an_argument_and_returning_it_wins_nothing", "test", "outcome")
)
def test_clearing_an_argument_and_returning_it_wins_nothing(test: str, outcome: str, pair: Pair) -> None:
    record = verdict(pair, "def f(x):\n    x.clear()\n    return x", test)
    assert record.outcome == outcome
    if outcome == MANUAL:
        assert record.reason is not None
        assert "Give the function a copy" in record.reason


def test_sorting_in_place_and_returning_is_right_against_a_value_kept_before(pair: Pair) -> None:
    answer = "def f(x):\n    x.sort()\n    return x"
    assert verdict(pair, answer, "x = [3, 1]\nexpected = [1, 3]\nassert f(x) == expected").outcome == OK
