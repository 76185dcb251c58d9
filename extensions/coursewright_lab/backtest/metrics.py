"""The figures of a run; their formulas and sources are in docs/reference/backtest-metrics.md."""

import math

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.digest import Digest
from coursewright_lab.backtest.engine.outcome import Outcome
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.spec import Spec

Floats = NDArray[np.float64]
Figures = dict[str, float | int | None]


def measure(market: Market, spec: Spec, outcome: Outcome) -> Figures:
    """Return every figure; None where it is not defined, as a Sharpe ratio without any change."""
    final, digest = float(outcome.equity[-1]), outcome.digest
    total = final / spec.capital - 1.0
    growth = _growth(total, market.years)
    first, last = market.bars[0, :, at.OPEN], market.bars[-1, :, at.CLOSE]
    return _defined(
        {
            "total_return": total,
            "cagr": growth,
            **_of_returns(digest, len(market), market.bars_per_year),
            "calmar": growth / -digest.deepest if digest.deepest < 0 and growth is not None else None,
            "max_drawdown": digest.deepest,
            "max_drawdown_length": digest.longest,
            "exposure": digest.exposure,
            **_of_trades(outcome.trades),
            "turnover": outcome.traded / digest.equity if digest.equity > 0 else None,
            "fees": outcome.fees,
            "funding": outcome.funding,
            "benchmark_buy_and_hold": float((last / first).mean()) - 1.0,
            "deflated_sharpe": None,
            "final_equity": final,
        }
    )


def returns(equity: Floats, capital: float) -> Floats:
    """Return each bar's change as a fraction of the equity before; 0 once nothing is left."""
    before = np.empty_like(equity)
    before[0], before[1:] = capital, equity[:-1]
    if before.min() > 0.0:
        return equity / before - 1.0
    alive = np.minimum.accumulate(before) > 0.0
    return np.where(alive, equity / np.where(alive, before, 1.0) - 1.0, 0.0)


def drawdown(equity: Floats, capital: float) -> Floats:
    """Return how far equity lies below its highest so far, the capital included; 0 or less."""
    highest = np.maximum.accumulate(equity)
    np.maximum(highest, capital, out=highest)
    return equity / highest - 1.0


def exposure(outcome: Outcome, market: Market) -> Floats:
    """Return the value of all positions as a fraction of equity, at each close."""
    if outcome.held.shape[1] == 1:
        gross = np.abs(outcome.held[:, 0] * market.bars[:, 0, at.CLOSE])
    else:
        gross = np.abs(outcome.held * market.bars[:, :, at.CLOSE]).sum(axis=1)
    if outcome.equity.min() > 0.0:
        return gross / outcome.equity
    return np.where(outcome.equity > 0.0, gross / np.where(outcome.equity > 0.0, outcome.equity, 1.0), 0.0)


def _growth(total: float, years: float) -> float | None:
    if total <= -1.0:
        return -1.0
    exponent = math.log1p(total) / years
    return math.expm1(exponent) if exponent < 700 else None


def _of_returns(digest: Digest, count: int, per_year: float) -> Figures:
    yearly = math.sqrt(per_year)
    spread = math.sqrt(digest.second / max(count - 1, 1))
    downside = math.sqrt(digest.downside / count)
    return {
        "volatility": spread * yearly,
        "sharpe_ratio": digest.mean / spread * yearly if spread > 1e-15 else None,
        "sortino": digest.mean / downside * yearly if downside > 1e-15 else None,
    }


def _of_trades(trades: Floats) -> Figures:
    pnl = trades[:, at.PNL]
    won, lost = float(pnl[pnl > 0].sum()), -float(pnl[pnl < 0].sum())
    return {
        "profit_factor": won / lost if lost > 0 else None,
        "win_rate": float(np.count_nonzero(pnl > 0)) / len(pnl) if len(pnl) else None,
        "trades": len(pnl),
    }


def _defined(figures: Figures) -> Figures:
    return {
        name: value if value is None or isinstance(value, int) or math.isfinite(value) else None
        for name, value in figures.items()
    }
