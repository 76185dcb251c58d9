"""The compiled half of digest.py."""

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def digest_compiled(equity: Floats, bars: Floats, held: Floats, capital: float) -> Floats:
    """Return the sums; `bars` as the engine takes them, `held` with a row for each asset."""
    count = equity.shape[0]
    changes = np.empty(count)
    sums = np.zeros(9)
    before, highest, length = capital, capital, 0.0
    total, exposure, change_sum = 0.0, 0.0, 0.0
    for bar in range(count):
        worth = equity[bar]
        if before > 0.0:
            changes[bar] = worth / before - 1.0
            before = worth
        else:
            changes[bar] = 0.0
        change_sum += changes[bar]
        highest = max(highest, worth)
        fall = worth / highest - 1.0
        sums[5] = min(sums[5], fall)
        length = length + 1.0 if fall < 0.0 else 0.0
        sums[6] = max(sums[6], length)
        total += worth
        gross = 0.0
        for asset in range(held.shape[0]):
            gross += abs(held[asset, bar] * bars[bar, asset, 3])
        exposure += gross / worth if worth > 0.0 else 0.0
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
    return sums
