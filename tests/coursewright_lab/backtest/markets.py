"""Random markets, targets and rules, drawn from one seed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine.outcome import Inputs
from coursewright_lab.backtest.inputs import inputs_of
from coursewright_lab.backtest.market import SECOND, Market
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.spec import Spec

Floats = NDArray[np.float64]
HOUR = 3_600 * SECOND


def market_of(rows: list[tuple[float, float, float, float]], funding: Floats | None = None) -> Market:
    """Return hourly bars of one asset from (open, high, low, close)."""
    bars = np.array([[*row, 1_000.0] for row in rows], dtype=np.float64)[:, np.newaxis, :]
    times = np.arange(len(rows), dtype=np.int64) * HOUR
    return Market(("A",), times, np.ascontiguousarray(bars), funding)


def random_market(generator: np.random.Generator) -> Market:
    """Return up to 120 bars of up to 3 assets, calm or wild, with or without gaps and funding."""
    shape = (int(generator.integers(2, 120)), int(generator.integers(1, 4)))
    spread = generator.choice([0.002, 0.02, 0.15])
    closes = 100.0 * np.exp(np.cumsum(generator.normal(0.0, spread, shape), axis=0))
    gaps = np.exp(generator.normal(0.0, spread * generator.choice([0.0, 1.0]), shape))
    opens = np.vstack([closes[:1], closes[:-1]]) * gaps
    high = np.maximum(opens, closes) * (1.0 + np.abs(generator.normal(0.0, spread, shape)))
    low = np.minimum(opens, closes) / (1.0 + np.abs(generator.normal(0.0, spread, shape)))
    volume = generator.exponential(500.0, shape) * (generator.random(shape) > 0.05)
    bars = np.ascontiguousarray(np.stack([opens, high, low, closes, volume], axis=2))
    funding = generator.normal(0.0, 1e-3, shape) if generator.random() < 0.3 else None
    symbols = tuple("ABC"[: shape[1]])
    return Market(symbols, np.arange(shape[0], dtype=np.int64) * HOUR, bars, funding)


def random_signals(generator: np.random.Generator, market: Market) -> Signals:
    """Return targets that change often, with holes, and sometimes stops of the strategy's own."""
    shape = market.bars.shape[:2]
    targets = generator.choice([-1.0, -0.5, 0.0, 0.3, 1.0, np.nan], shape)
    if generator.random() < 0.5:
        targets = np.repeat(targets, 5, axis=0)[: shape[0]]
    levels = None
    if generator.random() < 0.4:
        closes = market.bars[:, :, 3]
        chosen = generator.random((*shape, 2)) < 0.15
        prices = closes[:, :, np.newaxis] * generator.uniform(0.9, 1.1, (*shape, 2))
        levels = np.where(chosen, prices, np.nan)
    return Signals(np.ascontiguousarray(targets), levels, are_orders=bool(generator.random() < 0.5))


def random_spec(generator: np.random.Generator) -> Spec:
    """Return rules with any of the costs and limits switched on."""

    def one(*values: Any) -> Any:  # noqa: ANN401
        return values[generator.integers(len(values))]

    leverage = one(1.0, 1.0, 3.0)
    return Spec(
        max_leverage=leverage,
        max_position_size_percent=one(100.0, 25.0, 100.0 * leverage),
        stop_loss_percent=one(0.0, 1.0, 8.0),
        take_profit_percent=one(0.0, 2.0, 10.0),
        fee_bps=one(0.0, 10.0, 120.0),
        maker_fee_bps=one(None, -1.0, 2.0),
        slippage_bps=one(0.0, 7.0),
        spread_bps=one(0.0, 4.0),
        slippage_range_percent=one(0.0, 10.0),
        impact_bps=one(0.0, 25.0),
        tick=one(0.0, 0.01, 0.5),
        lot=one(0.0, 0.001, 1.0),
        maintenance_margin_percent=one(0.0, 5.0),
    )


def random_inputs(seed: int) -> tuple[Inputs, Spec]:
    """Return a whole random run."""
    generator = np.random.default_rng(seed)
    market, spec = random_market(generator), random_spec(generator)
    return inputs_of(market, random_signals(generator, market), spec), spec
