"""What a strategy answers: a target for every bar and asset, and prices of its own stops."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.errors import InvalidSignals

Floats = NDArray[np.float64]
_FORM = "Return one target from -1 to 1 for each bar; nan keeps the last one."


@dataclass(frozen=True, eq=False)
class Signals:
    """Targets from -1 to 1 by [bar, asset], nan keeping the last one; `levels` are own stops and takes.

    With `are_orders` a target that was stopped may be ordered again; otherwise it is spent until it changes.
    """

    targets: Floats
    levels: Floats | None = None
    are_orders: bool = False

    def __len__(self) -> int:
        return len(self.targets)


def normalised(answer: Any, count: int, symbols: tuple[str, ...]) -> Signals:
    """Return the signals in whatever a strategy answered. Raises InvalidSignals with the row."""
    if isinstance(answer, Signals):
        return answer
    if isinstance(answer, Mapping):
        if missing := [symbol for symbol in symbols if symbol not in answer]:
            raise InvalidSignals(f"The signals lack {', '.join(missing)}. Give one array for each symbol.")
        columns = [_column(answer[symbol], count, f"The signals of {symbol}") for symbol in symbols]
        return Signals(np.ascontiguousarray(np.stack(columns, axis=1)))
    if hasattr(answer, "columns") and set(symbols) <= set(answer.columns):
        answer = answer[list(symbols)].to_numpy()
    if len(symbols) == 1:
        return Signals(_column(answer, count, "The signals").reshape(-1, 1))
    table = _numbers(answer, "The signals")
    if table.shape != (count, len(symbols)):
        raise InvalidSignals(
            f"The signals have the shape {table.shape}, not {(count, len(symbols))}. Give a row for each bar "
            f"and a column for each symbol, or a mapping from symbol to array."
        )
    for place, symbol in enumerate(symbols):
        _check(table[:, place], f"The signals of {symbol}")
    return Signals(np.ascontiguousarray(table))


def _column(answer: Any, count: int, name: str) -> Floats:
    index = getattr(answer, "index", None)
    if getattr(index, "is_monotonic_increasing", True) is False:
        raise InvalidSignals(
            f"{name} are not in the order of the bars. Sort them by time, or use .to_numpy()."
        )
    values = _numbers(answer, name)
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim != 1:
        raise InvalidSignals(f"{name} have the shape {values.shape}. {_FORM}")
    if len(values) != count:
        raise InvalidSignals(f"{name} have {len(values)} values for {count} bars. {_FORM}")
    _check(values, name)
    return values


def _numbers(answer: Any, name: str) -> Floats:
    if answer is None:
        raise InvalidSignals(f"{name} are missing: the function returned nothing. {_FORM}")
    kind = getattr(getattr(answer, "dtype", None), "kind", "")
    if kind == "c" or isinstance(answer, str | bytes):
        raise InvalidSignals(f"{name} are no numbers but {type(answer).__name__}. {_FORM}")
    try:
        if hasattr(answer, "to_numpy"):
            return np.array(answer.to_numpy(dtype=np.float64, na_value=np.nan))
        return np.array(answer, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidSignals(f"{name} are no numbers but {type(answer).__name__}. {_FORM}") from None


def _check(values: Floats, name: str) -> None:
    wrong = np.abs(values) > 1.0
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InvalidSignals(f"{name} at bar {row} are {values[row]:g}. {_FORM}", row=row)
