"""Walk-forward: choose parameters on a window, judge them on the next, and move on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest import metrics
from coursewright_lab.backtest.engine import choice
from coursewright_lab.backtest.engine.choice import Engine
from coursewright_lab.backtest.errors import InvalidSpec
from coursewright_lab.backtest.inputs import inputs_of
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.runner import ask
from coursewright_lab.backtest.signal import Signals
from coursewright_lab.backtest.spec import Spec
from coursewright_lab.backtest.study.sweep import Parameters, sweep


@dataclass(frozen=True)
class Window:
    """One step: bars `first` to before `middle` chose the parameters, those to before `last` judged them."""

    first: int
    middle: int
    last: int
    parameters: Parameters
    chosen_by: float | None
    result: Result


@dataclass(frozen=True)
class WalkForward:
    """All steps; `growth` is the equity of the judging windows one after the other, starting at 1."""

    windows: tuple[Window, ...]
    growth: NDArray[np.float64]
    figure: str

    @property
    def efficiency(self) -> float | None:
        """The mean figure of the judging windows as a part of the mean that chose them; near 1 is good."""
        pairs = [(window.chosen_by, window.result.metrics[self.figure]) for window in self.windows]
        whole = [(chosen, judged) for chosen, judged in pairs if chosen is not None and judged is not None]
        chosen = sum(pair[0] for pair in whole)
        return sum(pair[1] for pair in whole) / chosen if whole and chosen > 0 else None


def walk_forward(
    strategy: Any,
    market: Market,
    grid: Mapping[str, Sequence[Any]],
    spec: Spec | None = None,
    *,
    train: int,
    test: int,
    figure: str = "sharpe_ratio",
    progress: Callable[[int, int], None] | None = None,
) -> WalkForward:
    """Return the steps: `train` bars choose by `figure`, the next `test` judge, then both move by `test`."""
    if train < 2 or test < 2 or train + test > len(market):
        raise InvalidSpec(
            f"{train} bars to choose and {test} to judge do not fit {len(market)} bars. Give 2 or more."
        )
    rules = spec or Spec()
    starts = range(0, len(market) - train - test + 1, test)
    windows = []
    for number, first in enumerate(starts):
        bounds = (first, first + train, first + train + test)
        windows.append(_window(strategy, market=market, grid=grid, spec=rules, bounds=bounds, figure=figure))
        if progress is not None:
            progress(number + 1, len(starts))
    changes = [metrics.returns(window.result.equity, rules.capital) for window in windows]
    growth = np.cumprod(1.0 + np.concatenate(changes)).astype(np.float64)
    return WalkForward(tuple(windows), growth, figure)


def _window(
    strategy: Any,
    *,
    market: Market,
    grid: Mapping[str, Sequence[Any]],
    spec: Spec,
    bounds: tuple[int, int, int],
    figure: str,
) -> Window:
    first, middle, last = bounds
    best = sweep(strategy, market.between(first, middle), grid, spec).best(figure)
    known = ask(strategy, market.between(first, last), spec, best.parameters)
    levels = None if known.levels is None else known.levels[middle - first :]
    signals = Signals(np.ascontiguousarray(known.targets[middle - first :]), levels, known.are_orders)
    judged = market.between(middle, last)
    outcome = choice.run(inputs_of(judged, signals, spec), Engine.AUTO)
    chosen_by = best.metrics[figure]
    return Window(*bounds, best.parameters, chosen_by, Result(judged, spec, outcome))
