"""Makes a container hold what another one holds, in place, so that everybody who has it sees the change."""

import array
import collections
import sys
from collections.abc import Callable
from typing import Any

from curriculum.grading.protocol.fault import UncodableError


def is_shareable(value: Any) -> bool:
    """Whether this is a container that code may change in place."""
    of = type(value)
    return of in _REPLACE or (
        of.__module__.partition(".")[0] in {"numpy", "pandas"} and _large(value) is not None
    )


def replace(old: Any, new: Any) -> None:
    """Make `old` equal to `new`, keeping the containers inside it that have a counterpart.

    Raises UncodableError where Python has no such change in place.
    """
    if type(old) is not type(new):
        raise UncodableError(old)
    change = _REPLACE.get(type(old)) or _large(old)
    if change is None:
        raise UncodableError(old)
    change(old, new)


def _merge(old: Any, new: Any) -> Any:
    """The member to keep: the old container brought up to date, or else the new member."""
    if type(old) is type(new) and type(old) in _REPLACE:
        replace(old, new)
        return old
    return new


def _list(old: Any, new: Any) -> None:
    if len(old) == len(new) and any(type(member) in _REPLACE for member in new):
        new = [_merge(before, after) for before, after in zip(old, new, strict=True)]
    old[:] = new


def _deque(old: Any, new: Any) -> None:
    old.clear()
    old.extend(new)


def _dict(old: Any, new: Any) -> None:
    merged = {key: _merge(old[key], member) if key in old else member for key, member in new.items()}
    old.clear()
    dict.update(old, merged)


def _set(old: Any, new: Any) -> None:
    old.clear()
    old.update(new)


def _array(old: Any, new: Any) -> None:
    if old.shape != new.shape or old.dtype != new.dtype:
        raise UncodableError(old)
    old[...] = new


def _table(old: Any, new: Any) -> None:
    old._update_inplace(new)


_REPLACE: dict[type, Callable[[Any, Any], None]] = {
    list: _list,
    bytearray: _list,
    array.array: _list,
    collections.deque: _deque,
    dict: _dict,
    collections.defaultdict: _dict,
    collections.OrderedDict: _dict,
    collections.Counter: _dict,
    set: _set,
}


def _large(value: Any) -> Callable[[Any, Any], None] | None:
    """How arrays and tables change; their libraries are loaded if there is one of them."""
    of = type(value)
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and of is numpy.ndarray:
        return _array
    if pandas is not None and of in {pandas.Series, pandas.DataFrame}:
        return _table
    return None
