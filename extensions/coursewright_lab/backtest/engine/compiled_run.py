"""Runs the compiled engine in chunks, so that it can be interrupted and tell how far it is."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.outcome import Inputs, Outcome

CHUNK = 1 << 18
_FIRST_TRADES = 1 << 10
Progress = Callable[[int, int], None]


def run_compiled(inputs: Inputs, progress: Progress | None = None) -> Outcome:
    """Fill the targets on the bars with the compiled engine."""
    from coursewright_lab.backtest.engine.core import walk  # noqa: PLC0415

    bars, assets = inputs.targets.shape
    rules = np.array(inputs.rules.as_sequence())
    state = _fresh_state(inputs)
    trades = np.empty((_FIRST_TRADES + 3 * assets, at.TRADE_WIDTH))
    history = np.empty((at.HELD + assets, bars))
    extras = inputs.extras if inputs.extras is not None else np.empty((0, assets, at.EXTRA_WIDTH))
    bar = 0
    while bar < bars:
        last = min(bar + CHUNK, bars)
        bar = walk(bar, last, inputs.bars, inputs.targets, extras, rules, state, trades, history)
        if bar < last:
            trades = np.concatenate((trades, np.empty_like(trades)))
        elif progress is not None:
            progress(bar, bars)
    account = state[0]
    return Outcome(
        inputs=inputs,
        history=history,
        trades=trades[: int(account[at.TRADES])].copy(),
        fees=float(account[at.FEES_PAID]),
        funding=float(account[at.FUNDING_PAID]),
        traded=float(account[at.TRADED]),
        cut_slippage=float(account[at.CUT_SLIPPAGE]),
        orders=int(account[at.ORDERS]),
        is_ruined=bool(account[at.RUINED]),
    )


def _fresh_state(inputs: Inputs) -> NDArray[np.float64]:
    state = np.zeros((1 + inputs.targets.shape[1], at.STATE_WIDTH))
    state[0, at.CASH] = inputs.capital
    state[1:, (at.OWN_STOP, at.OWN_TAKE)] = np.nan
    state[1:, at.LOWER], state[1:, at.UPPER] = -np.inf, np.inf
    state[1:, at.TICK], state[1:, at.LOT] = inputs.ticks, inputs.lots
    return state
