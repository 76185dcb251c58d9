"""Monte Carlo: what the same trades would have given in another order, and what luck means."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.errors import InvalidSpec
from coursewright_lab.backtest.result import Result

Floats = NDArray[np.float64]
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class MonteCarlo:
    """One figure a round: drawdowns of shuffled trades, returns and drawdowns of redrawn ones."""

    shuffled_drawdown: Floats
    redrawn_return: Floats
    redrawn_drawdown: Floats

    def quantiles(self) -> dict[str, dict[str, float]]:
        """Return the 5, 25, 50, 75 and 95 percent quantiles of each."""
        return {
            name: {f"{share:.0%}": float(np.quantile(values, share)) for share in _QUANTILES}
            for name, values in vars(self).items()
        }

    @property
    def chance_of_loss(self) -> float:
        """The part of redrawn rounds that lose money."""
        return float((self.redrawn_return < 0).mean())


def monte_carlo(result: Result, *, rounds: int = 1_000, seed: int = 0) -> MonteCarlo:
    """Return the figures of `rounds` other orders of the trades; the same seed gives the same bytes.

    A trade counts as its profit in parts of the equity at its entry, so that sizes follow the account.
    """
    trades = result.outcome.trades
    if len(trades) < 2 or rounds < 1:
        raise InvalidSpec(
            f"{len(trades)} trades and {rounds} rounds are too few. Take 2 trades and 1 round or more."
        )
    before = np.concatenate(([result.spec.capital], result.equity))[trades[:, at.ENTRY_BAR].astype(int)]
    changes = np.maximum(trades[:, at.PNL] / before, -1.0)
    generator = np.random.default_rng(seed)
    shuffled = [_deepest(generator.permutation(changes)) for _ in range(rounds)]
    redrawn = [generator.choice(changes, len(changes)) for _ in range(rounds)]
    return MonteCarlo(
        shuffled_drawdown=np.array(shuffled),
        redrawn_return=np.array([float(np.prod(1.0 + one)) - 1.0 for one in redrawn]),
        redrawn_drawdown=np.array([_deepest(one) for one in redrawn]),
    )


def _deepest(changes: Floats) -> float:
    growth = np.concatenate(([1.0], np.cumprod(1.0 + changes)))
    return float((growth / np.maximum.accumulate(growth) - 1.0).min())
