"""The compiled engine: walks bars in chunks, in the order that docs/reference/backtest-fills.md gives."""

import math

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled, inlined
from coursewright_lab.backtest.engine.layout import (
    BY_END,
    BY_LIQUIDATION,
    CASH,
    CLOSE,
    EQUITY,
    FUNDING,
    FUNDING_PAID,
    HELD,
    HIGH,
    LOW,
    LOWER,
    MAINTENANCE,
    MONEY,
    NEW_STOP,
    NEW_TAKE,
    OPEN,
    OWN_STOP,
    OWN_TAKE,
    PENDING,
    QTY,
    RATE,
    RUINED,
    TARGET,
    TRADES,
    UPPER,
)
from coursewright_lab.backtest.engine.orders import fill_opens, guard, leave
from coursewright_lab.backtest.engine.settlement import set_levels

Floats = NDArray[np.float64]


@compiled
def walk(  # noqa: C901, PLR0912 - what runs at every bar stands here: a call costs more than its work
    first: int, last: int, bars: Floats, targets: Floats, extras: Floats,
    rules: Floats, state: Floats, trades: Floats, history: Floats,
) -> int:  # fmt: skip
    """Walk the bars `first` to before `last`; return the next bar, earlier when the trades are full."""
    count, has_extras = targets.shape[1], extras.shape[0] > 0
    may_coast = count == 1 and not has_extras
    bar = first - 1
    while bar + 1 < last:
        bar += 1
        if may_coast:
            bar = coast(bar, last, bars, targets, rules, state, history)
            if bar == last:
                break
        if state[0, TRADES] + 3.0 * count > trades.shape[0]:
            return bar
        if has_extras:
            pay_funding(bar, bars, extras, state)
        waiting = 0.0
        for asset in range(count):
            waiting += state[1 + asset, PENDING]
        if waiting != 0.0:
            fill_opens(bar, bars, rules, state, trades)
        if has_extras and bar > 0:
            take_own_levels(bar - 1, extras, rules, state)
        for asset in range(count):
            low, high = bars[bar, asset, LOW], bars[bar, asset, HIGH]
            if low <= state[1 + asset, LOWER] or high >= state[1 + asset, UPPER]:
                guard(bar, asset, bars, rules, state, trades)
        equity, gross = state[0, CASH], 0.0
        for asset in range(count):
            value = state[1 + asset, QTY] * bars[bar, asset, CLOSE]
            equity += value
            gross += abs(value)
        if gross > 0.0 and equity <= rules[MAINTENANCE] * gross:
            state[0, RUINED] = 1.0
            equity = close_all(bar, BY_LIQUIDATION, bars, rules, state, trades)
        if bar == bars.shape[0] - 1:
            equity = close_all(bar, BY_END, bars, rules, state, trades)
        history[EQUITY, bar] = equity
        history[MONEY, bar] = state[0, CASH]
        for asset in range(count):
            history[HELD + asset, bar] = state[1 + asset, QTY]
            target = targets[bar, asset]
            if target != state[1 + asset, TARGET] and not math.isnan(target):
                state[1 + asset, TARGET] = target
                state[1 + asset, PENDING] = 1.0
    return last


@inlined
def coast(
    first: int, last: int, bars: Floats, targets: Floats, rules: Floats, state: Floats, history: Floats
) -> int:
    """Walk the bars of one asset on which nothing happens, which are most; return the first other one."""
    if state[1, PENDING] != 0.0:
        return first
    cash, held, target = state[0, CASH], state[1, QTY], state[1, TARGET]
    lower, upper, maintenance = state[1, LOWER], state[1, UPPER], rules[MAINTENANCE]
    end: int = min(last, bars.shape[0] - 1)
    for bar in range(first, end):
        wanted = targets[bar, 0]
        if wanted != target and not math.isnan(wanted):
            return bar
        if bars[bar, 0, LOW] <= lower or bars[bar, 0, HIGH] >= upper:
            return bar
        value = held * bars[bar, 0, CLOSE]
        equity = cash + value
        if value != 0.0 and equity <= maintenance * abs(value):
            return bar
        history[EQUITY, bar] = equity
        history[MONEY, bar] = cash
        history[HELD, bar] = held
    return end


@compiled
def pay_funding(bar: int, bars: Floats, extras: Floats, state: Floats) -> None:
    """Pay the funding of what is held from the bar before; longs pay a positive rate, shorts get it."""
    for asset in range(bars.shape[1]):
        paid = state[1 + asset, QTY] * bars[bar, asset, OPEN] * extras[bar, asset, RATE]
        if paid != 0.0:
            state[0, CASH] -= paid
            state[0, FUNDING_PAID] += paid
            state[1 + asset, FUNDING] += paid


@compiled
def take_own_levels(bar: int, extras: Floats, rules: Floats, state: Floats) -> None:
    """Take over the stops and take-profits that the strategy set at the close of the bar."""
    for asset in range(extras.shape[1]):
        if state[1 + asset, QTY] != 0.0:
            if not math.isnan(extras[bar, asset, NEW_STOP]):
                state[1 + asset, OWN_STOP] = extras[bar, asset, NEW_STOP]
            if not math.isnan(extras[bar, asset, NEW_TAKE]):
                state[1 + asset, OWN_TAKE] = extras[bar, asset, NEW_TAKE]
            set_levels(asset, rules, state)


@compiled
def close_all(bar: int, why: int, bars: Floats, rules: Floats, state: Floats, trades: Floats) -> float:
    """Close every position at the close of the bar; return the equity, which is all cash then."""
    for asset in range(bars.shape[1]):
        if state[1 + asset, QTY] != 0.0:
            leave(bar, asset, bars[bar, asset, CLOSE], why, bars, rules, state, trades)
    cash: float = state[0, CASH]
    return cash
