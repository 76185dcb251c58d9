"""The class that event-style strategies derive from."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np

from coursewright_lab.backtest.errors import InvalidSpec, StrategyFailed
from coursewright_lab.backtest.strategy.desk import Desk, Holding
from coursewright_lab.backtest.strategy.line import Floats, Line

_COLUMNS = ("open", "high", "low", "close", "volume")


class Asset:
    """The bars of one symbol, as lines."""

    open: Line
    high: Line
    low: Line
    close: Line
    volume: Line

    def __init__(self, desk: Desk, symbol: str) -> None:
        for name in _COLUMNS:
            setattr(self, name, Line(desk.clock, name))
        self.symbol = symbol


class Strategy:
    """Derive from it, name indicators in `init`, and set targets in `next`, which runs at each bar's close.

    Parameters are class attributes. What is ordered fills at the next bar's open.
    """

    is_strategy: ClassVar[bool] = True

    def __init__(self, desk: Desk, parameters: Mapping[str, Any]) -> None:
        self._desk = desk
        self._indicators: list[tuple[Line, Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
        self.assets = {symbol: Asset(desk, symbol) for symbol in desk.symbols}
        first = self.assets[desk.symbols[0]]
        self.open, self.high, self.low = first.open, first.high, first.low
        self.close, self.volume = first.close, first.volume
        for name, value in parameters.items():
            if name.startswith("_") or not hasattr(type(self), name) or callable(getattr(type(self), name)):
                own = ", ".join(sorted(parameters_of(type(self)))) or "none"
                raise InvalidSpec(f"The strategy has no parameter {name}. It has: {own}.")
            setattr(self, name, value)

    def init(self) -> None:
        """Name indicators; there are no bars yet."""

    def next(self) -> None:
        """Look at the bars up to now, and set targets. Called at the close of every bar."""
        raise StrategyFailed("The strategy has no method next. Write one that sets a target.")

    def indicator(self, function: Callable[..., Any], *inputs: Any, **options: Any) -> Line:
        """Return the line that `function` makes of other lines; called in `init`, read in `next`.

        `function` gets arrays of all bars there are, and returns one value for each bar.
        """
        line = Line(self._desk.clock, getattr(function, "__name__", "indicator"))
        self._indicators.append((line, function, inputs, options))
        return line

    def go(self, target: float, symbol: str | None = None) -> None:
        """Aim at a position: 1 is all that is allowed, -1 the same short, 0 none."""
        self._desk.go(target, symbol)

    def buy(self, size: float = 1.0, *, stop: float | None = None, take: float | None = None) -> None:
        """Aim at a long position of `size`, with prices of its own for stop and take-profit."""
        self._desk.go(size, None)
        self._desk.set_levels(stop, take, None)

    def sell(self, size: float = 1.0, *, stop: float | None = None, take: float | None = None) -> None:
        """Aim at a short position of `size`."""
        self._desk.go(-size, None)
        self._desk.set_levels(stop, take, None)

    def exit(self, symbol: str | None = None) -> None:
        """Aim at no position."""
        self._desk.go(0.0, symbol)

    def protect(
        self, *, stop: float | None = None, take: float | None = None, symbol: str | None = None
    ) -> None:
        """Move stop or take-profit of the position to a price, from the next bar on."""
        self._desk.set_levels(stop, take, symbol)

    @property
    def now(self) -> int:
        """The number of the bar that just closed."""
        return self._desk.clock.now

    @property
    def position(self) -> Holding:
        """What is held of the first symbol."""
        return self._desk.holding(None)

    def held(self, symbol: str) -> Holding:
        """Return what is held of a symbol."""
        return self._desk.holding(symbol)

    @property
    def equity(self) -> float:
        """What the account is worth at this close."""
        return self._desk.equity()

    def compute_indicators(self) -> None:
        """Fill the lines; called by the engine after `init`."""
        for line, function, inputs, options in self._indicators:
            given = [self._desk.whole(item) if isinstance(item, Line) else item for item in inputs]
            values: Floats = np.asarray(function(*given, **options), dtype=np.float64)
            if values.shape != (self._desk.bars,):
                raise StrategyFailed(
                    f"{line!r} gave the shape {values.shape} for {self._desk.bars} bars. "
                    "An indicator returns one value for each bar."
                )
            line.fill(values)


def parameters_of(strategy: type[Strategy]) -> dict[str, Any]:
    """Return the parameters of a strategy with their defaults: its public plain attributes."""
    found: dict[str, Any] = {}
    for part in reversed(strategy.__mro__[: strategy.__mro__.index(Strategy)]):
        found |= {
            name: value
            for name, value in vars(part).items()
            if not name.startswith("_") and not callable(value) and not isinstance(value, property)
        }
    return found
