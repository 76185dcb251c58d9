"""Tries a strategy's file on a market, apart from the engine: signals there, fills and figures here."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursewright_lab.backtest.engine import choice
from coursewright_lab.backtest.engine.choice import Engine
from coursewright_lab.backtest.errors import StrategyFailed
from coursewright_lab.backtest.honesty.verdict import Verdict
from coursewright_lab.backtest.inputs import inputs_of
from coursewright_lab.backtest.isolation.cage import Cage
from coursewright_lab.backtest.isolation.job import Job
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.result import Result
from coursewright_lab.backtest.spec import Spec


@dataclass(frozen=True)
class Limits:
    """The most that one run of a strategy may take; `seconds=None` follows the number of bars."""

    seconds: float | None = None
    memory_mb: int = 2048

    def seconds_for(self, bars: int) -> float:
        """Return the seconds for a run over so many bars."""
        return self.seconds if self.seconds is not None else 15.0 + bars * 5e-5


@dataclass(frozen=True)
class Trial:
    """A result, the verdict on its honesty, and what the strategy printed."""

    result: Result
    verdict: Verdict
    printed: str = ""
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the whole as plain data."""
        warnings = [*self.result.warnings, *self.warnings]
        return {**self.result.as_json(), "lookahead": self.verdict.as_json(), "warnings": warnings}


def read_source(path: Path) -> str:
    """Return a strategy's source. Raises StrategyFailed when there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise StrategyFailed(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise StrategyFailed(f"{path} is no UTF-8 text. Save the file as UTF-8.") from error


def trial(
    source: str,
    name: str,
    market: Market,
    spec: Spec,
    *,
    parameters: Mapping[str, Any] | None = None,
    check_lookahead: bool = False,
    limits: Limits | None = None,
    cage: Cage | None = None,
) -> Trial:
    """Return what the strategy makes of the market; with `check_lookahead` after it was examined."""
    bounds = limits or Limits()
    job = Job(source, name, market, spec, parameters or {}, spec.seed, bounds.memory_mb)
    with nullcontext(cage) if cage else Cage(source) as opened:
        if check_lookahead:
            from coursewright_lab.backtest.honesty.examination import examine  # noqa: PLC0415

            verdict, answer = examine(opened, job, bounds.seconds_for(len(market)))
        else:
            verdict, answer = Verdict.unchecked(), opened.run(job, bounds.seconds_for(len(market)))
    outcome = choice.run(inputs_of(market, answer.signals, spec), Engine.AUTO)
    return Trial(Result(market, spec, outcome), verdict, answer.printed)
