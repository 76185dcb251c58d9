"""The measured strategy as backtesting.py wants it; imported in the peers' environment alone."""

from typing import Any

import pandas as pd
from backtesting import Strategy

FAST, SLOW, STOP = 10, 30, 0.05


def mean(values: Any, count: int) -> Any:
    """Return the moving mean."""
    return pd.Series(values).rolling(count).mean().to_numpy()


class Cross(Strategy):  # type: ignore[misc]
    """Long while the quick mean is above the steady one, with a stop below the signal's close."""

    fast, slow = FAST, SLOW

    def init(self) -> None:
        """Name the indicators."""
        self.quick = self.I(mean, self.data.Close, self.fast, plot=False)
        self.steady = self.I(mean, self.data.Close, self.slow, plot=False)

    def next(self) -> None:
        """Buy or close."""
        if self.quick[-1] > self.steady[-1]:
            if not self.position:
                self.buy(sl=self.data.Close[-1] * (1 - STOP))
        elif self.position:
            self.position.close()
