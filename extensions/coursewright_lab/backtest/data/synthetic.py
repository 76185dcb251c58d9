"""A market made up from a seed: it has the habits of real prices and says nothing of any real one.

Regimes with drift, clustered volatility, fat tails, jumps, gaps at the open, and assets that share a factor
(the habits are those listed by R. Cont, "Empirical properties of asset returns", 2001).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.errors import InvalidSpec
from coursewright_lab.backtest.market import SECOND, Market

Floats = NDArray[np.float64]
_START = 1_577_836_800  # 2020-01-01, a Wednesday
_DRIFTS = (0.0, 0.08, -0.10)  # of one bar's volatility: sideways, rising, falling
_CALM = (0.8, 0.9, 1.6)
_STAY = 0.995
_TAIL = 4.0
_PERSISTENCE, _SHOCK = 0.98, 0.12
_SHARED = 0.6


@dataclass(frozen=True)
class Recipe:
    """What the made-up market is like; `volatility` is of one bar, `jump_rate` and `gap_rate` a bar."""

    seed: int = 0
    bars: int = 5_000
    assets: int = 1
    step_seconds: int = 3_600
    volatility: float = 0.01
    jump_rate: float = 0.002
    gap_rate: float = 0.02
    price: float = 100.0

    def __post_init__(self) -> None:
        if self.bars < 2 or self.assets < 1 or self.step_seconds < 1:
            raise InvalidSpec(
                "A market has 2 bars, 1 asset and a step of 1 second or more. Raise what is less."
            )
        if not 0 < self.volatility <= 0.2 or self.price <= 0:
            raise InvalidSpec("Give a volatility of more than 0 and at most 0.2, and a price above 0.")
        if not (0 <= self.jump_rate <= 1 and 0 <= self.gap_rate <= 1):
            raise InvalidSpec("jump_rate and gap_rate are chances: give 0 to 1.")


def synthetic(recipe: Recipe | None = None) -> Market:
    """Return the market of the recipe; the same recipe gives the same bytes everywhere."""
    made = recipe or Recipe()
    generator = np.random.default_rng(made.seed)
    shape = (made.bars, made.assets)
    regime = _regimes(generator, made.bars)
    spread = made.volatility * np.asarray(_CALM)[regime] * _clusters(generator, made.bars)
    shared = _fat(generator, (made.bars, 1))
    own = _fat(generator, shape)
    noise = np.sqrt(_SHARED) * shared + np.sqrt(1.0 - _SHARED) * own
    drift = np.asarray(_DRIFTS)[regime] * made.volatility
    moves = drift[:, np.newaxis] + spread[:, np.newaxis] * noise
    moves += _rare(generator, made.jump_rate, shape) * made.volatility * 8.0
    gaps = _rare(generator, made.gap_rate, shape) * made.volatility
    closes = made.price * np.exp(np.clip(np.cumsum(moves + gaps, axis=0), -8.0, 8.0))
    before = np.vstack([np.full((1, made.assets), made.price), closes[:-1]])
    bars = _bars(generator, before * np.exp(gaps), closes, spread)
    times = (_START + np.arange(made.bars, dtype=np.int64) * made.step_seconds) * SECOND
    symbols = tuple(f"SYN{number + 1}" for number in range(made.assets))
    return Market(symbols, times, bars, None, f"synthetic, seed {made.seed}")


def _bars(generator: np.random.Generator, opens: Floats, closes: Floats, spread: Floats) -> Floats:
    """Return whole bars: a high and a low beyond open and close, and more volume where more happens."""
    reach = spread[:, np.newaxis] * np.abs(generator.normal(0.0, 0.7, (2, *opens.shape)))
    high = np.maximum(opens, closes) * np.exp(reach[0])
    low = np.minimum(opens, closes) * np.exp(-reach[1])
    activity = 1.0 + np.abs(np.log(closes / opens)) / spread[:, np.newaxis]
    volume = np.round(1_000.0 * activity * generator.lognormal(0.0, 0.5, opens.shape), 3)
    return np.ascontiguousarray(np.stack([opens, high, low, closes, volume], axis=2))


def _regimes(generator: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Return the regime of each bar: it mostly stays, else another is drawn."""
    changes = generator.random(count) > _STAY
    drawn = generator.integers(0, len(_DRIFTS), count)
    last = np.maximum.accumulate(np.where(changes, np.arange(count), 0))
    return drawn[last]


def _clusters(generator: np.random.Generator, count: int) -> Floats:
    """Return factors on the volatility that change slowly: the exponent of an autoregression."""
    level, levels = 0.0, []
    for shock in (generator.normal(0.0, _SHOCK, count)).tolist():
        level = _PERSISTENCE * level + shock
        levels.append(level)
    factors: Floats = np.exp(np.clip(np.array(levels), -1.5, 1.5))
    return factors


def _fat(generator: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Return noise of variance 1 with the tails of Student's t."""
    drawn: Floats = generator.standard_t(_TAIL, shape) / np.sqrt(_TAIL / (_TAIL - 2.0))
    return np.clip(drawn, -12.0, 12.0)


def _rare(generator: np.random.Generator, rate: float, shape: tuple[int, ...]) -> Floats:
    return np.where(generator.random(shape) < rate, generator.normal(0.0, 1.0, shape), 0.0)
