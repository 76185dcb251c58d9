"""What both engines take and give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    """What came out: one figure a bar for equity, cash and holdings; one row a closed trade; sums."""

    equity: Floats
    cash: Floats
    held: Floats
    trades: Floats
    fees: float
    funding: float
    traded: float
    cut_slippage: float
    orders: int
    is_ruined: bool
