"""Indicators that a sweep computes once, however many of its tries ask for them."""

import functools
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from coursewright_lab.backtest.market import Market

P = ParamSpec("P")
R = TypeVar("R")
MOST_BYTES = 256 << 20
_PLAIN = (int, float, str, type(None))
_owners: dict[int, "weakref.ref[Market]"] = {}


def indicator(function: Callable[P, R]) -> Callable[P, R]:
    """Remember the Series or array that `function` makes of columns of the bars and of plain parameters.

    The answer must follow from the arguments alone. It is remembered where each of them is a column as it was
    lent, a number or a text; with anything else the function simply runs.
    """

    @functools.wraps(function)
    def remembered(*inputs: P.args, **options: P.kwargs) -> R:
        market, key = _question([*enumerate(inputs), *sorted(options.items())])
        if market is None:
            return function(*inputs, **options)
        answer = market.memory.get((function, key))
        if answer is None:
            answer = function(*inputs, **options)
            market.memory.keep((function, key), answer)
        lent: R = _lent(answer)
        return lent

    return remembered


class Memory:
    """Answers of indicators on one market; those asked for longest ago are dropped first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: Hashable) -> Any:
        """Return the answer, or None."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def keep(self, question: Hashable, answer: Any) -> None:
        """Remember an answer that has a size, as a Series or an array has."""
        if not isinstance(size := getattr(answer, "nbytes", None), int):
            return
        with self._lock:
            if question not in self._answers:
                self._bytes += size
            self._answers[question] = _lent(answer)
            while self._bytes > self._most:
                self._bytes -= self._answers.popitem(last=False)[1].nbytes


def own(market: "Market", frame: "pd.DataFrame") -> None:
    """Know the columns of a frame as the market's: nothing changes them, and they live as long as it does."""
    owner = weakref.ref(market)
    for name in frame.select_dtypes("float64"):
        address = _address(frame[name].to_numpy())
        _owners[address] = owner
        weakref.finalize(market, _owners.pop, address, None)


def _question(arguments: list[tuple[int | str, Any]]) -> tuple["Market | None", Hashable]:
    """Return the market that all columns among the arguments belong to, and what tells them from others."""
    markets: set[Market] = set()
    parts: list[Hashable] = []
    for name, value in arguments:
        if type(value) in _PLAIN:
            parts.append((name, type(value), value))
            continue
        column = _column(value)
        owner = None if column is None else _owners.get(_address(column), _no_market)()
        if column is None or owner is None or len(column) != len(owner):
            return None, ()
        markets.add(owner)
        parts.append((name, type(value), getattr(value, "name", None), _address(column)))
    return (markets.pop() if len(markets) == 1 else None), tuple(parts)


def _column(value: Any) -> Any:
    """Return the numbers behind a Series with the bars' own index, or behind an array that none can write."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(value, pd.Series):
        is_own = isinstance(value.index, pd.RangeIndex) and value.index.start == 0 and value.index.step == 1
        value = value.to_numpy() if is_own and value.dtype == np.float64 else None
    if not isinstance(value, np.ndarray) or value.dtype != np.float64 or value.flags.writeable:
        return None
    return value if value.ndim == 1 and value.flags.c_contiguous else None


def _address(values: Any) -> int:
    return int(values.__array_interface__["data"][0])


def _no_market() -> None:
    return None


def _lent(answer: Any) -> Any:
    """Return an answer so that writing changes no other: an array is read-only, a Series copied on write."""
    if isinstance(answer, np.ndarray):
        view = answer.view()
        view.flags.writeable = False
        return view
    return answer.copy(deep=False) if hasattr(answer, "nbytes") else answer
