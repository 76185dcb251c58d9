"""The compiled engine and the plain one agree on everything, and both keep the books."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.compiled_run import run_compiled
from coursewright_lab.backtest.engine.digest import digest_plain
from coursewright_lab.backtest.engine.digest_compiled import digest_compiled
from coursewright_lab.backtest.engine.outcome import Inputs, Outcome
from coursewright_lab.backtest.engine.plain_run import run_plain
from tests.coursewright_lab.backtest.markets import random_inputs

SEEDS = st.integers(0, 2**32 - 1)
SUMS = ("fees", "funding", "traded", "cut_slippage")


@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(SEEDS)
def test_compiled_and_plain_engine_agree_on_any_market_and_strategy(seed: int) -> None:
    inputs, _ = random_inputs(seed)
    compiled, plain = run_compiled(inputs), run_plain(inputs)
    for name in ("equity", "cash", "held", "trades"):
        one, other = getattr(compiled, name), getattr(plain, name)
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)
    for name in SUMS:
        np.testing.assert_allclose(getattr(compiled, name), getattr(plain, name), rtol=1e-12, atol=1e-12)
    assert (compiled.orders, compiled.is_ruined) == (plain.orders, plain.is_ruined)


def test_both_engines_give_the_same_bytes() -> None:
    for seed in range(150):
        inputs, _ = random_inputs(seed)
        compiled, plain = run_compiled(inputs), run_plain(inputs)
        assert compiled.equity.tobytes() == plain.equity.tobytes()
        assert compiled.trades.tobytes() == plain.trades.tobytes()
        bars = inputs.bars
        one = digest_compiled(compiled.equity, bars, compiled.history[at.HELD :], inputs.capital)
        other = digest_plain(plain.equity, bars[:, :, at.CLOSE].T, plain.history[at.HELD :], inputs.capital)
        assert one.tobytes() == other.tobytes()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(SEEDS)
def test_the_books_are_kept_on_any_market_and_strategy(seed: int) -> None:
    inputs, spec = random_inputs(seed)
    outcome = run_compiled(inputs)
    closes = inputs.bars[:, :, at.CLOSE]
    np.testing.assert_allclose(
        outcome.equity, outcome.cash + (outcome.held * closes).sum(axis=1), rtol=1e-9, atol=1e-6
    )
    pnl = outcome.trades[:, at.PNL].sum()
    scale = max(spec.capital, outcome.traded)
    assert abs(outcome.equity[-1] - spec.capital - pnl) < 1e-9 * scale
    assert abs(outcome.trades[:, at.FEES].sum() - outcome.fees) < 1e-9 * scale
    assert not outcome.held[-1].any()
    _no_fill_lies_outside_its_bar(inputs, outcome)


def _no_fill_lies_outside_its_bar(inputs: Inputs, outcome: Outcome) -> None:
    for trade in outcome.trades:
        asset, last = int(trade[at.ASSET]), int(trade[at.EXIT_BAR])
        bar = inputs.bars[last, asset]
        assert bar[at.LOW] <= trade[at.EXIT_PRICE] <= bar[at.HIGH]
        first = inputs.bars[int(trade[at.ENTRY_BAR]) : last + 1, asset]
        assert first[:, at.LOW].min() * (1 - 1e-12) <= trade[at.ENTRY_PRICE]
        assert trade[at.ENTRY_PRICE] <= first[:, at.HIGH].max() * (1 + 1e-12)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(SEEDS)
def test_no_order_takes_a_position_beyond_its_limit(seed: int) -> None:
    drawn, _ = random_inputs(seed)
    rules = replace(drawn.rules, slip=0.0, range_slip=0.0, impact=0.0)
    inputs = replace(drawn, rules=rules, ticks=(0.0,) * len(drawn.ticks))  # orders fill at the very open
    outcome = run_compiled(inputs)
    held = np.vstack([np.zeros((1, inputs.targets.shape[1])), outcome.held])
    ended = set(outcome.trades[outcome.trades[:, at.WHY] != at.BY_SIGNAL, at.EXIT_BAR].astype(int).tolist())
    for bar in set(range(len(inputs.bars))) - ended:  # where nothing was stopped, cash is that of the open
        opens, now = inputs.bars[bar, :, at.OPEN], held[bar + 1]
        grown = np.abs(now) > np.abs(held[bar])
        worth = outcome.cash[bar] + (now * opens).sum()
        fees = rules.taker * (np.abs(now - held[bar]) * opens).sum()  # of the other orders at this open
        within = (worth + fees) * (1.0 + 1e-9)
        assert (np.abs(now[grown]) * opens[grown] <= rules.size * within).all()
        if grown.any():
            assert (np.abs(now) * opens).sum() <= rules.leverage * within


def test_a_run_in_small_chunks_and_with_few_trades_at_once_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inputs, _ = random_inputs(7)
    whole = run_compiled(inputs)
    monkeypatch.setattr("coursewright_lab.backtest.engine.compiled_run.CHUNK", 3)
    monkeypatch.setattr("coursewright_lab.backtest.engine.compiled_run._FIRST_TRADES", 1)
    seen: list[tuple[int, int]] = []
    chunked = run_compiled(inputs, lambda done, all_: seen.append((done, all_)))
    assert chunked.trades.tobytes() == whole.trades.tobytes()
    assert chunked.equity.tobytes() == whole.equity.tobytes()
    assert seen[-1] == (len(inputs.bars), len(inputs.bars))
    assert len(seen) > 1
