"""Each figure follows the formula of docs/reference/backtest-metrics.md."""

import math
from pathlib import Path

import numpy as np
import pytest

from coursewright_lab.backtest import Spec, run
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from tests.coursewright_lab.backtest.markets import market_of

MARKET = synthetic(Recipe(seed=2, bars=2_000))
TARGETS = np.repeat(np.random.default_rng(1).choice([-1.0, 0.0, 1.0], 200), 10)
RESULT = run(TARGETS, MARKET, Spec(fee_bps=10, stop_loss_percent=4))
FIGURES = RESULT.metrics
PAGE = Path(__file__).parents[3] / "docs/reference/backtest-metrics.md"


def figure(name: str) -> float:
    value = FIGURES[name]
    assert value is not None
    return value


def test_return_and_growth() -> None:
    years = 2_000 * 3_600 / (365.25 * 86_400)
    assert figure("total_return") == pytest.approx(RESULT.equity[-1] / 10_000 - 1)
    assert figure("cagr") == pytest.approx((RESULT.equity[-1] / 10_000) ** (1 / years) - 1)
    assert figure("benchmark_buy_and_hold") == pytest.approx(MARKET.bars[-1, 0, 3] / MARKET.bars[0, 0, 0] - 1)


def test_ratios_of_risk() -> None:
    equity = np.concatenate(([10_000.0], RESULT.equity))
    changes = equity[1:] / equity[:-1] - 1
    year = 365.25 * 24
    assert figure("volatility") == pytest.approx(changes.std(ddof=1) * math.sqrt(year))
    assert figure("sharpe_ratio") == pytest.approx(changes.mean() / changes.std(ddof=1) * math.sqrt(year))
    downside = math.sqrt((np.minimum(changes, 0) ** 2).mean())
    assert figure("sortino") == pytest.approx(changes.mean() / downside * math.sqrt(year))
    assert figure("calmar") == pytest.approx(figure("cagr") / -figure("max_drawdown"))


def test_the_deepest_and_the_longest_fall() -> None:
    highest, deepest, length, longest = 10_000.0, 0.0, 0, 0
    for value in RESULT.equity:
        highest = max(highest, value)
        length = length + 1 if value < highest else 0
        deepest, longest = min(deepest, value / highest - 1), max(longest, length)
    assert figure("max_drawdown") == pytest.approx(deepest)
    assert figure("max_drawdown_length") == longest


def test_figures_of_trades() -> None:
    pnl = np.array([trade.pnl for trade in RESULT.trades])
    assert figure("profit_factor") == pytest.approx(pnl[pnl > 0].sum() / -pnl[pnl < 0].sum())
    assert figure("win_rate") == pytest.approx((pnl > 0).mean())
    assert figure("fees") == pytest.approx(sum(trade.fees for trade in RESULT.trades))
    traded = sum(trade.size * (trade.entry_price + trade.exit_price) for trade in RESULT.trades)
    assert figure("turnover") == pytest.approx(traded / RESULT.equity.mean())
    assert figure("trades") == len(pnl)
    assert 0 < figure("exposure") < 1.1


def test_what_is_not_defined_is_none_and_never_nan() -> None:
    still = run([0, 0, 0], market_of([(100.0, 100.0, 100.0, 100.0)] * 3)).metrics
    assert {name for name, value in still.items() if value is None} == {
        "sharpe_ratio",
        "sortino",
        "calmar",
        "profit_factor",
        "win_rate",
        "deflated_sharpe",
    }


def test_the_same_run_gives_the_same_bytes() -> None:
    again = run(TARGETS, synthetic(Recipe(seed=2, bars=2_000)), Spec(fee_bps=10, stop_loss_percent=4))
    assert again.as_json() == RESULT.as_json()


def test_every_figure_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert {name for name in FIGURES if f"`{name}`" not in page} == set()
