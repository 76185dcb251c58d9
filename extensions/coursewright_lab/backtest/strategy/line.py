"""A series as an event-style strategy sees it: everything up to now, nothing later."""

from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.errors import StrategyFailed

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Clock:
    """The bar that is now; -1 before the first."""

    now: int = -1


class Line:
    """A column or an indicator; `line[-1]` is the value now, `line[-2]` the one before."""

    __slots__ = ("_clock", "_name", "_numbers", "_values")

    def __init__(self, clock: Clock, name: str) -> None:
        self._clock = clock
        self._name = name
        self._values: Floats | None = None
        self._numbers: list[float] = []

    def fill(self, values: Floats) -> None:
        """Take over the values; called once by the engine, after `init`."""
        self._values = values
        self._numbers = values.tolist()

    def __len__(self) -> int:
        return self._clock.now + 1

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> Floats: ...
    def __getitem__(self, index: int | slice) -> float | Floats:
        now = self._clock.now
        if index.__class__ is int:
            place = now + 1 + index if index < 0 else index
            if 0 <= place <= now:
                return self._numbers[place]
        return self._slow(index)

    def _slow(self, index: Any) -> float | Floats:
        if self._clock.now < 0:
            raise StrategyFailed(
                f"{self._name} holds no bars in init. Name indicators there, and read them in next."
            )
        if isinstance(index, slice):
            return self.array[index]
        return float(self.array[index])

    @property
    def array(self) -> Floats:
        """All values up to now, as an array of one's own."""
        if self._values is None:
            return np.empty(0)
        return self._values[: self._clock.now + 1].copy()

    def __repr__(self) -> str:
        return f"<{self._name}, {len(self)} bars>"
