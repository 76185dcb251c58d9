"""The kinds of pandas: series, frames, indexes of all sorts, and its own scalars, each with dtypes."""

import importlib
from typing import Any

from curriculum.grading.protocol.columns import column, column_parts
from curriculum.grading.protocol.kind import Kind, one, parts, reject

_LONGEST_FREQ = 64
_NO_FREQ = (str, type(None))


def kinds() -> tuple[Kind, ...]:
    """All kinds of pandas; imports it."""
    pd: Any = importlib.import_module("pandas")
    plain = (pd.Index, pd.CategoricalIndex, pd.IntervalIndex, pd.PeriodIndex)
    extension = (pd.Categorical, type(pd.array([1])), type(pd.array([1.5])), type(pd.array([True])))
    return (
        Kind(70, pd.Series, lambda v: (column_parts(v.array), v.index, v.name), _series),
        Kind(71, pd.DataFrame, _frame_parts, _frame),
        *(Kind(72, of, lambda v: (column_parts(v.array), v.name), _index) for of in plain),
        Kind(73, pd.RangeIndex, lambda v: (v.start, v.stop, v.step, v.name), _range_index),
        *(Kind(74, of, _time_parts, _time_index) for of in (pd.DatetimeIndex, pd.TimedeltaIndex)),
        Kind(75, pd.MultiIndex, _multi_parts, _multi_index),
        Kind(76, pd.Timestamp, lambda v: (v.asm8, str(v.tz) if v.tz else None), _timestamp),
        Kind(77, pd.Timedelta, lambda v: v.asm8, _timedelta),
        Kind(78, type(pd.NaT), lambda _v: None, lambda _c: pd.NaT),
        Kind(79, type(pd.NA), lambda _v: None, lambda _c: pd.NA),
        Kind(80, pd.Period, lambda v: (v.ordinal, v.freqstr), _period),
        Kind(81, pd.Interval, lambda v: (v.left, v.right, v.closed), _interval),
        *(Kind(82, of, column_parts, column) for of in extension),
    )


def _index_of(value: Any, length: int) -> Any:
    pd: Any = importlib.import_module("pandas")
    if not isinstance(value, pd.Index) or len(value) != length:
        reject("table")
    return value


def _series(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    held, index, name = parts(content, "Series", tuple, object, object)
    values = column(held)
    return pd.Series(values, index=_index_of(index, len(values)), name=name, dtype=values.dtype, copy=False)


def _frame_parts(value: Any) -> tuple[Any, ...]:
    held = [column_parts(value.iloc[:, place].array) for place in range(value.shape[1])]
    return held, value.columns, value.index


def _frame(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    held, columns, index = parts(content, "DataFrame", list, object, object)
    _index_of(columns, len(held))
    if not held:
        return pd.DataFrame(index=_index_of(index, len(index)), columns=columns)
    made = {}
    for place, one_column in enumerate(held):
        values = column(one_column)
        _index_of(index, len(values))
        made[place] = pd.Series(values, index=index, dtype=values.dtype, copy=False)
    frame = pd.DataFrame(made, index=index)
    frame.columns = columns
    return frame


def _index(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    held, name = parts(content, "Index", tuple, object)
    values = column(held)
    return pd.Index(values, dtype=values.dtype, name=name)


def _range_index(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    start, stop, step, name = parts(content, "RangeIndex", int, int, int, object)
    return pd.RangeIndex(start, stop, step, name=name)


def _time_parts(value: Any) -> tuple[Any, ...]:
    return column_parts(value.array), value.freqstr, value.name


def _time_index(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    held, freq, name = parts(content, "time index", tuple, _NO_FREQ, object)
    values = column(held)
    if values.dtype.kind not in "mM" or (freq and len(freq) > _LONGEST_FREQ):
        reject("time index")
    of = pd.TimedeltaIndex if values.dtype.kind == "m" else pd.DatetimeIndex
    return of(values, freq=freq, name=name)


def _multi_parts(value: Any) -> tuple[Any, ...]:
    return list(value.levels), [list(map(int, places)) for places in value.codes], list(value.names)


def _multi_index(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    levels, places, names = parts(content, "MultiIndex", list, list, list)
    if not all(isinstance(level, pd.Index) for level in levels):
        reject("MultiIndex")
    return pd.MultiIndex(levels=levels, codes=places, names=names)


def _timestamp(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    np: Any = importlib.import_module("numpy")
    moment, zone = parts(content, "Timestamp", np.datetime64, _NO_FREQ)
    if zone is not None and len(zone) > _LONGEST_FREQ:
        reject("Timestamp")
    stamp = pd.Timestamp(moment)
    return stamp.tz_localize("UTC").tz_convert(zone) if zone else stamp


def _timedelta(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    np: Any = importlib.import_module("numpy")
    return pd.Timedelta(one(content, "Timedelta", np.timedelta64))


def _period(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    ordinal, freq = parts(content, "Period", int, str)
    if len(freq) > _LONGEST_FREQ:
        reject("Period")
    return pd.Period(ordinal=ordinal, freq=freq)


def _interval(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    left, right, closed = parts(content, "Interval", object, object, str)
    return pd.Interval(left, right, closed)
