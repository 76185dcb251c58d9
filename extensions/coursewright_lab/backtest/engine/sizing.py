"""How large an order of the plain engine is, and at which price it fills."""

import math

from coursewright_lab.backtest.engine.layout import SNAP
from coursewright_lab.backtest.engine.rules import Rules

Quote = list[float]
"""Open, high, low, close and volume of one asset in one bar."""


def on_tick(price: float, side: float, tick: float) -> float:
    """Return the price moved to its tick, never in the trader's favour."""
    if tick <= 0.0:
        return price
    steps = math.ceil(price / tick - SNAP) if side > 0.0 else math.floor(price / tick + SNAP)
    return steps * tick


def priced(base: float, side: float, quantity: float, tick: float, quote: Quote, rules: Rules) -> float:
    """Return what an order pays at `base` with spread and slippage; the bar does not bound it yet."""
    start, high, low, _, volume = quote
    slip = rules.slip + rules.range_slip * ((high - low) / start)
    if rules.impact > 0.0 and volume > 0.0:
        slip += rules.impact * math.sqrt(abs(quantity) / volume)
    return on_tick(base * (1.0 + side * slip), side, tick)


def inside(price: float, quote: Quote) -> float:
    """Return the price, or the bar's nearest one."""
    return min(max(price, quote[2]), quote[1])


def wanted(held: float, weight: float, equity: float, price: float, fee: float) -> float:
    """Return the quantity whose value is `weight` of the equity that its own fee leaves."""
    want = weight * equity / price
    side = 1.0 if want > held else -1.0
    return (want + weight * fee * side * held) / (1.0 + weight * fee * side)


def bounded(quantity: float, held: float, price: float, left: float, rules: Rules) -> float:
    """Return `quantity` cut so that it and its fee stay within the `left` amount; never cut below `held`."""
    if quantity == 0.0 or (quantity * held > 0.0 and abs(quantity) <= abs(held)):
        return quantity
    sign = 1.0 if quantity > 0.0 else -1.0
    burden = rules.leverage * rules.taker
    most = max((left / price + burden * sign * held) / (1.0 + burden), 0.0)
    if held * sign > 0.0:
        most = max(most, abs(held))
    return sign * min(abs(quantity), most)


def in_lots(quantity: float, lot: float) -> float:
    """Return the largest number of whole lots within `quantity`."""
    if lot <= 0.0:
        return quantity
    lots = math.floor(abs(quantity) / lot + SNAP) * lot
    return lots if quantity > 0.0 else -lots
