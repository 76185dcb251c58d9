"""The least a backtest can be: one numba loop with fees, a stop and a list of trades, and nothing else."""

from typing import Any

import numba
import numpy as np

from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.spec import Spec


@numba.njit(error_model="numpy")
def _loop(bars: Any, targets: Any, cash: float, fee: float, stop: float) -> Any:
    count = len(bars)
    equity, trades = np.empty(count), np.empty((count // 2 + 1, 4))
    held, entry, since, made, last, waiting = 0.0, 0.0, 0, 0, 0.0, False
    for bar in range(count):
        price = 0.0
        if waiting and held > 0.0 and last == 0.0:
            price = bars[bar, 0, 0]
        elif waiting and held == 0.0 and last > 0.0:
            entry, since = bars[bar, 0, 0], bar
            held = cash / (entry * (1.0 + fee))
            cash -= held * entry * (1.0 + fee)
        waiting = False
        if held > 0.0 and price == 0.0 and bars[bar, 0, 2] <= entry * (1.0 - stop):
            price = min(bars[bar, 0, 0], entry * (1.0 - stop))
        if price > 0.0:
            cash += held * price * (1.0 - fee)
            trades[made, 0], trades[made, 1], trades[made, 2] = since, bar, entry
            trades[made, 3] = held * (price * (1.0 - fee) - entry * (1.0 + fee))
            made += 1
            held = 0.0
        equity[bar] = cash + held * bars[bar, 0, 3]
        if targets[bar] != last:
            last, waiting = targets[bar], True
    return equity, trades[:made]


def bare_run(targets: Any, market: Market, spec: Spec) -> Any:
    """Return equity and trades of the bare loop."""
    return _loop(market.bars, targets, spec.capital, spec.fee_bps * 1e-4, spec.stop_loss_percent * 1e-2)
