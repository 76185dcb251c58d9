"""The compiled half of digest.py."""

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled

Floats = NDArray[np.float64]


def digest_compiled(equity: Floats, bars: Floats, held: Floats, capital: float) -> Floats:
    """Return the sums; `bars` as the engine takes them, `held` with a row for each asset."""
    changes, sums = np.empty(len(equity)), np.zeros(9)
    _sum_up(equity, bars, held, capital, changes, sums)
    return sums


@compiled
def _sum_up(
    equity: Floats, bars: Floats, held: Floats, capital: float, changes: Floats, sums: Floats
) -> None:
    """Write the change from bar to bar into `changes`, and what digest.py names into `sums`."""
    count = equity.shape[0]
    before, highest, lowest, length = capital, capital, capital, 0.0
    total, exposure, change_sum = 0.0, 0.0, 0.0
    for bar in range(count):
        worth = equity[bar]
        changes[bar] = 0.0
        if worth != before and before > 0.0:  # a division is dear, and a strategy is often out of the market
            changes[bar] = worth / before - 1.0
            before = worth
        change_sum += changes[bar]
        if worth >= highest:
            highest = lowest = worth
        elif worth < lowest:
            lowest = worth
            sums[5] = min(sums[5], worth / highest - 1.0)
        length = length + 1.0 if worth < highest else 0.0
        sums[6] = max(sums[6], length)
        total += worth
        gross = 0.0
        for asset in range(held.shape[0]):
            gross += abs(held[asset, bar] * bars[bar, asset, 3])
        if gross > 0.0 and worth > 0.0:
            exposure += gross / worth
    mean = change_sum / count
    second, third, fourth, downside = 0.0, 0.0, 0.0, 0.0
    for bar in range(count):
        centred = changes[bar] - mean
        square = centred * centred
        second += square
        third += square * centred
        fourth += square * square
        if changes[bar] < 0.0:
            downside += changes[bar] * changes[bar]
    sums[0], sums[1], sums[2], sums[3], sums[4] = mean, second, third, fourth, downside
    sums[7], sums[8] = exposure / count, total / count
