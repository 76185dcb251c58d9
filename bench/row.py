"""One line of the table of benchmarks."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """A figure with its unit, and what it says beside itself: spread, sizes, the floor."""

    name: str
    value: float
    unit: str
    note: str = ""


def seconds_of(name: str, seconds: list[float], note: str = "") -> Row:
    """Return the median of the runs, with the least and the most of them."""
    spread = f"{min(seconds):.2f}-{max(seconds):.2f}, {len(seconds)} runs"
    return Row(name, median(seconds), "s", "; ".join(filter(None, (spread, note))))


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds ``action`` took."""
    begin = perf_counter()
    action()
    return perf_counter() - begin
