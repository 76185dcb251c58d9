"""One position of the plain engine, with the prices at which it ends by itself."""

import math
from dataclasses import dataclass

from coursewright_lab.backtest.engine.rules import Rules


@dataclass(slots=True)
class Position:
    """What is held of one asset; `quantity` is negative for a short."""

    tick: float
    lot: float
    quantity: float = 0.0
    average: float = 0.0
    since: int = 0
    entry_fees: float = 0.0
    funding: float = 0.0
    own_stop: float = math.nan
    own_take: float = math.nan
    target: float = 0.0
    is_pending: bool = False
    lower: float = -math.inf
    upper: float = math.inf

    def change(self, bar: int, quantity: float, price: float, fee: float) -> None:
        """Take over the new quantity: a fresh entry starts anew, an addition moves the average price."""
        held, delta = self.quantity, quantity - self.quantity
        if quantity == 0.0:
            self.average = 0.0
        elif quantity * held <= 0.0:
            self.average, self.since, self.funding = price, bar, 0.0
            self.entry_fees = fee * (abs(quantity) / abs(delta))
            self.own_stop = self.own_take = math.nan
        elif held * delta > 0.0:
            self.average = (held * self.average + delta * price) / quantity
            self.entry_fees += fee
        self.quantity = quantity

    def set_levels(self, rules: Rules) -> None:
        """Note below and above which price the position ends: the nearer of the rule's and its own."""
        lower, upper = -math.inf, math.inf
        if self.quantity > 0.0:
            if rules.stop > 0.0:
                lower = self.average * (1.0 - rules.stop)
            if rules.take > 0.0:
                upper = self.average * (1.0 + rules.take)
            lower = self.own_stop if self.own_stop > lower else lower
            upper = self.own_take if self.own_take < upper else upper
        elif self.quantity < 0.0:
            if rules.take > 0.0:
                lower = self.average * (1.0 - rules.take)
            if rules.stop > 0.0:
                upper = self.average * (1.0 + rules.stop)
            lower = self.own_take if self.own_take > lower else lower
            upper = self.own_stop if self.own_stop < upper else upper
        self.lower, self.upper = lower, upper
