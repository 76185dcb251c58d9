"""The fill specification, one sentence after the other, with figures worked out by hand."""

import numpy as np
import pytest

from coursewright_lab.backtest.engine.choice import Engine
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.runner import run
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.spec import Spec
from tests.coursewright_lab.backtest.markets import HOUR, market_of

pytestmark = pytest.mark.parametrize("engine", [Engine.PLAIN, Engine.COMPILED])
FLAT = (100.0, 101.0, 99.0, 100.0)


def backtest(
    rows: list[tuple[float, float, float, float]], targets: list[float], engine: Engine, **rules: float
) -> Result:
    return run(targets, market_of(rows), Spec(**rules), engine=engine)  # type: ignore[arg-type]


def test_a_signal_at_a_close_fills_at_the_next_open(engine: Engine) -> None:
    rows = [FLAT, (102.0, 104.0, 101.0, 103.0), (105.0, 106.0, 104.0, 105.0), FLAT]
    (trade,) = backtest(rows, [1, 0, 0, 0], engine).trades
    assert (trade.entry_price, trade.exit_price, trade.reason) == (102.0, 105.0, "signal")
    assert (trade.entry_time, trade.exit_time) == ("1970-01-01T01:00:00+00:00", "1970-01-01T02:00:00+00:00")
    assert trade.pnl == pytest.approx(10_000 / 102 * 3)


def test_the_signal_of_the_last_bar_fills_nowhere_and_what_is_open_ends_at_its_close(engine: Engine) -> None:
    result = backtest([FLAT, FLAT, (100.0, 111.0, 99.0, 110.0)], [1, 1, -1], engine)
    (trade,) = result.trades
    assert (trade.exit_price, trade.reason) == (110.0, "end")
    assert result.metrics["final_equity"] == pytest.approx(11_000)


def test_fees_leave_exactly_the_allowed_size(engine: Engine) -> None:
    result = backtest([FLAT, FLAT, FLAT], [1, 1, 1], engine, fee_bps=100)
    (trade,) = result.trades
    assert trade.size == pytest.approx(10_000 / (100 * 1.01))
    assert trade.fees == pytest.approx(trade.size * 100 * 0.01 * 2)
    assert result.outcome.cash[1] == pytest.approx(0.0, abs=1e-9)


def test_slippage_and_half_the_spread_work_against_both_sides(engine: Engine) -> None:
    (trade,) = backtest([FLAT, FLAT, FLAT], [1, 0, 0], engine, slippage_bps=10, spread_bps=20).trades
    assert [trade.entry_price, trade.exit_price] == pytest.approx([100.2, 99.8])


def test_slippage_never_takes_a_fill_out_of_its_bar_and_what_is_cut_is_told(engine: Engine) -> None:
    result = backtest([FLAT, (100.0, 100.05, 99.0, 100.0), FLAT], [1, 1, 1], engine, slippage_bps=10)
    assert result.trades[0].entry_price == 100.05
    assert result.outcome.cut_slippage == pytest.approx(0.05 * result.trades[0].size)
    assert "Slippage" in " ".join(result.warnings)


def test_a_stop_fills_at_its_price_and_its_target_is_spent(engine: Engine) -> None:
    rows = [FLAT, FLAT, (100.0, 100.5, 94.0, 96.0), FLAT, FLAT]
    (trade,) = backtest(rows, [1, 1, 1, 1, 1], engine, stop_loss_percent=5).trades
    assert (trade.exit_price, trade.reason) == (95.0, "stop")


def test_a_gap_through_the_stop_fills_at_the_open(engine: Engine) -> None:
    (trade,) = backtest([FLAT, FLAT, (90.0, 91.0, 89.0, 90.0)], [1, 1, 1], engine, stop_loss_percent=5).trades
    assert (trade.exit_price, trade.reason) == (90.0, "stop")


def test_a_stop_works_in_the_bar_of_the_entry(engine: Engine) -> None:
    rows = [FLAT, (100.0, 101.0, 90.0, 99.0), FLAT]
    (trade,) = backtest(rows, [1, 1, 1], engine, stop_loss_percent=5).trades
    assert (trade.entry_time, trade.exit_price) == (trade.exit_time, 95.0)


def test_where_a_bar_reaches_both_the_stop_comes_first(engine: Engine) -> None:
    rows = [FLAT, (100.0, 112.0, 90.0, 100.0), FLAT]
    (trade,) = backtest(rows, [1, 1, 1], engine, stop_loss_percent=5, take_profit_percent=10).trades
    assert trade.reason == "stop"


def test_a_gap_beyond_the_take_profit_fills_at_the_better_open(engine: Engine) -> None:
    rows = [FLAT, FLAT, (115.0, 116.0, 90.0, 100.0)]
    (trade,) = backtest(rows, [1, 1, 1], engine, stop_loss_percent=5, take_profit_percent=10).trades
    assert (trade.exit_price, trade.reason) == (115.0, "take_profit")


def test_a_take_profit_pays_the_makers_fee_and_no_slippage(engine: Engine) -> None:
    rules = {"take_profit_percent": 10.0, "fee_bps": 10.0, "maker_fee_bps": 1.0, "slippage_bps": 5.0}
    (trade,) = backtest([FLAT, FLAT, (100.0, 120.0, 99.5, 100.0)], [1, 1, 1], engine, **rules).trades
    assert trade.exit_price == pytest.approx(trade.entry_price * 1.1)
    assert trade.fees == pytest.approx(trade.size * (trade.entry_price * 1e-3 + trade.exit_price * 1e-4))


def test_a_short_gains_when_the_price_falls_and_is_stopped_when_it_rises(engine: Engine) -> None:
    falling = backtest([FLAT, FLAT, (90.0, 91.0, 89.0, 90.0)], [-1, 0, 0], engine).trades[0]
    assert falling.side == "short"
    assert falling.pnl == pytest.approx(1_000)
    rising = backtest([FLAT, FLAT, (104.0, 107.0, 103.0, 106.0)], [-1, -1, -1], engine, stop_loss_percent=5)
    assert (rising.trades[0].exit_price, rising.trades[0].reason) == (105.0, "stop")


def test_a_turn_from_long_to_short_is_one_order_and_two_trades(engine: Engine) -> None:
    result = backtest([FLAT, FLAT, FLAT, FLAT], [1, -1, 0, 0], engine, fee_bps=10)
    assert [trade.side for trade in result.trades] == ["long", "short"]
    assert result.outcome.orders == 3
    assert sum(trade.fees for trade in result.trades) == pytest.approx(result.outcome.fees)


def test_a_smaller_target_closes_a_part_and_a_larger_one_moves_the_average(engine: Engine) -> None:
    rows = [FLAT, FLAT, (110.0, 111.0, 109.0, 110.0), FLAT, FLAT]
    half, rest = backtest(rows, [1, 0.5, 0.5, 0, 0], engine).trades
    assert [half.size, rest.size] == pytest.approx([50, 50])
    (grown,) = backtest(rows, [0.5, 1, 1, 0, 0], engine).trades
    second = 10_500 / 110 - 50
    assert grown.entry_price == pytest.approx((50 * 100 + second * 110) / (50 + second))


def test_the_position_size_of_the_bot_bounds_every_order(engine: Engine) -> None:
    spec = Spec.of_bot({"max_position_size_percent": "10.00", "stop_loss_percent": "5.00"})
    result = run([1, 1, 1], market_of([FLAT, FLAT, (100.0, 101.0, 94.0, 100.0)]), spec, engine=engine)
    assert result.trades[0].size == pytest.approx(10.0)
    assert result.trades[0].reason == "stop"


def test_ticks_go_against_the_trader_and_lots_are_whole(engine: Engine) -> None:
    result = backtest([FLAT, FLAT, FLAT], [1, 0, 0], engine, slippage_bps=3, tick=0.25, lot=0.5)
    (trade,) = result.trades
    assert (trade.entry_price, trade.exit_price, trade.size) == (100.25, 99.75, 99.5)


def test_longs_pay_funding_and_shorts_receive_it(engine: Engine) -> None:
    for target, sign in ((1.0, -1.0), (-1.0, 1.0)):
        market = market_of([FLAT] * 4, np.full((4, 1), 0.001))
        result = run([target] * 4, market, Spec(), engine=engine)
        assert result.trades[0].pnl == pytest.approx(sign * 100 * 100 * 0.001 * 2)


def test_leverage_is_bounded_over_all_assets(engine: Engine) -> None:
    bars = np.array([[[*FLAT, 1.0]] * 3] * 3)
    market = Market(("A", "B", "C"), np.arange(3) * HOUR, bars)
    result = run(np.ones((3, 3)), market, Spec(max_leverage=1.5), engine=engine)
    assert np.abs(result.outcome.held[1] * 100).tolist() == pytest.approx([10_000, 5_000, 0])


def test_what_is_freed_by_a_smaller_position_can_be_spent_in_the_same_open(engine: Engine) -> None:
    bars = np.array([[[*FLAT, 1.0]] * 2] * 4)
    market = Market(("A", "B"), np.arange(4) * HOUR, bars)
    result = run(np.array([[0, 1], [1, 0], [1, 0], [1, 0]], dtype=float), market, Spec(), engine=engine)
    assert result.outcome.held[2].tolist() == pytest.approx([100, 0])


def test_an_account_without_worth_is_liquidated_and_trades_no_more(engine: Engine) -> None:
    rows = [FLAT, FLAT, (100.0, 260.0, 99.0, 250.0), FLAT, FLAT]
    result = backtest(rows, [-1, -1, -1, 1, 1], engine)
    assert [trade.reason for trade in result.trades] == ["liquidation"]
    assert result.metrics["final_equity"] == pytest.approx(-5_000)
    assert result.metrics["cagr"] == -1.0


def test_a_strategys_own_stop_holds_where_it_is_nearer_than_the_rule(engine: Engine) -> None:
    levels = np.full((4, 1, 2), np.nan)
    levels[0, 0] = (97.0, 130.0)
    rows = [FLAT, FLAT, (100.0, 101.0, 90.0, 95.0), FLAT]
    signals = Signals(np.array([[1.0], [1.0], [1.0], [1.0]]), levels)
    (trade,) = run(signals, market_of(rows), Spec(stop_loss_percent=8), engine=engine).trades
    assert (trade.exit_price, trade.reason) == (97.0, "stop")


def test_nan_keeps_the_target(engine: Engine) -> None:
    (trade,) = backtest([FLAT] * 4, [np.nan, 1, np.nan, np.nan], engine).trades
    assert trade.reason == "end"
