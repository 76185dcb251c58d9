"""Chooses the engine: both give the same bytes, so only the waiting differs."""

import sys
from collections.abc import Callable
from enum import StrEnum

from coursewright_lab.backtest.engine.outcome import Inputs, Outcome
from coursewright_lab.backtest.engine.plain_run import run_plain

PATIENCE = 200_000
"""Bars times assets that the plain engine walks in less time than the compiled one takes to load."""


class Engine(StrEnum):
    """Which engine fills the orders."""

    AUTO = "auto"
    COMPILED = "compiled"
    PLAIN = "plain"


class _Walked:
    """How much the plain engine has walked in this process: with many runs the compiled one pays."""

    total = 0


def run(inputs: Inputs, engine: Engine, progress: Callable[[int, int], None] | None = None) -> Outcome:
    """Fill the targets on the bars."""
    if engine is Engine.AUTO:
        _Walked.total += inputs.targets.size
    is_loaded = "coursewright_lab.backtest.engine.core" in sys.modules
    is_short = _Walked.total <= PATIENCE and not is_loaded
    if engine is Engine.PLAIN or (engine is Engine.AUTO and is_short):
        return run_plain(inputs)
    from coursewright_lab.backtest.engine.compiled_run import run_compiled  # noqa: PLC0415

    return run_compiled(inputs, progress)
