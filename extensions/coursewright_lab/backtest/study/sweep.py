"""Runs a strategy with every combination of parameters, over all cores, and keeps every try."""

import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np

from coursewright_lab.backtest import metrics
from coursewright_lab.backtest.engine.choice import Engine
from coursewright_lab.backtest.errors import BacktestError, InvalidSpec
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.runner import run
from coursewright_lab.backtest.spec import Spec
from coursewright_lab.backtest.study.deflated import Shape, deflated

Parameters = dict[str, Any]
MOST = 100_000
_ROUNDS = 32  # so often each process asks for more tries, and progress moves on


@dataclass(frozen=True)
class Try:
    """One combination with its figures; `error` says why it has none."""

    parameters: Parameters
    metrics: metrics.Figures
    error: str = ""


@dataclass(frozen=True)
class Sweep:
    """Every try of a sweep, in the order of the combinations, on the data of this hash."""

    tries: tuple[Try, ...]
    data_hash: str

    def best(self, figure: str = "sharpe_ratio") -> Try:
        """Return the try with the highest figure. Raises InvalidSpec when no try has it."""
        having = [one for one in self.tries if one.metrics.get(figure) is not None]
        if not having:
            raise InvalidSpec(
                f"No try has a {figure}. Look at the errors of the tries, or choose another figure."
            )
        return max(having, key=lambda one: one.metrics[figure] or 0.0)

    @property
    def warnings(self) -> list[str]:
        """Whether the best try may be luck."""
        found = self.best().metrics["deflated_sharpe"]
        if found is None or found >= 0.95:
            return []
        tries = f"The best of {len(self.tries)} tries has a deflated Sharpe of {found:.2f}"
        return [f"{tries}: below 0.95 it may well be luck. Try it on bars that no try has seen."]


def combinations(grid: Mapping[str, Sequence[Any]]) -> list[Parameters]:
    """Return every combination of the values, the last parameter changing first."""
    count = int(np.prod([len(values) for values in grid.values()], dtype=object))
    if not 0 < count <= MOST:
        raise InvalidSpec(f"The grid has {count} combinations. Give 1 to {MOST}.")
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]


def sweep(
    strategy: Any,
    market: Market,
    grid: Mapping[str, Sequence[Any]],
    spec: Spec | None = None,
    *,
    keep: Callable[[Parameters], bool] = lambda _: True,
    progress: Callable[[int, int], None] | None = None,
    workers: int | None = None,
) -> Sweep:
    """Return all tries. `keep` leaves combinations out; a strategy's error is kept with its try.

    The tries run in forked processes: a notebook's own functions and classes work, and nothing is pickled
    but figures. Where no process may be forked they run in threads.
    """
    asked = [parameters for parameters in combinations(grid) if keep(parameters)]
    task = _Task(strategy, market, spec or Spec(), asked)
    cores = min(workers or len(os.sched_getaffinity(0)), len(asked))
    found = _walked(task, cores, progress)
    ratios = [one.shape.ratio for one in found if one.shape is not None]
    tries = [_judged(one, parameters, ratios) for one, parameters in zip(found, asked, strict=True)]
    return Sweep(tuple(tries), market.content_hash)


@dataclass(frozen=True)
class _Found:
    """What one run left for the judgement over all of them."""

    figures: metrics.Figures
    shape: Shape | None = None
    error: str = ""


@dataclass(frozen=True)
class _Task:
    strategy: Any
    market: Market
    spec: Spec
    asked: Sequence[Parameters]

    def __call__(self, place: int) -> _Found:
        parameters = self.asked[place]
        try:
            result = run(self.strategy, self.market, self.spec, parameters=parameters, engine=Engine.COMPILED)
        except BacktestError as error:
            return _Found({}, error=error.message)
        except Exception as error:  # noqa: BLE001 - one combination must not end the others
            return _Found({}, error=f"{type(error).__name__}: {error}")
        return _found(result)


def _found(result: Result) -> _Found:
    return _Found(result.metrics, Shape.of(result.outcome.digest, len(result.market)))


def _walked(task: _Task, cores: int, progress: Callable[[int, int], None] | None) -> list[_Found]:
    found: list[_Found] = []
    for one in _results(task, cores):
        found.append(one)
        if progress is not None:
            progress(len(found), len(task.asked))
    return found


def _results(task: _Task, cores: int) -> Iterator[_Found]:
    """Yield what the tries leave, in their order: of processes, or of threads where none may be forked."""
    places = range(len(task.asked))
    if cores <= 1:
        yield from map(task, places)
        return
    workers: Executor = ProcessPoolExecutor(
        cores, mp_context=get_context("fork"), initializer=_adopt, initargs=(task,)
    )
    try:
        try:
            few = max(1, len(places) // (cores * _ROUNDS))
            results = workers.map(_run_adopted, places, chunksize=few)
        except OSError:
            workers.shutdown()
            workers = ThreadPoolExecutor(cores)
            results = workers.map(task, places)
        yield from results
    finally:
        workers.shutdown(cancel_futures=True)


_adopted: list[_Task] = []


def _adopt(task: _Task) -> None:
    """Take over the task in a forked process: nothing is pickled, so a notebook's own class works."""
    _adopted.append(task)


def _run_adopted(place: int) -> _Found:
    return _adopted[-1](place)


def _judged(one: _Found, parameters: Parameters, ratios: Sequence[float]) -> Try:
    if one.shape is None:
        return Try(parameters, one.figures, one.error)
    figure = deflated(one.shape, ratios)
    return Try(parameters, {**one.figures, "deflated_sharpe": figure})
