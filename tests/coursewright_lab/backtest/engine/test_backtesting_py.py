"""Where the specifications coincide, every trade is the one that backtesting.py makes.

Its trades (version 0.6.6) were recorded with `python -m bench.peers.engines` and are compared number by
number: size, entry bar, exit bar, both prices and the gain. What differs elsewhere is told in
docs/explanation/backtest-honesty.md.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coursewright_lab.backtest import Spec, Strategy, run
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.choice import Engine

MARKET = synthetic(Recipe(seed=12, bars=3_000))
RECORDED = json.loads(Path(__file__).with_name("backtesting_py.json").read_text(encoding="utf-8"))
COLUMNS = [at.SIZE_CLOSED, at.ENTRY_BAR, at.EXIT_BAR, at.ENTRY_PRICE, at.EXIT_PRICE, at.PNL]


def mean(values: np.ndarray, count: int) -> np.ndarray:
    return pd.Series(values).rolling(count).mean().to_numpy()


class Cross(Strategy):
    """Crossing means with a stop below the signal's close, from the bar where backtesting.py begins."""

    def init(self) -> None:
        self.quick = self.indicator(mean, self.close, 10)
        self.steady = self.indicator(mean, self.close, 30)

    def next(self) -> None:
        if self.now < 30:
            return
        if self.quick[-1] > self.steady[-1]:
            if not self.position:
                self.buy(stop=self.close[-1] * 0.95)
        elif self.position:
            self.exit()


@pytest.mark.parametrize("engine", [Engine.PLAIN, Engine.COMPILED])
@pytest.mark.parametrize("fee", ["0", "0.001"])
def test_the_trades_are_those_of_backtesting_py(fee: str, engine: Engine) -> None:
    rules = Spec(capital=1e8, lot=1, fee_bps=float(fee) * 1e4)
    ours = run(Cross, MARKET, rules, engine=engine).outcome.trades[:, COLUMNS]
    theirs = np.array(RECORDED[fee])
    assert len(ours) == len(theirs) > 50
    np.testing.assert_allclose(ours, theirs, rtol=1e-11)
