"""Puts a market, signals and a specification into the arrays that the engines take."""

import numpy as np

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.outcome import Floats, Inputs
from coursewright_lab.backtest.engine.rules import Rules
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.spec import Spec


def inputs_of(market: Market, signals: Signals, spec: Spec) -> Inputs:
    """Return the engines' inputs."""
    return Inputs(
        bars=np.ascontiguousarray(market.bars, dtype=np.float64),
        targets=signals.targets,
        extras=_extras(market, signals),
        rules=Rules.of(spec, renew=signals.are_orders),
        capital=spec.capital,
        ticks=tuple(spec.steps("tick", market.symbols)),
        lots=tuple(spec.steps("lot", market.symbols)),
    )


def _extras(market: Market, signals: Signals) -> Floats | None:
    if market.funding is None and signals.levels is None:
        return None
    extras: Floats = np.full((len(market), len(market.symbols), at.EXTRA_WIDTH), np.nan)
    extras[:, :, at.RATE] = 0.0 if market.funding is None else market.funding
    if signals.levels is not None:
        extras[:, :, at.NEW_STOP :] = signals.levels
    return extras
