"""A backtest engine: fast, specified, honest. Nothing here is investment advice, and nothing trades.

The names below are imported when they are first used: `import coursewright_lab.backtest` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursewright_lab.backtest.data.reading import read
    from coursewright_lab.backtest.errors import BacktestError
    from coursewright_lab.backtest.isolated import trial
    from coursewright_lab.backtest.market import Market, of_frames
    from coursewright_lab.backtest.memory import indicator
    from coursewright_lab.backtest.result import Result, Trade
    from coursewright_lab.backtest.runner import run
    from coursewright_lab.backtest.spec import Spec
    from coursewright_lab.backtest.strategy.base import Strategy

_PACKAGE = "coursewright_lab.backtest"
_PLACES = {
    "BacktestError": "errors",
    "Market": "market",
    "Result": "result",
    "Spec": "spec",
    "Strategy": "strategy.base",
    "Trade": "result",
    "indicator": "memory",
    "of_frames": "market",
    "read": "data.reading",
    "run": "runner",
    "trial": "isolated",
}

__all__ = [
    "BacktestError",
    "Market",
    "Result",
    "Spec",
    "Strategy",
    "Trade",
    "indicator",
    "of_frames",
    "read",
    "run",
    "trial",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {_PACKAGE!r} has no attribute {name!r}")
    return getattr(import_module(f"{_PACKAGE}.{_PLACES[name]}"), name)
