"""Runs a strategy on a market: the call that everything else here is built around."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from coursewright_lab.backtest.engine import choice
from coursewright_lab.backtest.engine.choice import Engine
from coursewright_lab.backtest.inputs import inputs_of
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.signal import Signals, normalised
from coursewright_lab.backtest.spec import Spec

Progress = Callable[[int, int], None]


def run(
    strategy: Any,
    market: Market,
    spec: Spec | None = None,
    *,
    parameters: Mapping[str, Any] | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Result:
    """Return what the strategy makes of the market; the same arguments give the same result.

    `strategy` is a function of the bars, a class that derives from Strategy, or an array of targets. It runs
    in this very process: for code that is not trusted there is `isolated.trial`.
    """
    rules = spec or Spec()
    signals = ask(strategy, market, rules, parameters or {})
    outcome = choice.run(inputs_of(market, signals, rules), engine, progress)
    return Result(market, rules, outcome)


def ask(strategy: Any, market: Market, spec: Spec, parameters: Mapping[str, Any]) -> Signals:
    """Return the strategy's signals. Raises InvalidSignals when its answer is none."""
    if isinstance(strategy, type) and getattr(strategy, "is_strategy", False):
        from coursewright_lab.backtest.strategy.drive import drive  # noqa: PLC0415

        return drive(strategy, market, spec, parameters)
    if callable(strategy):
        return normalised(strategy(market.lent(), **parameters), len(market), market.symbols)
    answer = np.asarray(strategy) if isinstance(strategy, list | tuple) else strategy
    return normalised(answer, len(market), market.symbols)
