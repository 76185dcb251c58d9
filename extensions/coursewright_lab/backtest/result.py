"""What a backtest gives: trades, equity, drawdown, exposure, metrics, and the hash of its data."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest import metrics
from coursewright_lab.backtest.data.check import stamps
from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.outcome import Outcome
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.spec import Spec

Floats = NDArray[np.float64]


class Reason(StrEnum):
    """Why a trade ended; in the order of the engine's numbers."""

    SIGNAL = "signal"
    STOP = "stop"
    TAKE_PROFIT = "take_profit"
    END = "end"
    LIQUIDATION = "liquidation"


class Side(StrEnum):
    """Whether a trade gains when the price rises."""

    LONG = "long"
    SHORT = "short"


_REASONS = tuple(Reason)


@dataclass(frozen=True, slots=True)
class Trade:
    """One closed trade; `pnl` is after its fees and funding, `fees` those of entry and exit."""

    symbol: str
    entry_time: str
    exit_time: str
    side: Side
    size: float
    entry_price: float
    exit_price: float
    pnl: float
    fees: float
    reason: Reason


@dataclass(frozen=True, eq=False)
class Result:
    """One run; figures a bar are at its close."""

    market: Market
    spec: Spec
    outcome: Outcome

    @property
    def equity(self) -> Floats:
        """The account's worth at each close."""
        return self.outcome.equity

    @cached_property
    def drawdown(self) -> Floats:
        """How far equity lies below its highest so far, as a fraction of that; 0 or less."""
        return metrics.drawdown(self.outcome.equity, self.spec.capital)

    @cached_property
    def exposure(self) -> Floats:
        """The value of all positions, long and short added up, as a fraction of equity."""
        return metrics.exposure(self.outcome, self.market)

    @cached_property
    def metrics(self) -> dict[str, float | int | None]:
        """Every figure of docs/reference/backtest-metrics.md; None where it is not defined."""
        return metrics.measure(self.market, self.spec, self.outcome)

    @property
    def data_hash(self) -> str:
        """The hash of the bars that gave this result."""
        return self.market.content_hash

    @cached_property
    def trades(self) -> list[Trade]:
        """The closed trades, in the order in which they ended."""
        rows, symbols = self.outcome.trades, self.market.symbols
        entries = stamps(self.market.times[rows[:, at.ENTRY_BAR].astype(int)])
        exits = stamps(self.market.times[rows[:, at.EXIT_BAR].astype(int)])
        return [
            Trade(
                symbol=symbols[int(row[at.ASSET])],
                entry_time=entered,
                exit_time=left,
                side=Side.LONG if row[at.SIZE_CLOSED] > 0 else Side.SHORT,
                size=abs(row[at.SIZE_CLOSED]),
                entry_price=row[at.ENTRY_PRICE],
                exit_price=row[at.EXIT_PRICE],
                pnl=row[at.PNL],
                fees=row[at.FEES],
                reason=_REASONS[int(row[at.WHY])],
            )
            for row, entered, left in zip(rows.tolist(), entries, exits, strict=True)
        ]

    @property
    def warnings(self) -> list[str]:
        """What a reader of the figures should know."""
        found = list(self.market.warnings)
        if self.market.origin.startswith("synthetic"):
            found.append(
                "The market is synthetic: it was made up by a program and says nothing of a real one."
            )
        if self.outcome.cut_slippage > 0:
            found.append(
                f"Slippage of {self.outcome.cut_slippage:.2f} was not charged: no fill lies outside its bar."
            )
        if self.outcome.is_ruined:
            found.append("The account was liquidated; nothing was traded after that.")
        return found

    def as_json(self) -> dict[str, Any]:
        """Return metrics, trades and the hash as plain data."""
        several = len(self.market.symbols) > 1
        trades = [asdict(trade) for trade in self.trades]
        for trade in trades:
            if not several:
                del trade["symbol"]
        return {"metrics": self.metrics, "trades": trades, "data_hash": self.data_hash}
