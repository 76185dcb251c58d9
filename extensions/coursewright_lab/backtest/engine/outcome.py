"""What both engines take and give."""

import sys
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.digest import Digest, digest_plain
from coursewright_lab.backtest.engine.rules import Rules

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Inputs:
    """Bars, targets and rules of one run, as arrays; `extras` are funding rates and own stops."""

    bars: Floats
    targets: Floats
    extras: Floats | None
    rules: Rules
    capital: float
    ticks: tuple[float, ...]
    lots: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came out: a history of every bar, one row a closed trade, and sums."""

    inputs: Inputs
    history: Floats
    trades: Floats
    fees: float
    funding: float
    traded: float
    cut_slippage: float
    orders: int
    is_ruined: bool

    @property
    def equity(self) -> Floats:
        """The account's worth at each close."""
        equity: Floats = self.history[at.EQUITY]
        return equity

    @property
    def cash(self) -> Floats:
        """The money at each close."""
        cash: Floats = self.history[at.MONEY]
        return cash

    @property
    def held(self) -> Floats:
        """The quantity of each asset at each close, by [bar, asset]."""
        return self.history[at.HELD :].T

    @cached_property
    def digest(self) -> Digest:
        """The sums that the metrics are made of."""
        held, bars, capital = self.history[at.HELD :], self.inputs.bars, self.inputs.capital
        if "coursewright_lab.backtest.engine.core" in sys.modules:
            from coursewright_lab.backtest.engine.digest_compiled import digest_compiled  # noqa: PLC0415

            return Digest.of(digest_compiled(self.equity, bars, held, capital))
        return Digest.of(digest_plain(self.equity, bars[:, :, at.CLOSE].T, held, capital))
