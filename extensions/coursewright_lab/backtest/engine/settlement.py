"""Compiled: what a fill does to the account, the position, its stops and the list of trades."""

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled
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
    account, position = state[0], state[1 + asset]
    held = position[QTY]
    delta = quantity - held
    fee = rate * abs(delta) * price
    account[CASH] -= delta * price + fee
    account[FEES_PAID] += fee
    account[TRADED] += abs(delta) * price
    account[ORDERS] += 1.0
    if held * delta < 0.0:
        closed = held if quantity * held <= 0.0 else held - quantity
        record(bar, asset, closed, price, fee * (abs(closed) / abs(delta)), why, state, trades)
    if quantity == 0.0:
        position[AVERAGE] = 0.0
    elif quantity * held <= 0.0:
        position[AVERAGE] = price
        position[SINCE] = bar
        position[ENTRY_FEES] = fee * (abs(quantity) / abs(delta))
        position[FUNDING] = 0.0
        position[OWN_STOP] = np.nan
        position[OWN_TAKE] = np.nan
    elif held * delta > 0.0:
        position[AVERAGE] = (held * position[AVERAGE] + delta * price) / quantity
        position[ENTRY_FEES] += fee
    position[QTY] = quantity
    set_levels(asset, rules, state)


@compiled
def record(
    bar: int, asset: int, closed: float, price: float, exit_fee: float, why: int,
    state: Floats, trades: Floats,
) -> None:  # fmt: skip
    """Write one closed trade: `closed` is the signed part of the position that ends here."""
    account, position = state[0], state[1 + asset]
    trade = trades[int(account[TRADES])]
    share = closed / position[QTY]
    entry_fee = position[ENTRY_FEES] * share
    funding = position[FUNDING] * share
    position[ENTRY_FEES] -= entry_fee
    position[FUNDING] -= funding
    trade[ASSET] = asset
    trade[ENTRY_BAR] = position[SINCE]
    trade[EXIT_BAR] = bar
    trade[SIZE_CLOSED] = closed
    trade[ENTRY_PRICE] = position[AVERAGE]
    trade[EXIT_PRICE] = price
    trade[PNL] = closed * (price - position[AVERAGE]) - entry_fee - exit_fee - funding
    trade[FEES] = entry_fee + exit_fee
    trade[WHY] = why
    account[TRADES] += 1.0


@compiled
def set_levels(asset: int, rules: Floats, state: Floats) -> None:
    """Note the prices below and above which the position ends: of the rule's and its own the nearer."""
    position = state[1 + asset]
    average, stop, take = position[AVERAGE], rules[STOP], rules[TAKE]
    lower, upper = -np.inf, np.inf
    if position[QTY] > 0.0:
        lower = average * (1.0 - stop) if stop > 0.0 else lower
        upper = average * (1.0 + take) if take > 0.0 else upper
        lower = position[OWN_STOP] if position[OWN_STOP] > lower else lower
        upper = position[OWN_TAKE] if position[OWN_TAKE] < upper else upper
    elif position[QTY] < 0.0:
        lower = average * (1.0 - take) if take > 0.0 else lower
        upper = average * (1.0 + stop) if stop > 0.0 else upper
        lower = position[OWN_TAKE] if position[OWN_TAKE] > lower else lower
        upper = position[OWN_STOP] if position[OWN_STOP] < upper else upper
    position[LOWER], position[UPPER] = lower, upper
