"""What is remembered of indicators, and what never is."""

# ruff: noqa: ANN401 - a strategy's values are Series or arrays

import gc
from typing import Any

import numpy as np
import pandas as pd
import pytest

from coursewright_lab.backtest import Spec, indicator, run
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.memory import Memory
from coursewright_lab.backtest.study.sweep import sweep


def lent(market: Market) -> pd.DataFrame:
    """The bars as a strategy gets them."""
    frame = market.lent()
    assert isinstance(frame, pd.DataFrame)
    return frame


class Counted:
    """A moving mean that counts how often it runs."""

    def __init__(self) -> None:
        self.runs = 0
        self.mean = indicator(self._mean)

    def _mean(self, values: Any, count: int) -> Any:
        self.runs += 1
        return pd.Series(values).rolling(count).mean() if isinstance(values, pd.Series) else values + count


@pytest.fixture
def market() -> Market:
    return synthetic(Recipe(seed=3, bars=500))


def test_a_column_as_it_was_lent_is_asked_about_once(market: Market) -> None:
    counted = Counted()
    answers = [counted.mean(lent(market)["close"], 10) for _ in range(3)]
    assert counted.runs == 1
    for answer in answers:
        pd.testing.assert_series_equal(answer, market.frame()["close"].rolling(10).mean())


@pytest.mark.parametrize(
    "change",
    [
        lambda close: close * 2,
        lambda close: close[:100],
        lambda close: close[::-1],
        lambda close: close.set_axis(range(1, len(close) + 1)),
        lambda close: close.astype("float32"),
        lambda close: close.to_numpy().copy(),
    ],
)
def test_anything_else_is_computed_each_time(market: Market, change: Any) -> None:
    counted = Counted()
    counted.mean(lent(market)["close"], 10)
    for _ in range(2):
        changed = change(lent(market)["close"])
        np.testing.assert_array_equal(counted.mean(changed, 10), counted._mean(changed, 10))
    assert counted.runs == 5


def test_other_columns_parameters_and_names_are_other_questions(market: Market) -> None:
    counted = Counted()
    frame = lent(market)
    for values, count in (
        (frame["close"], 10),
        (frame["open"], 10),
        (frame["close"], 11),
        (frame["close"].rename("price"), 10),
        (frame["close"].to_numpy(), 10),
    ):
        counted.mean(values, count)
    assert counted.runs == 5


def test_what_is_written_into_an_answer_or_a_column_reaches_no_other(market: Market) -> None:
    counted = Counted()
    first = counted.mean(lent(market)["close"], 10)
    first.iloc[:] = 0.0
    frame = lent(market)
    frame.loc[:, "close"] = 0.0
    assert counted.mean(frame["close"], 10).iloc[20] == 0.0
    assert counted.mean(lent(market)["close"], 10).iloc[20] > 0.0
    array = counted.mean(lent(market)["close"].to_numpy(), 10)
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1.0


def test_a_market_that_is_gone_is_forgotten() -> None:
    counted = Counted()
    column = lent(synthetic(Recipe(seed=3, bars=500)))["close"]
    gc.collect()
    counted.mean(column, 10)
    counted.mean(column, 10)
    assert counted.runs == 2


def test_what_was_asked_for_longest_ago_is_dropped_first() -> None:
    memory = Memory(most_bytes=24)
    for question in ("a", "b", "c"):
        memory.keep(question, np.zeros(1))
    memory.get("a")
    memory.keep("d", np.zeros(1))
    assert [memory.get(question) is None for question in "abcd"] == [False, True, False, False]
    memory.keep("large", np.zeros(4))
    assert memory.get("large") is None


def test_a_sweep_is_the_same_with_and_without(market: Market) -> None:
    @indicator
    def mean(values: Any, count: int) -> Any:
        return values.rolling(count).mean()

    def remembered(bars: Any, fast: int, slow: int) -> Any:
        return (mean(bars["close"], fast) > mean(bars["close"], slow)) * 1.0

    def plain(bars: Any, fast: int, slow: int) -> Any:
        return (bars["close"].rolling(fast).mean() > bars["close"].rolling(slow).mean()) * 1.0

    grid = {"fast": [3, 5], "slow": [10, 20]}
    assert sweep(remembered, market, grid).tries == sweep(plain, market, grid).tries
    both = (run(one, market, Spec(), parameters={"fast": 3, "slow": 10}) for one in (remembered, plain))
    assert len({result.metrics["sharpe_ratio"] for result in both}) == 1
