"""How likely a Sharpe ratio is skill, when it is the best of many tries."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from coursewright_lab.backtest.engine.digest import Digest

_EULER = 0.5772156649015329
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Shape:
    """What the judgement needs of a try's returns: `ratio` is the Sharpe ratio of one bar."""

    count: int
    ratio: float
    skewness: float
    kurtosis: float

    @classmethod
    def of(cls, digest: Digest, count: int) -> "Shape":
        """Return the shape of the returns; that of a normal distribution where nothing changes."""
        variance = digest.second / count
        if variance < 1e-30:
            return cls(count, 0.0, 0.0, 3.0)
        ratio = digest.mean / math.sqrt(variance * count / max(count - 1, 1))
        return cls(count, ratio, digest.third / count / variance**1.5, digest.fourth / count / variance**2)


def expected_best(ratios: Sequence[float]) -> float:
    """Return the Sharpe ratio of one bar that the best of so many tries without any skill would have."""
    tries = len(ratios)
    if tries < 2:
        return 0.0
    spread = float(np.std(np.asarray(ratios), ddof=1))
    first, second = _NORMAL.inv_cdf(1.0 - 1.0 / tries), _NORMAL.inv_cdf(1.0 - 1.0 / (tries * math.e))
    return spread * ((1.0 - _EULER) * first + _EULER * second)


def deflated(shape: Shape, ratios: Sequence[float]) -> float | None:
    """Return the probability that the true Sharpe ratio is above what luck gives the best of all tries.

    `ratios` are the Sharpe ratios of one bar of every try. Bailey and Lopez de Prado, "The Deflated Sharpe
    Ratio", Journal of Portfolio Management, 2014.
    """
    ratio = shape.ratio
    inner = 1.0 - shape.skewness * ratio + (shape.kurtosis - 1.0) / 4.0 * ratio * ratio
    if shape.count < 3 or inner <= 0:
        return None
    return _NORMAL.cdf((ratio - expected_best(ratios)) * math.sqrt(shape.count - 1) / math.sqrt(inner))
