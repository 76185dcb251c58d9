"""Runs an event-style strategy over a market, bar by bar."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from coursewright_lab.backtest.inputs import inputs_of
from coursewright_lab.backtest.market import COLUMNS, Market
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.spec import Spec
from coursewright_lab.backtest.strategy.base import Strategy
from coursewright_lab.backtest.strategy.desk import Desk
from coursewright_lab.backtest.strategy.line import Clock


def drive(strategy: type[Strategy], market: Market, spec: Spec, parameters: Mapping[str, Any]) -> Signals:
    """Return the targets that the strategy sets, bar by bar."""
    clock = Clock()
    nothing = Signals(np.empty((len(market), len(market.symbols))), are_orders=True)
    desk = Desk(inputs_of(market, nothing, spec), market.symbols, clock)
    running = strategy(desk, parameters)
    running.init()
    for place, symbol in enumerate(market.symbols):
        for column, name in enumerate(COLUMNS):
            getattr(running.assets[symbol], name).fill(market.bars[:, place, column])
    running.compute_indicators()
    step = running.next
    for bar in range(len(market)):
        clock.now = bar
        step()
    return desk.signals()
