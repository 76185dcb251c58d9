"""Compiles the engine ahead of its first use: `python -m coursewright_lab.backtest.engine.warm`."""

import sys

import numpy as np

from coursewright_lab.backtest.engine.compiled import folder
from coursewright_lab.backtest.engine.compiled_run import run_compiled
from coursewright_lab.backtest.inputs import inputs_of
from coursewright_lab.backtest.market import SECOND, Market
from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.spec import Spec


def warm() -> None:
    """Compile the engine, or load it when it is compiled already."""
    market = Market(("WARM",), np.arange(3, dtype=np.int64) * SECOND, np.ones((3, 1, 5)))
    Result(market, Spec(), run_compiled(inputs_of(market, Signals(np.zeros((3, 1))), Spec()))).metrics.clear()


if __name__ == "__main__":
    warm()
    sys.stdout.write(f"compiled into {folder()}\n")
