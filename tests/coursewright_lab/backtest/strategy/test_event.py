"""Event-style strategies see the past alone and trade as the vectorised ones do."""

import numpy as np
import pytest

from coursewright_lab.backtest import Spec, Strategy, run
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.errors import BacktestError, InvalidSpec, StrategyFailed
from tests.coursewright_lab.backtest.markets import market_of

MARKET = synthetic(Recipe(seed=9, bars=600))
PAIR = synthetic(Recipe(seed=9, bars=200, assets=2))
SPEC = Spec(fee_bps=10, slippage_bps=2, stop_loss_percent=3)


def mean(values: np.ndarray, count: int) -> np.ndarray:
    sums = np.cumsum(np.insert(values, 0, 0.0))
    return np.concatenate((np.full(count - 1, np.nan), (sums[count:] - sums[:-count]) / count))


class Cross(Strategy):
    """Two means."""

    fast = 5
    slow = 20

    def init(self) -> None:
        self.quick = self.indicator(mean, self.close, self.fast)
        self.steady = self.indicator(mean, self.close, self.slow)

    def next(self) -> None:
        self.go(1.0 if self.quick[-1] > self.steady[-1] else 0.0)


def test_a_class_and_a_function_with_the_same_rule_have_the_same_trades_without_a_stop() -> None:
    close = MARKET.bars[:, 0, 3]
    targets = np.where(mean(close, 5) > mean(close, 20), 1.0, 0.0)
    spec = Spec(fee_bps=10)
    assert run(Cross, MARKET, spec).trades == run(targets, MARKET, spec).trades


def test_parameters_replace_class_attributes_and_unknown_ones_are_refused() -> None:
    one, other = run(Cross, MARKET, SPEC), run(Cross, MARKET, SPEC, parameters={"fast": 10})
    assert one.trades != other.trades
    with pytest.raises(InvalidSpec, match=r"no parameter speed\. It has: fast, slow"):
        run(Cross, MARKET, parameters={"speed": 1})
    with pytest.raises(InvalidSpec, match="no parameter next"):
        run(Cross, MARKET, parameters={"next": 1})


def test_what_a_strategy_sees_of_its_position_is_what_the_engine_fills() -> None:
    seen: list[tuple[float, float]] = []

    class Watch(Strategy):
        def next(self) -> None:
            seen.append((self.position.quantity, self.equity))
            if not self.position and self.now % 7 == 0:
                self.buy(0.8, stop=self.close[-1] * 0.99, take=self.close[-1] * 1.02)
            elif self.position.is_long and self.now % 11 == 0:
                self.sell(0.5)
            elif self.position.is_short and self.now % 5 == 0:
                self.exit()

    outcome = run(Watch, MARKET, SPEC).outcome
    assert [quantity for quantity, _ in seen[:-1]] == outcome.held[:-1, 0].tolist()
    assert [equity for _, equity in seen[:-1]] == outcome.equity[:-1].tolist()
    assert len(outcome.trades) > 20


def test_after_a_stop_the_same_order_can_be_placed_again() -> None:
    class Again(Strategy):
        def next(self) -> None:
            if not self.position:
                self.buy()

    flat, fall = (100.0, 101.0, 99.0, 100.0), (100.0, 100.0, 90.0, 99.0)
    result = run(Again, market_of([flat, flat, fall, flat, flat]), Spec(stop_loss_percent=5))
    assert [trade.reason for trade in result.trades] == ["stop", "end"]


def test_the_last_word_of_a_bar_counts() -> None:
    class Unsure(Strategy):
        def next(self) -> None:
            self.buy()
            assert self.position.quantity == 0
            self.exit()

    assert run(Unsure, MARKET, SPEC).trades == []


def test_init_sees_no_bars() -> None:
    class Early(Strategy):
        def init(self) -> None:
            self.first = self.close[-1]

    with pytest.raises(StrategyFailed, match="no bars in init"):
        run(Early, MARKET)


def test_next_sees_everything_up_to_now_and_nothing_later() -> None:
    class Look(Strategy):
        def next(self) -> None:
            assert len(self.close) == self.now + 1 == len(self.close.array)
            assert self.close[-1] == MARKET.bars[self.now, 0, 3] == self.close[self.now]
            assert self.close[-3:].tolist() == self.close.array[-3:].tolist()
            with pytest.raises(IndexError):
                self.close[self.now + 1]

    run(Look, MARKET.prefix(30))


def test_a_stop_can_be_moved_with_the_price() -> None:
    class Trail(Strategy):
        def next(self) -> None:
            if not self.position:
                self.buy()
            self.protect(stop=self.high[-1] - 4.0)

    rows = [(100.0, 101.0, 99.5, 100.0), (100.0, 105.0, 99.5, 105.0), (105.0, 110.0, 104.0, 110.0)]
    (trade, *_) = run(Trail, market_of([*rows, (110.0, 111.0, 100.0, 101.0)])).trades
    assert (trade.exit_price, trade.reason) == (106.0, "stop")


def test_several_assets_are_traded_by_name() -> None:
    class Both(Strategy):
        def next(self) -> None:
            for symbol, asset in self.assets.items():
                self.go(0.5 if asset.close[-1] > asset.open[-1] else 0.0, symbol)

    result = run(Both, PAIR, SPEC)
    assert {trade.symbol for trade in result.trades} == {"SYN1", "SYN2"}
    with pytest.raises(BacktestError, match="no symbol SYN9"):
        run(type("Wrong", (Strategy,), {"next": lambda self: self.go(1, "SYN9")}), PAIR)


@pytest.mark.parametrize("target", [2.0, -1.5, float("nan")])
def test_a_target_beyond_its_bounds_is_refused_with_the_bar(target: float) -> None:
    with pytest.raises(BacktestError, match="target at bar 0"):
        run(type("Wrong", (Strategy,), {"next": lambda self: self.go(target)}), MARKET)
