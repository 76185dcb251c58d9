"""Compiled: prices and quantities of the orders that a signal, a stop, a take-profit or the end give."""

import math

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.compiled import compiled, inlined
from coursewright_lab.backtest.engine.layout import (
    BY_SIGNAL,
    BY_STOP,
    BY_TAKE,
    CASH,
    CUT_SLIPPAGE,
    HIGH,
    IMPACT,
    LEVERAGE,
    LOT,
    LOW,
    LOWER,
    MAKER,
    OPEN,
    PENDING,
    QTY,
    RANGE_SLIP,
    RENEW,
    RUINED,
    SIZE,
    SLIP,
    SNAP,
    TAKER,
    TARGET,
    TICK,
    UPPER,
    VOLUME,
)
from coursewright_lab.backtest.engine.settlement import settle

Floats = NDArray[np.float64]


@compiled
def priced(
    bar: int, asset: int, base: float, side: float, quantity: float, tick: float, bars: Floats, rules: Floats
) -> float:
    """Return the price of an order that takes liquidity, on its tick; the bar does not bound it yet."""
    spread = (bars[bar, asset, HIGH] - bars[bar, asset, LOW]) / bars[bar, asset, OPEN]
    slip = rules[SLIP] + rules[RANGE_SLIP] * spread
    if rules[IMPACT] > 0.0 and bars[bar, asset, VOLUME] > 0.0:
        slip += rules[IMPACT] * math.sqrt(abs(quantity) / bars[bar, asset, VOLUME])
    return on_tick(base * (1.0 + side * slip), side, tick)


@compiled
def on_tick(price: float, side: float, tick: float) -> float:
    """Return the price moved to its tick, never in the trader's favour."""
    if tick <= 0.0:
        return price
    steps = math.ceil(price / tick - SNAP) if side > 0.0 else math.floor(price / tick + SNAP)
    return steps * tick


@compiled
def leave(
    bar: int, asset: int, base: float, why: int,
    bars: Floats, rules: Floats, state: Floats, trades: Floats,
) -> None:  # fmt: skip
    """Close the whole position by an order that takes liquidity at `base`."""
    held = state[1 + asset, QTY]
    side = -1.0 if held > 0.0 else 1.0
    raw = priced(bar, asset, base, side, held, state[1 + asset, TICK], bars, rules)
    price = min(max(raw, bars[bar, asset, LOW]), bars[bar, asset, HIGH])
    state[0, CUT_SLIPPAGE] += abs(raw - price) * abs(held)
    settle(bar, asset, 0.0, price, rules[TAKER], why, rules, state, trades)


@inlined
def guard(bar: int, asset: int, bars: Floats, rules: Floats, state: Floats, trades: Floats) -> None:
    """Fill the stop or take-profit that the bar reached; a gap fills at the open, of both the stop wins."""
    start, high, low = bars[bar, asset, OPEN], bars[bar, asset, HIGH], bars[bar, asset, LOW]
    lower, upper = state[1 + asset, LOWER], state[1 + asset, UPPER]
    if state[1 + asset, QTY] > 0.0:
        stopped, side = low <= lower and not (start >= upper and start > lower), -1.0
        at_stop, at_take = min(start, lower), max(start, upper)
    else:
        stopped, side = high >= upper and not (start <= lower and start < upper), 1.0
        at_stop, at_take = max(start, upper), min(start, lower)
    if stopped:
        leave(bar, asset, at_stop, BY_STOP, bars, rules, state, trades)
    else:
        price = min(max(on_tick(at_take, side, state[1 + asset, TICK]), low), high)
        settle(bar, asset, 0.0, price, rules[MAKER], BY_TAKE, rules, state, trades)
    if rules[RENEW] != 0.0:
        state[1 + asset, TARGET] = 0.0


@compiled
def wanted(held: float, weight: float, equity: float, price: float, fee: float) -> float:
    """Return the quantity that is `weight` of the equity left after its own fee."""
    want = weight * equity / price
    side = 1.0 if want > held else -1.0
    return (want + weight * fee * side * held) / (1.0 + weight * fee * side)


@compiled
def bounded(quantity: float, held: float, price: float, left: float, rules: Floats) -> float:
    """Return `quantity` cut so that it and its fee stay within the `left` amount; never cut below `held`."""
    if quantity == 0.0 or (quantity * held > 0.0 and abs(quantity) <= abs(held)):
        return quantity
    sign = 1.0 if quantity > 0.0 else -1.0
    burden = rules[LEVERAGE] * rules[TAKER]
    most = max((left / price + burden * sign * held) / (1.0 + burden), 0.0)
    if held * sign > 0.0:
        most = max(most, abs(held))
    size: float = sign * min(abs(quantity), most)
    return size


@inlined
def fill_opens(bar: int, bars: Floats, rules: Floats, state: Floats, trades: Floats) -> None:
    """Fill the pending orders at the open: first all that make a position smaller, then the others."""
    count = bars.shape[1]
    for turn in range(0 if count > 1 else 1, 2):
        for asset in range(count):
            if state[1 + asset, PENDING] != 0.0 and open_order(
                bar, asset, turn == 1, bars, rules, state, trades
            ):
                state[1 + asset, PENDING] = 0.0


@inlined
def open_order(
    bar: int, asset: int, grow: bool, bars: Floats, rules: Floats, state: Floats, trades: Floats
) -> bool:
    """Fill one pending order, without `grow` only if the position gets smaller; tell whether it is done."""
    row, count = 1 + asset, bars.shape[1]
    held, base = state[row, QTY], bars[bar, asset, OPEN]
    equity, others = state[0, CASH], 0.0
    for other in range(count):
        equity += state[1 + other, QTY] * bars[bar, other, OPEN]
        if other != asset:
            others += abs(state[1 + other, QTY]) * bars[bar, other, OPEN]
    weight = state[row, TARGET] * rules[SIZE] if state[0, RUINED] == 0.0 and equity > 0.0 else 0.0
    aim = weight * equity / base
    if not grow and (abs(aim) >= abs(held) or aim * held < 0.0):
        return False
    side = 1.0 if aim > held else -1.0
    quantity, raw, price = aim, base, base
    for _ in range(2 if rules[IMPACT] > 0.0 else 1):
        raw = priced(bar, asset, base, side, quantity - held, state[row, TICK], bars, rules)
        price = min(max(raw, bars[bar, asset, LOW]), bars[bar, asset, HIGH])
        equity_then = equity + held * (price - base)
        quantity = wanted(held, weight, equity_then, price, rules[TAKER])
    if count > 1:
        quantity = bounded(quantity, held, price, rules[LEVERAGE] * equity_then - others, rules)
    if state[row, LOT] > 0.0:
        lots = math.floor(abs(quantity) / state[row, LOT] + SNAP) * state[row, LOT]
        quantity = lots if quantity > 0.0 else -lots
    if (quantity - held) * side > 0.0:
        state[0, CUT_SLIPPAGE] += abs(raw - price) * abs(quantity - held)
        settle(bar, asset, quantity, price, rules[TAKER], BY_SIGNAL, rules, state, trades)
    return True
