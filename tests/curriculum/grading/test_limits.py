"""An assignment sets its own limits, and a mistake in them is told with what to write."""

import pytest

from curriculum.grading.limits import BadLimitError, limits_of
from curriculum.grading.runner import Limits
from tests.factories.classroom import notebook_of


def _limits(asked: object) -> Limits:
    return limits_of(notebook_of([], coursewright={"limits": asked}), Limits())


def test_a_notebook_that_says_nothing_gets_the_usual_limits() -> None:
    assert limits_of(notebook_of([]), Limits(cell_seconds=7)) == Limits(cell_seconds=7)


def test_limits_of_the_run_and_of_its_processes_are_taken_over() -> None:
    limits = _limits({"cell_seconds": 60, "memory_bytes": 1 << 32, "processes": 4.0})
    assert (limits.cell_seconds, limits.process.memory_bytes, limits.process.processes) == (60.0, 1 << 32, 4)
    assert limits.wall_seconds == Limits().wall_seconds


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"memory": 1}, "use some of address_bytes, cell_seconds"),
        ({"cell_seconds": "long"}, "give a positive number"),
        ({"cell_seconds": 0}, "give a positive number"),
        ({"cell_seconds": True}, "give a positive number"),
        ([60], "make it an object"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(asked: object, told: str) -> None:
    with pytest.raises(BadLimitError, match=told):
        _limits(asked)
