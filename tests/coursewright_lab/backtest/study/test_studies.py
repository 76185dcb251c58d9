"""Sweeps, walk-forward and Monte Carlo give every try, the same each time."""

import math

import numpy as np
import pandas as pd
import pytest

from coursewright_lab.backtest import Spec, Strategy, run
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.engine.digest import Digest, digest_plain
from coursewright_lab.backtest.errors import InvalidSpec
from coursewright_lab.backtest.honesty.warning import Tries, few_trades, survivorship
from coursewright_lab.backtest.market import of_frames
from coursewright_lab.backtest.study.deflated import Shape, deflated, expected_best
from coursewright_lab.backtest.study.monte_carlo import monte_carlo
from coursewright_lab.backtest.study.sweep import sweep
from coursewright_lab.backtest.study.walk_forward import walk_forward

MARKET = synthetic(Recipe(seed=4, bars=1_500))
SPEC = Spec(fee_bps=5)
GRID = {"fast": [3, 5, 8], "slow": [10, 20]}


def signals(bars: pd.DataFrame, fast: int = 5, slow: int = 20) -> np.ndarray:
    bars["mean"] = bars.close.rolling(slow).mean()  # its own frame: the next try must not see it
    assert "left" not in bars
    bars["left"] = 1.0
    return np.where(bars.close.rolling(fast).mean() > bars["mean"], 1.0, 0.0)


class Momentum(Strategy):
    """Up after a rise."""

    back = 3

    def next(self) -> None:
        if self.now >= self.back:
            self.go(1.0 if self.close[-1] > self.close[-1 - self.back] else 0.0)


def shape_of(changes: np.ndarray) -> Shape:
    equity = np.cumprod(1.0 + changes).astype(np.float64)
    empty = np.zeros((1, len(changes)))
    return Shape.of(Digest.of(digest_plain(equity, empty, empty, 1.0)), len(changes))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_sweep_holds_every_combination_with_the_figures_of_a_single_run(workers: int) -> None:
    seen: list[tuple[int, int]] = []
    found = sweep(signals, MARKET, GRID, SPEC, workers=workers, progress=lambda *at: seen.append(at))
    assert [one.parameters for one in found.tries][:2] == [{"fast": 3, "slow": 10}, {"fast": 3, "slow": 20}]
    assert len(found.tries) == 6
    alone = run(signals, MARKET, SPEC, parameters={"fast": 8, "slow": 20}).metrics
    last = dict(found.tries[-1].metrics)
    assert 0 <= (last.pop("deflated_sharpe") or 0.0) <= 1
    assert last == {name: value for name, value in alone.items() if name != "deflated_sharpe"}
    assert seen[-1] == (6, 6)
    assert found.data_hash == MARKET.content_hash


def test_classes_are_swept_in_processes_with_the_same_figures() -> None:
    grid = {"back": [2, 3, 5]}
    one, two = sweep(Momentum, MARKET, grid, SPEC, workers=1), sweep(Momentum, MARKET, grid, SPEC, workers=2)
    assert one == two


def test_a_combination_that_fails_is_kept_with_its_error_and_some_can_be_left_out() -> None:
    found = sweep(signals, MARKET, {"fast": [-1, 5], "slow": [10]}, SPEC)
    assert "ValueError" in found.tries[0].error
    assert found.best().parameters == {"fast": 5, "slow": 10}
    kept = sweep(signals, MARKET, GRID, SPEC, keep=lambda one: one["fast"] < 5)
    assert len(kept.tries) == 2
    with pytest.raises(InvalidSpec, match="combinations"):
        sweep(signals, MARKET, {"fast": []})


def test_the_best_of_many_tries_without_skill_is_called_luck() -> None:
    generator = np.random.default_rng(0)
    draws = {"seed": list(range(60))}

    def coin(bars: pd.DataFrame, seed: int) -> np.ndarray:
        return np.random.default_rng(seed).choice([-1.0, 1.0], len(bars))

    found = sweep(coin, MARKET, draws)
    assert "luck" in found.warnings[0]
    skilled = generator.normal(0.005, 0.01, 2_000)
    assert (deflated(shape_of(skilled), [0.0, 0.01, -0.01]) or 0) > 0.99


def test_the_deflated_sharpe_follows_its_formula() -> None:
    changes = np.array([0.01, -0.005, 0.02, 0.0, 0.015, -0.01])
    shape = shape_of(changes)
    assert shape.ratio == pytest.approx(changes.mean() / changes.std(ddof=1))
    ratios = [0.1, 0.2, -0.1]
    z = (shape.ratio - expected_best(ratios)) * math.sqrt(5)
    z /= math.sqrt(1 - shape.skewness * shape.ratio + (shape.kurtosis - 1) / 4 * shape.ratio**2)
    assert deflated(shape, ratios) == pytest.approx(0.5 * (1 + math.erf(z / math.sqrt(2))))


def test_walk_forward_judges_on_bars_that_chose_nothing() -> None:
    found = walk_forward(signals, MARKET, GRID, SPEC, train=600, test=300)
    assert [(one.first, one.middle, one.last) for one in found.windows] == [
        (0, 600, 900),
        (300, 900, 1200),
        (600, 1200, 1500),
    ]
    assert len(found.growth) == 900
    assert all(len(one.result.market) == 300 for one in found.windows)
    for one in found.windows:
        best = sweep(signals, MARKET.between(one.first, one.middle), GRID, SPEC).best()
        assert one.parameters == best.parameters
    with pytest.raises(InvalidSpec, match="do not fit"):
        walk_forward(signals, MARKET, GRID, train=1_400, test=300)


def test_monte_carlo_is_the_same_for_the_same_seed_and_keeps_the_end_of_a_shuffle() -> None:
    result = run(signals, MARKET, SPEC)
    one, again = monte_carlo(result, rounds=200), monte_carlo(result, rounds=200)
    assert one.redrawn_return.tobytes() == again.redrawn_return.tobytes()
    assert (one.shuffled_drawdown <= 0).all()
    assert 0 <= one.chance_of_loss <= 1
    assert one.quantiles()["redrawn_return"]["5%"] <= one.quantiles()["redrawn_return"]["95%"]
    with pytest.raises(InvalidSpec, match="too few"):
        monte_carlo(run(np.zeros(1_500), MARKET))


def test_warnings_tell_of_survivors_few_trades_and_many_tries() -> None:
    frame = MARKET.frame()
    pair = of_frames({"ONE": frame, "TWO": frame})
    assert "delisted" in (survivorship(run(np.ones((1_500, 2)) * 0.5, pair)) or "")
    assert survivorship(run(signals, MARKET)) is None
    assert "only 1 trades" in (few_trades(run(np.ones(1_500), MARKET)) or "")
    tries = Tries(MARKET.content_hash)
    warnings = [
        tries.record(run(np.random.default_rng(seed).choice([-1.0, 1.0], 1_500), MARKET)) for seed in range(5)
    ]
    assert warnings[0] is None
    assert "After 5 tries" in (warnings[-1] or "")
    with pytest.raises(ValueError, match="other bars"):
        tries.record(run(np.ones(1_000), MARKET.prefix(1_000)))
