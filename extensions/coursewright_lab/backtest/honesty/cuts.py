"""Chooses where a market is cut for an examination, and makes futures that never were."""

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.market import Market

_EARLY = (2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)
_SPREAD, _EXTREMES, _CHANGES = 8, 5, 12
_FUTURES = (0.03, 0.25, 0.5, 0.75, 0.97)


def cuts(market: Market, generator: np.random.Generator) -> list[int]:
    """Return numbers of bars to examine with, rising: early, spread, before great moves, all but one."""
    count = len(market)
    edges = np.linspace(0, count, _SPREAD + 1)
    spread = generator.uniform(edges[:-1], edges[1:]).astype(int)
    moves = np.abs(np.diff(np.log(market.bars[:, 0, at.CLOSE])))
    extremes = np.argsort(moves)[-_EXTREMES:] + 1
    chosen = {*_EARLY, *spread.tolist(), *extremes.tolist(), count - 1}
    return sorted(cut for cut in chosen if 2 <= cut < count)


def at_changes(targets: NDArray[np.float64], generator: np.random.Generator) -> list[int]:
    """Return cuts right after bars where the targets change: there a leak has the most to gain."""
    before, after = targets[:-1], targets[1:]
    differs = (before != after) & ~(np.isnan(before) & np.isnan(after))
    changes = np.flatnonzero(differs.any(axis=1)) + 2
    changes = changes[changes < len(targets)]
    if len(changes) > _CHANGES:
        changes = generator.choice(changes, _CHANGES, replace=False)
    return sorted(int(change) for change in changes)


def futures(market: Market, generator: np.random.Generator) -> list[tuple[int, Market]]:
    """Return markets that are the same up to a bar and go on differently after it, with that bar."""
    places = {max(2, int(len(market) * share)) for share in _FUTURES}
    return [(place, _other(market, place, generator)) for place in sorted(places) if place < len(market)]


def _other(market: Market, place: int, generator: np.random.Generator) -> Market:
    """Go on from the bar with moves of its own, as large as those of the market; alternately up and down."""
    bars = market.bars.copy()
    rest = len(market) - place
    spread = np.std(np.diff(np.log(market.bars[:, :, at.CLOSE]), axis=0), axis=0) + 1e-6
    drift = spread * (0.5 if place % 2 else -0.5)
    drift = np.clip(drift, -20.0 / rest, 20.0 / rest)
    path = np.cumsum(generator.normal(drift, 2.0 * spread, (rest, bars.shape[1])), axis=0)
    level = bars[place - 1, :, at.CLOSE] * np.exp(np.clip(path, -40.0, 40.0))
    ratio = level / bars[place:, :, at.CLOSE]
    bars[place:, :, : at.VOLUME] *= ratio[:, :, np.newaxis]
    bars[place:, :, at.VOLUME] *= generator.uniform(0.2, 5.0, ratio.shape)
    other = market.prefix(len(market))
    return Market(other.symbols, other.times, bars, other.funding)
