"""Compiled: what a fill does to the account, the position, its stops and the list of trades."""

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled, inlined
from coursewright_lab.backtest.engine.layout import (
    ASSET,
    AVERAGE,
    CASH,
    ENTRY_BAR,
    ENTRY_FEES,
    ENTRY_PRICE,
    EXIT_BAR,
    EXIT_PRICE,
    FEES,
    FEES_PAID,
    FUNDING,
    LOWER,
    ORDERS,
    OWN_STOP,
    OWN_TAKE,
    PNL,
    QTY,
    SINCE,
    SIZE_CLOSED,
    STOP,
    TAKE,
    TRADED,
    TRADES,
    UPPER,
    WHY,
)

Floats = NDArray[np.float64]


@compiled
def settle(
    bar: int, asset: int, quantity: float, price: float, rate: float, why: int,
    rules: Floats, state: Floats, trades: Floats,
) -> None:  # fmt: skip
    """Take the position to `quantity` at `price`: pay, record what is closed, note what is opened."""
    row = 1 + asset
    held = state[row, QTY]
    delta = quantity - held
    fee = rate * abs(delta) * price
    state[0, CASH] -= delta * price + fee
    state[0, FEES_PAID] += fee
    state[0, TRADED] += abs(delta) * price
    state[0, ORDERS] += 1.0
    if held * delta < 0.0:
        closed = held if quantity * held <= 0.0 else held - quantity
        record(bar, asset, closed, price, fee * (abs(closed) / abs(delta)), why, state, trades)
    if quantity == 0.0:
        state[row, AVERAGE] = 0.0
    elif quantity * held <= 0.0:
        state[row, AVERAGE] = price
        state[row, SINCE] = bar
        state[row, ENTRY_FEES] = fee * (abs(quantity) / abs(delta))
        state[row, FUNDING] = 0.0
        state[row, OWN_STOP] = np.nan
        state[row, OWN_TAKE] = np.nan
    elif held * delta > 0.0:
        state[row, AVERAGE] = (held * state[row, AVERAGE] + delta * price) / quantity
        state[row, ENTRY_FEES] += fee
    state[row, QTY] = quantity
    set_levels(asset, rules, state)


@inlined
def record(
    bar: int, asset: int, closed: float, price: float, exit_fee: float, why: int,
    state: Floats, trades: Floats,
) -> None:  # fmt: skip
    """Write one closed trade: `closed` is the signed part of the position that ends here."""
    row, trade = 1 + asset, int(state[0, TRADES])
    share = closed / state[row, QTY]
    entry_fee = state[row, ENTRY_FEES] * share
    funding = state[row, FUNDING] * share
    state[row, ENTRY_FEES] -= entry_fee
    state[row, FUNDING] -= funding
    trades[trade, ASSET] = asset
    trades[trade, ENTRY_BAR] = state[row, SINCE]
    trades[trade, EXIT_BAR] = bar
    trades[trade, SIZE_CLOSED] = closed
    trades[trade, ENTRY_PRICE] = state[row, AVERAGE]
    trades[trade, EXIT_PRICE] = price
    trades[trade, PNL] = closed * (price - state[row, AVERAGE]) - entry_fee - exit_fee - funding
    trades[trade, FEES] = entry_fee + exit_fee
    trades[trade, WHY] = why
    state[0, TRADES] += 1.0


@compiled
def set_levels(asset: int, rules: Floats, state: Floats) -> None:
    """Note the prices below and above which the position ends: of the rule's and its own the nearer."""
    row = 1 + asset
    average, stop, take = state[row, AVERAGE], rules[STOP], rules[TAKE]
    lower, upper = -np.inf, np.inf
    if state[row, QTY] > 0.0:
        lower = average * (1.0 - stop) if stop > 0.0 else lower
        upper = average * (1.0 + take) if take > 0.0 else upper
        lower = state[row, OWN_STOP] if state[row, OWN_STOP] > lower else lower
        upper = state[row, OWN_TAKE] if state[row, OWN_TAKE] < upper else upper
    elif state[row, QTY] < 0.0:
        lower = average * (1.0 - take) if take > 0.0 else lower
        upper = average * (1.0 + stop) if stop > 0.0 else upper
        lower = state[row, OWN_TAKE] if state[row, OWN_TAKE] > lower else lower
        upper = state[row, OWN_STOP] if state[row, OWN_STOP] < upper else upper
    state[row, LOWER], state[row, UPPER] = lower, upper
