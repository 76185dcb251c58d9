"""An order book as it may have looked at a bar's close: made up, for lessons on depth and spread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.errors import InvalidSpec
from coursewright_lab.backtest.market import Market

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class OrderBook:
    """Prices and sizes of the best levels, the best first; synthetic, whatever the bars are."""

    bid_prices: Floats
    bid_sizes: Floats
    ask_prices: Floats
    ask_sizes: Floats

    @property
    def spread(self) -> float:
        """The distance from the best bid to the best ask."""
        return float(self.ask_prices[0] - self.bid_prices[0])

    def cost_of(self, quantity: float) -> float:
        """Return the average price of buying, or selling below 0, at once. Raises InvalidSpec if too much."""
        prices, sizes = (
            (self.ask_prices, self.ask_sizes) if quantity > 0 else (self.bid_prices, self.bid_sizes)
        )
        left = abs(quantity)
        if not 0 < left <= float(sizes.sum()):
            raise InvalidSpec(f"The book holds {sizes.sum():g}. Ask for more than nothing and at most that.")
        taken = np.minimum(sizes, np.maximum(left - np.concatenate(([0.0], np.cumsum(sizes)[:-1])), 0.0))
        return float(taken @ prices) / left


def order_book(market: Market, bar: int, *, levels: int = 10, seed: int = 0) -> OrderBook:
    """Return the book at the close of a bar; wider where the bar was wider, deeper where it had volume."""
    if not 0 <= bar < len(market) or levels < 1:
        raise InvalidSpec(
            f"There is no bar {bar} with {levels} levels. Give 0 to {len(market) - 1}, and 1 or more."
        )
    generator = np.random.default_rng([seed, bar])
    _, high, low, close, volume = market.bars[bar, 0, : at.BAR_WIDTH]
    step = max((high - low) * 0.01, close * 1e-5)
    offsets = step * (0.5 + np.cumsum(generator.exponential(1.0, (2, levels)), axis=1))
    sizes = volume / levels * generator.pareto(1.5, (2, levels)) + volume * 1e-3
    return OrderBook(
        bid_prices=np.maximum(close - offsets[0], close * 0.01),
        bid_sizes=sizes[0],
        ask_prices=close + offsets[1],
        ask_sizes=sizes[1],
    )
