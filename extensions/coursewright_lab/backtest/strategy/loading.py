"""Finds the strategy in a source file: the function `signals`, or a class that derives from Strategy."""

import ast
import sys
from types import ModuleType
from typing import Any

from coursewright_lab.backtest.errors import StrategyFailed
from coursewright_lab.backtest.strategy.base import Strategy

_HINT = "Define signals(bars, **params), or a class that derives from Strategy."


def load_strategy(source: str, name: str) -> Any:
    """Run the source in a module of its own and return what it defines. Raises StrategyFailed."""
    module = ModuleType("strategy")
    module.__file__ = name
    sys.modules["strategy"] = module
    exec(compile(source, name, "exec"), module.__dict__)  # noqa: S102 - running it is the purpose
    found = getattr(module, "signals", None)
    if callable(found):
        return found
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Strategy) and value.__module__ == "strategy"
    ]
    leaves = [one for one in classes if not any(one in other.__mro__[1:] for other in classes)]
    if len(leaves) != 1:
        what = "no strategy" if not leaves else f"{len(leaves)} strategies"
        raise StrategyFailed(f"{name} defines {what}. {_HINT}")
    return leaves[0]


def imported_by(source: str) -> list[str]:
    """Return the modules that the source imports, in its order; none when it cannot be parsed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= dict.fromkeys(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names[node.module] = None
    return list(names)
