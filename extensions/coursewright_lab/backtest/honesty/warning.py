"""Warnings about a result that is honest and may mislead all the same."""

from dataclasses import dataclass, field

from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.study.deflated import Shape, deflated

FEW_TRADES = 30
_LUCK = 0.95


def survivorship(result: Result) -> str | None:
    """Return a warning when several assets were chosen that all lived to the end of the bars."""
    market = result.market
    if len(market.symbols) < 2 or market.origin.startswith("synthetic"):
        return None
    return (
        f"All {len(market.symbols)} assets live to the last bar. A list of today leaves out those that died: "
        "add assets that were delisted, or read the result as too good."
    )


def few_trades(result: Result) -> str | None:
    """Return a warning when there are too few trades to tell skill from luck."""
    count = len(result.outcome.trades)
    if count >= FEW_TRADES:
        return None
    return f"There are only {count} trades. Below {FEW_TRADES} skill and luck look alike: take more bars."


@dataclass
class Tries:
    """Every try that was made on one set of bars, those that were thrown away too."""

    data_hash: str
    ratios: list[float] = field(default_factory=list)

    def record(self, result: Result) -> str | None:
        """Add a try; return a warning when its Sharpe ratio is no more than luck gives the best of them."""
        if result.data_hash != self.data_hash:
            raise ValueError("These tries belong to other bars. Keep a record for each data hash.")
        shape = Shape.of(result.outcome.digest, len(result.market))
        self.ratios.append(shape.ratio)
        likely = deflated(shape, self.ratios)
        if len(self.ratios) < 2 or likely is None or likely >= _LUCK:
            return None
        return (
            f"After {len(self.ratios)} tries the deflated Sharpe is {likely:.2f}: below {_LUCK} "
            "it may well be luck. Judge it on bars that no try has seen."
        )
