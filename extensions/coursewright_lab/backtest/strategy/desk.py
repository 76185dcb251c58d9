"""Where an event-style strategy places its orders and sees what became of them."""

import math
from typing import NamedTuple

import numpy as np

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.outcome import Floats, Inputs
from coursewright_lab.backtest.engine.plain_run import fresh_book
from coursewright_lab.backtest.errors import InvalidSignals
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.strategy.line import Clock, Line

_AT_ONCE = 256  # few enough that the garbage collector does not walk them all


class Holding(NamedTuple):
    """What is held of one asset at this close; `quantity` is negative for a short."""

    quantity: float
    average: float

    @property
    def is_long(self) -> bool:
        """Whether something was bought."""
        return self.quantity > 0

    @property
    def is_short(self) -> bool:
        """Whether something was sold short."""
        return self.quantity < 0

    def __bool__(self) -> bool:
        return self.quantity != 0


class Desk:
    """Takes targets, and lets the plain engine catch up only when the strategy asks what it holds."""

    def __init__(self, inputs: Inputs, symbols: tuple[str, ...], clock: Clock) -> None:
        self.clock = clock
        self.symbols = symbols
        self.bars = len(inputs.bars)
        self._inputs = inputs
        self._orders: list[tuple[int, int, float]] = []
        self._aimed = 0
        self._levels: Floats | None = None
        self._book = fresh_book(inputs)
        self._book.last = -1  # a strategy must not see that its last bar is the last
        self._quotes: list[list[list[float]]] = []
        self._first_quote = 0
        self._lived = 0
        self._equity = inputs.capital

    def go(self, target: float, symbol: str | None) -> None:
        """Note a target at this close. Raises InvalidSignals when it is none."""
        if not -1.0 <= target <= 1.0:
            raise InvalidSignals(
                f"The target at bar {self.clock.now} is {target}. A target lies between -1 and 1.",
                row=self.clock.now,
            )
        asset, orders = self._asset(symbol), self._orders
        for place in range(len(orders) - 1, max(len(orders) - 1 - len(self.symbols), -1), -1):
            if orders[place][0] == self.clock.now and orders[place][1] == asset:
                del orders[place]  # the last word of a bar counts
                break
        orders.append((self.clock.now, asset, float(target)))

    def set_levels(self, stop: float | None, take: float | None, symbol: str | None) -> None:
        """Note a stop and a take-profit price for the position from the next bar on."""
        if stop is None and take is None:
            return
        if self._levels is None:
            self._levels = np.full((self.bars, len(self.symbols), 2), np.nan)
        for place, price in enumerate((stop, take)):
            if price is None:
                continue
            if not (math.isfinite(price) and price > 0):
                raise InvalidSignals(
                    f"The stop or take-profit at bar {self.clock.now} is {price}. Give a price."
                )
            self._levels[self.clock.now, self._asset(symbol), place] = price

    def holding(self, symbol: str | None) -> Holding:
        """Return what is held at this close."""
        if self._lived <= self.clock.now:
            self._catch_up()
        position = self._book.positions[0 if symbol is None else self._asset(symbol)]
        return Holding(position.quantity, position.average)

    def equity(self) -> float:
        """Return what the account is worth at this close."""
        self._catch_up()
        return self._equity

    def signals(self) -> Signals:
        """Return all that was ordered."""
        targets: Floats = np.full((self.bars, len(self.symbols)), np.nan)
        if self._orders:
            bars, assets, values = zip(*self._orders, strict=True)
            targets[list(bars), list(assets)] = values
        return Signals(targets, self._levels, are_orders=True)

    def whole(self, line: Line) -> Floats:
        """Return all values of a line, for an indicator."""
        clock, now = self.clock, self.clock.now
        clock.now = self.bars - 1
        try:
            return line.array
        finally:
            clock.now = now

    def _catch_up(self) -> None:
        book, orders = self._book, self._orders
        while self._lived <= self.clock.now:
            bar = self._lived
            while self._aimed < len(orders) and orders[self._aimed][0] < bar:
                book.aim(orders[self._aimed][1], orders[self._aimed][2])
                self._aimed += 1
            place = bar - self._first_quote
            if place >= len(self._quotes):
                self._first_quote, place = bar, 0
                self._quotes = self._inputs.bars[bar : bar + _AT_ONCE].tolist()
            rates = None if self._inputs.extras is None else self._inputs.extras[bar, :, at.RATE].tolist()
            levels = None if self._levels is None or not bar else self._levels[bar - 1].tolist()
            self._equity = book.step(bar, self._quotes[place], rates, levels)
            self._lived += 1

    def _asset(self, symbol: str | None) -> int:
        if symbol is None:
            return 0
        try:
            return self.symbols.index(symbol)
        except ValueError:
            known = ", ".join(self.symbols)
            raise InvalidSignals(f"There is no symbol {symbol}. There are: {known}.") from None
