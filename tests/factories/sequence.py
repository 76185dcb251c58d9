"""Numbers that no two rows of a test run share."""

from itertools import count

_numbers = count(1000)


def next_number() -> int:
    """Give a number that was not given before."""
    return next(_numbers)
