"""The compiled half of digest.py."""

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled, inlined

Floats = NDArray[np.float64]


def digest_compiled(equity: Floats, bars: Floats, held: Floats, capital: float) -> Floats:
    """Return the sums; `bars` as the engine takes them, `held` with a row for each asset."""
    changes, sums = np.empty(len(equity)), np.zeros(9)
    _sum_up(equity, bars, held, capital, changes, sums)
    return sums


@inlined
def _gross(held: Floats, bars: Floats, bar: int) -> float:
    gross = 0.0
    for asset in range(held.shape[0]):
        if held[asset, bar] != 0.0:
            gross += abs(held[asset, bar] * bars[bar, asset, 3])
    return gross


@inlined
def _add_moments(changes: Floats, moved: int, count: int, sums: Floats) -> None:
    mean = sums[0]
    square = mean * mean
    quiet = float(count - moved)
    second, third, fourth, downside = quiet * square, -quiet * square * mean, quiet * square * square, 0.0
    for place in range(moved):
        centred = changes[place] - mean
        square = centred * centred
        second += square
        third += square * centred
        fourth += square * square
        if changes[place] < 0.0:
            downside += changes[place] * changes[place]
    sums[1], sums[2], sums[3], sums[4] = second, third, fourth, downside


@compiled
def _sum_up(
    equity: Floats, bars: Floats, held: Floats, capital: float, changes: Floats, sums: Floats
) -> None:
    """Write the returns that are not 0 into `changes`, and what digest.py names into `sums`.

    A strategy is often out of the market: its quiet bars cost a comparison, neither a division nor a price.
    """
    count, moved, peak = equity.shape[0], 0, -1
    before, highest, lowest, is_alive = capital, capital, capital, capital > 0.0
    total, exposure, change_sum, deepest, longest = 0.0, 0.0, 0.0, 0.0, 0
    for bar in range(count):
        worth = equity[bar]
        total += worth
        if worth != before:
            if before >= highest:
                peak = bar - 1
            if worth >= highest:
                longest = max(longest, bar - 1 - peak)
                deepest = min(deepest, lowest / highest - 1.0)
                highest = lowest = worth
            else:
                lowest = min(lowest, worth)
            if is_alive:
                change = worth / before - 1.0
                changes[moved] = change
                change_sum += change
                moved += 1 if change != 0.0 else 0
                is_alive = worth > 0.0
            before = worth
        gross = _gross(held, bars, bar)
        if gross > 0.0 and worth > 0.0:
            exposure += gross / worth
    if before < highest:
        longest = max(longest, count - 1 - peak)
        deepest = min(deepest, lowest / highest - 1.0)
    sums[0], sums[5], sums[6] = change_sum / count, deepest, longest
    sums[7], sums[8] = exposure / count, total / count
    _add_moments(changes, moved, count, sums)
