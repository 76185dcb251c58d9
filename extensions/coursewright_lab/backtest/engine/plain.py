"""The plain engine: the fill specification in ordinary Python, one bar at a time.

It is the oracle that the compiled engine must equal, it moves event-style strategies along, and it is quicker
than loading the compiled engine when there are few bars.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from coursewright_lab.backtest.engine.layout import BY_END, BY_LIQUIDATION, BY_SIGNAL, BY_STOP, BY_TAKE
from coursewright_lab.backtest.engine.position import Position
from coursewright_lab.backtest.engine.rules import Rules
from coursewright_lab.backtest.engine.sizing import Quote, bounded, in_lots, inside, on_tick, priced, wanted

Closed = tuple[int, int, int, float, float, float, float, float, int]
"""One closed trade, in the order of the compiled engine's layout."""


@dataclass(slots=True)
class Book:
    """Cash, positions and closed trades; every method is one step of docs/reference/backtest-fills.md."""

    rules: Rules
    positions: list[Position]
    cash: float
    last: int
    fees: float = 0.0
    funding: float = 0.0
    traded: float = 0.0
    cut_slippage: float = 0.0
    orders: int = 0
    is_ruined: bool = False
    trades: list[Closed] = field(default_factory=list)

    def step(
        self,
        bar: int,
        quotes: Sequence[Quote],
        rates: Sequence[float] | None = None,
        levels: Sequence[Sequence[float]] | None = None,
    ) -> float:
        """Live through one bar up to its close, before its signal; return the equity.

        `rates` are the bar's funding rates; `levels` what the strategy set at the close before: of each asset
        a row that ends in its own stop and its own take-profit, nan leaving what stands.
        """
        if rates is not None:
            self._pay_funding(quotes, rates)
        for position in self.positions:
            if position.is_pending:
                self._fill_opens(bar, quotes)
        if levels is not None:
            self._take_own_levels(levels)
        for asset, position in enumerate(self.positions):
            if quotes[asset][2] <= position.lower or quotes[asset][1] >= position.upper:
                self._guard(bar, asset, quotes[asset])
        equity, gross = self.cash, 0.0
        for asset, position in enumerate(self.positions):
            value = position.quantity * quotes[asset][3]
            equity += value
            gross += abs(value)
        if gross > 0.0 and equity <= self.rules.maintenance * gross:
            self.is_ruined = True
            equity = self._close_all(bar, BY_LIQUIDATION, quotes)
        if bar == self.last:
            equity = self._close_all(bar, BY_END, quotes)
        return equity

    def aim(self, asset: int, target: float) -> None:
        """Take a signal: a target that differs from the last one becomes an order for the next open."""
        position = self.positions[asset]
        if target != position.target and not math.isnan(target):
            position.target = target
            position.is_pending = True

    def _take_own_levels(self, levels: Sequence[Sequence[float]]) -> None:
        for position, row in zip(self.positions, levels, strict=True):
            if position.quantity != 0.0:
                stop, take = row[-2:]
                position.own_stop = position.own_stop if math.isnan(stop) else stop
                position.own_take = position.own_take if math.isnan(take) else take
                position.set_levels(self.rules)

    def _pay_funding(self, quotes: Sequence[Quote], rates: Sequence[float]) -> None:
        for position, quote, rate in zip(self.positions, quotes, rates, strict=True):
            paid = position.quantity * quote[0] * rate
            if paid != 0.0:
                self.cash -= paid
                self.funding += paid
                position.funding += paid

    def _fill_opens(self, bar: int, quotes: Sequence[Quote]) -> None:
        for may_grow in (False, True):
            for asset, position in enumerate(self.positions):
                if position.is_pending and self._open_order(bar, asset, quotes, may_grow=may_grow):
                    position.is_pending = False

    def _open_order(self, bar: int, asset: int, quotes: Sequence[Quote], *, may_grow: bool) -> bool:
        position, quote, rules = self.positions[asset], quotes[asset], self.rules
        held, base = position.quantity, quote[0]
        equity, others = self.cash, 0.0
        for other, (holding, its) in enumerate(zip(self.positions, quotes, strict=True)):
            equity += holding.quantity * its[0]
            others += abs(holding.quantity) * its[0] if other != asset else 0.0
        weight = position.target * rules.size if not self.is_ruined and equity > 0.0 else 0.0
        aim = weight * equity / base
        if not may_grow and (abs(aim) >= abs(held) or aim * held < 0.0):
            return False
        side = 1.0 if aim > held else -1.0
        quantity, raw, price, equity_then = aim, base, base, equity
        for _ in range(2 if rules.impact > 0.0 else 1):
            raw = priced(base, side, quantity - held, position.tick, quote, rules)
            price = inside(raw, quote)
            equity_then = equity + held * (price - base)
            quantity = wanted(held, weight, equity_then, price, rules.taker)
        if len(self.positions) > 1:
            quantity = bounded(quantity, held, price, rules.leverage * equity_then - others, rules)
        quantity = in_lots(quantity, position.lot)
        if (quantity - held) * side > 0.0:
            self.cut_slippage += abs(raw - price) * abs(quantity - held)
            self._settle(bar, asset, quantity, price, rules.taker, BY_SIGNAL)
        return True

    def _guard(self, bar: int, asset: int, quote: Quote) -> None:
        position = self.positions[asset]
        start, high, low = quote[0], quote[1], quote[2]
        lower, upper = position.lower, position.upper
        if position.quantity > 0.0:
            is_stopped, side = low <= lower and not (start >= upper and start > lower), -1.0
            at_stop, at_take = min(start, lower), max(start, upper)
        else:
            is_stopped, side = high >= upper and not (start <= lower and start < upper), 1.0
            at_stop, at_take = max(start, upper), min(start, lower)
        if is_stopped:
            self._leave(bar, asset, at_stop, BY_STOP, quote)
        else:
            price = inside(on_tick(at_take, side, position.tick), quote)
            self._settle(bar, asset, 0.0, price, self.rules.maker, BY_TAKE)
        if self.rules.renew:
            position.target = 0.0

    def _close_all(self, bar: int, why: int, quotes: Sequence[Quote]) -> float:
        for asset, position in enumerate(self.positions):
            if position.quantity != 0.0:
                self._leave(bar, asset, quotes[asset][3], why, quotes[asset])
        return self.cash

    def _leave(self, bar: int, asset: int, base: float, why: int, quote: Quote) -> None:
        position = self.positions[asset]
        side = -1.0 if position.quantity > 0.0 else 1.0
        raw = priced(base, side, position.quantity, position.tick, quote, self.rules)
        price = inside(raw, quote)
        self.cut_slippage += abs(raw - price) * abs(position.quantity)
        self._settle(bar, asset, 0.0, price, self.rules.taker, why)

    def _settle(self, bar: int, asset: int, quantity: float, price: float, rate: float, why: int) -> None:
        position = self.positions[asset]
        held = position.quantity
        delta = quantity - held
        fee = rate * abs(delta) * price
        self.cash -= delta * price + fee
        self.fees += fee
        self.traded += abs(delta) * price
        self.orders += 1
        if held * delta < 0.0:
            closed = held if quantity * held <= 0.0 else held - quantity
            self._record(bar, asset, closed, price, fee * (abs(closed) / abs(delta)), why)
        position.change(bar, quantity, price, fee)
        position.set_levels(self.rules)

    def _record(self, bar: int, asset: int, closed: float, price: float, exit_fee: float, why: int) -> None:
        position = self.positions[asset]
        share = closed / position.quantity
        entry_fee, funding = position.entry_fees * share, position.funding * share
        position.entry_fees -= entry_fee
        position.funding -= funding
        pnl = closed * (price - position.average) - entry_fee - exit_fee - funding
        entry = (asset, position.since, bar, closed, position.average, price)
        self.trades.append((*entry, pnl, entry_fee + exit_fee, why))
