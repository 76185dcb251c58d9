"""Strategies that look ahead are caught, honest ones pass, and each verdict says where and why."""

from collections.abc import Iterator

import pytest

from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.errors import BacktestError
from coursewright_lab.backtest.honesty.verdict import Status, Verdict
from coursewright_lab.backtest.isolated import trial
from coursewright_lab.backtest.isolation.cage import Cage
from coursewright_lab.backtest.spec import Spec
from tests.coursewright_lab.backtest.honesty.clean import CLEAN
from tests.coursewright_lab.backtest.honesty.leaky import LEAKY

MARKET = synthetic(Recipe(seed=3, bars=300))
QUICK_LEAKS = (
    "warm-up filled backwards",
    "honest when short",
    "file left by an earlier pass",
    "only before crashes",
)
QUICK_CLEAN = ("channel", "needs some bars", "class that looks at what it holds")


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with Cage("") as opened:
        yield opened


def verdict_on(source: str, cage: Cage) -> Verdict:
    try:
        return trial(source, "strategy.py", MARKET, Spec(), check_lookahead=True, cage=cage).verdict
    except BacktestError as error:
        if error.finding is None:
            raise
        return Verdict(Status(str(error.finding["status"])), (), str(error.finding["reason"]))


def test_there_are_thirty_of_each() -> None:
    assert len(LEAKY) >= 30
    assert len(CLEAN) >= 30


@pytest.mark.parametrize("name", QUICK_LEAKS)
def test_a_strategy_that_looks_ahead_is_caught(name: str, cage: Cage) -> None:
    verdict = verdict_on(LEAKY[name], cage)
    assert verdict.status is Status.LEAK, verdict.reason
    assert verdict.reason


@pytest.mark.parametrize("name", QUICK_CLEAN)
def test_an_honest_strategy_passes(name: str, cage: Cage) -> None:
    verdict = verdict_on(CLEAN[name], cage)
    assert verdict.status is Status.CLEAN, verdict.reason


@pytest.mark.journey
@pytest.mark.parametrize("name", sorted(set(LEAKY) - set(QUICK_LEAKS)))
def test_every_strategy_that_looks_ahead_is_caught(name: str, cage: Cage) -> None:
    verdict = verdict_on(LEAKY[name], cage)
    assert verdict.status is Status.LEAK, verdict.reason


@pytest.mark.journey
@pytest.mark.parametrize("name", sorted(set(CLEAN) - set(QUICK_CLEAN)))
def test_every_honest_strategy_passes(name: str, cage: Cage) -> None:
    verdict = verdict_on(CLEAN[name], cage)
    assert verdict.status is Status.CLEAN, verdict.reason


def test_the_verdict_names_the_bar_and_what_was_said_there(cage: Cage) -> None:
    verdict = verdict_on(LEAKY["next close"], cage)
    assert verdict.bars
    assert f"At bar {verdict.bars[0]} (" in verdict.reason
    assert "later bars" in verdict.reason


@pytest.mark.parametrize(
    "draw",
    [
        "np.random.rand(len(bars))",
        "np.random.default_rng().random(len(bars))",
        "np.full(len(bars), time.time() % 1)",
    ],
)
def test_a_strategy_that_changes_its_mind_is_told_so(draw: str, cage: Cage) -> None:
    source = f"import time\nimport numpy as np\ndef signals(bars):\n    return {draw}\n"
    verdict = verdict_on(source, cage)
    assert verdict.status is Status.NONDETERMINISTIC
    assert "seed" in verdict.reason
