"""Examines a strategy: what it said knowing the bars up to one must stand when it knows more.

Every pass is a process of its own that knows only its bars. The short ones come first, so that nothing a full
pass could have left behind helps them.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.data.check import stamp
from coursewright_lab.backtest.errors import BacktestError, StrategyRefused
from coursewright_lab.backtest.honesty import cuts
from coursewright_lab.backtest.honesty.verdict import Status, Verdict
from coursewright_lab.backtest.isolation.cage import Answer, Cage
from coursewright_lab.backtest.isolation.job import Job
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.signal import Signals

TOLERANCE = 1e-9
_MOST_BARS_TOLD = 20
_WORKERS = min(4, os.cpu_count() or 1)
Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Pass:
    """One life of the strategy on bars that are the market's up to `known`."""

    known: int
    market: Market
    answer: Answer | None = None
    error: BacktestError | None = None


def examine(cage: Cage, job: Job, seconds: float, progress: Progress | None = None) -> tuple[Verdict, Answer]:
    """Return the verdict and the strategy's answer to the whole market.

    Raises the strategy's error on the whole market; one that was refused a file carries the verdict.
    """
    generator = np.random.default_rng([job.seed, len(job.market)])
    market, examination = job.market, _Examination(cage, job, seconds, progress)
    short = [_Pass(cut, market.prefix(cut)) for cut in cuts.cuts(market, generator)]
    other = [_Pass(place, bars) for place, bars in cuts.futures(market, generator)]
    early = examination.of([*short, *other])
    whole, again = examination.of([_Pass(len(market), market)] * 2)
    if (touched := _touched([*early, whole, again])) is not None:
        return touched, _answer_of(whole, touched)
    answer = _answer_of(whole, None)
    if again.answer is None or (differ := _differing(answer.signals, again.answer.signals)):
        return _fickle(differ if again.answer else (), market), answer
    verdict = _judged(early, answer.signals, market)
    if verdict.status is Status.CLEAN:
        changes = cuts.at_changes(answer.signals.targets, generator)
        late = examination.of([_Pass(cut, market.prefix(cut)) for cut in changes])
        verdict = _judged([*early, *late], answer.signals, market)
    return verdict, answer


@dataclass
class _Examination:
    """Runs passes, several at a time, each with random numbers of its own."""

    cage: Cage
    job: Job
    seconds: float
    progress: Progress | None
    done: int = 0

    def of(self, passes: Sequence[_Pass]) -> list[_Pass]:
        seeds = range(self.done, self.done + len(passes))
        with ThreadPoolExecutor(_WORKERS) as pool:
            found = list(pool.map(self._one, passes, seeds))
        self.done += len(passes)
        if self.progress is not None:
            self.progress(self.done, self.done)
        return found

    def _one(self, asked: _Pass, seed: int) -> _Pass:
        job = replace(self.job, market=asked.market, seed=self.job.seed + 1 + seed)
        try:
            return replace(asked, answer=self.cage.run(job, self.seconds))
        except BacktestError as error:
            return replace(asked, error=error)


def _answer_of(whole: _Pass, verdict: Verdict | None) -> Answer:
    if whole.answer is not None:
        return whole.answer
    error = whole.error or BacktestError("The strategy gave no answer. Run it again.")
    error.finding = verdict.as_json() if verdict else None
    raise error


def _touched(passes: Sequence[_Pass]) -> Verdict | None:
    """Find the first thing a strategy tried that could carry bars from outside or from pass to pass."""
    for one in passes:
        notes = one.answer.refused if one.answer else getattr(one.error, "__notes__", ())
        if notes and (one.answer or isinstance(one.error, StrategyRefused) or notes[0]):
            what = notes[0].splitlines()[0]
            reason = f"It tried to {what}. That can hold later bars: take everything from the bars given."
            return Verdict(Status.LEAK, (), reason)
    return None


def _fickle(bars: Sequence[int], market: Market) -> Verdict:
    where = f" at bar {bars[0]} ({stamp(int(market.times[bars[0]]))})" if bars else ""
    reason = (
        f"Two runs on the same bars differ{where}. Draw random numbers from a generator "
        "with a seed of your own, and use no clock."
    )
    return Verdict(Status.NONDETERMINISTIC, tuple(bars[:_MOST_BARS_TOLD]), reason)


def _judged(passes: Sequence[_Pass], whole: Signals, market: Market) -> Verdict:
    """Compare what each pass said of the bars it knew with what the whole market made the strategy say."""
    found: dict[int, tuple[_Pass, float, float]] = {}
    for one in passes:
        if one.answer is None:
            if one.known >= min(1_000, len(market) / 2):
                return _fails(one, market)
            continue
        for bar in _differing(one.answer.signals, whole, one.known):
            if bar not in found:
                found[bar] = (one, _target(one.answer.signals, bar), _target(whole, bar))
    if not found:
        return Verdict(Status.CLEAN, (), f"{len(passes)} cuts and other futures changed none of its signals.")
    bar = min(found)
    one, then, now = found[bar]
    knew = (
        f"knew the bars up to {one.known - 1}"
        if len(one.market) < len(market)
        else f"knew another future after bar {one.known - 1}"
    )
    reason = (
        f"At bar {bar} ({stamp(int(market.times[bar]))}) it said {then:g} when it {knew}, and {now:g} "
        f"knowing all {len(market)}: it looks at later bars. Use only what is known at a bar's close."
    )
    return Verdict(Status.LEAK, tuple(sorted(found)[:_MOST_BARS_TOLD]), reason)


def _fails(one: _Pass, market: Market) -> Verdict:
    what = one.error.message if one.error else "no answer"
    reason = (
        f"It works with {len(market)} bars and fails with the first {one.known}: {what} "
        "What it says of a bar must not depend on how many follow."
    )
    return Verdict(Status.LEAK, (one.known,), reason)


def _target(signals: Signals, bar: int) -> float:
    return float(signals.targets[bar, 0])


def _differing(one: Signals, other: Signals, known: int | None = None) -> list[int]:
    """Return the bars, of those known to both, where the signals differ."""
    count = len(one) if known is None else known
    differs = _unequal(one.targets[:count], other.targets[:count]).any(axis=1)
    if one.levels is not None or other.levels is not None:
        nothing = np.full((count, one.targets.shape[1], 2), np.nan)
        levels = [nothing if each.levels is None else each.levels[:count] for each in (one, other)]
        differs |= _unequal(*levels).any(axis=(1, 2))
    return [int(bar) for bar in np.flatnonzero(differs)]


def _unequal(one: Floats, other: Floats) -> NDArray[np.bool_]:
    close: NDArray[np.bool_] = np.abs(one - other) <= TOLERANCE * np.maximum(1.0, np.abs(other))
    return ~(close | (np.isnan(one) & np.isnan(other)))
