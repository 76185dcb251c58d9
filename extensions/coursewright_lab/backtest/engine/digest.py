"""What the metrics need of a run's history, in two passes; plain here, compiled in digest_compiled.py.

Sums run from the first bar to the last in both, so that both give the same bytes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Digest:
    """Sums over all bars; `second` to `fourth` are of the returns' distances from their mean."""

    mean: float
    second: float
    third: float
    fourth: float
    downside: float
    deepest: float
    longest: int
    exposure: float
    equity: float

    @classmethod
    def of(cls, sums: Floats) -> "Digest":
        """Return the sums by name."""
        mean, second, third, fourth, downside, deepest, longest, exposure, equity = sums.tolist()
        return cls(mean, second, third, fourth, downside, deepest, int(longest), exposure, equity)


def digest_plain(equity: Floats, closes: Floats, held: Floats, capital: float) -> Floats:
    """Return the sums; `closes` and `held` have a row for each asset."""
    changes, deepest, longest, total = _falls(equity.tolist(), capital)
    exposure = 0.0
    for worth, prices, quantities in zip(equity.tolist(), closes.T.tolist(), held.T.tolist(), strict=True):
        gross = 0.0
        for price, quantity in zip(prices, quantities, strict=True):
            gross += abs(quantity * price)
        exposure += gross / worth if worth > 0.0 else 0.0
    count = len(changes)
    mean = sum_of(changes) / count
    moved = [change for change in changes if change != 0.0]
    quiet, square = float(count - len(moved)), mean * mean
    second, third, fourth, downside = quiet * square, -quiet * square * mean, quiet * square * square, 0.0
    for change in moved:
        centred = change - mean
        square = centred * centred
        second += square
        third += square * centred
        fourth += square * square
        downside += change * change if change < 0.0 else 0.0
    return np.array(
        [mean, second, third, fourth, downside, deepest, longest, exposure / count, total / count]
    )


def sum_of(values: list[float]) -> float:
    """Return the sum from the first to the last: Python's own `sum` corrects errors from 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total


def _falls(equity: list[float], capital: float) -> tuple[list[float], float, int, float]:
    """Return the returns, the deepest and the longest fall, and the sum of equity."""
    before, highest, deepest, length, longest, total = capital, capital, 0.0, 0, 0, 0.0
    is_alive = True
    changes = []
    for worth in equity:
        is_alive = is_alive and before > 0.0
        changes.append(worth / before - 1.0 if is_alive else 0.0)
        highest = max(highest, worth)
        fall = worth / highest - 1.0
        deepest = min(deepest, fall)
        length = length + 1 if fall < 0.0 else 0
        longest = max(longest, length)
        total += worth
        before = worth
    return changes, deepest, longest, total
