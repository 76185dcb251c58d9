"""The values of a pandas column or index, whatever their dtype, as arrays and plain values."""

import importlib
from typing import Any

from curriculum.grading.protocol.fault import UncodableError
from curriculum.grading.protocol.kind import parts, reject

_LONGEST_NAME = 64


def column_parts(values: Any) -> tuple[Any, ...]:
    """A word for the form of an array of pandas or numpy, and its parts."""
    np: Any = importlib.import_module("numpy")
    pd: Any = importlib.import_module("pandas")
    if type(values) is pd.arrays.NumpyExtensionArray:
        values = values.to_numpy()
    dtype = values.dtype
    if isinstance(dtype, np.dtype):
        return "plain", np.asarray(values)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return "zoned", np.asarray(values.tz_convert("UTC").tz_localize(None)), str(dtype.tz)
    if isinstance(dtype, pd.CategoricalDtype):
        return "category", np.asarray(values.codes), values.categories, bool(values.ordered)
    if isinstance(dtype, pd.StringDtype):
        texts = [
            None if missing else str(text) for text, missing in zip(values, pd.isna(values), strict=True)
        ]
        return "text", texts, dtype.storage, dtype.na_value is pd.NA
    return _rarer_parts(values, dtype, np, pd)


def _rarer_parts(values: Any, dtype: Any, np: Any, pd: Any) -> tuple[Any, ...]:
    if isinstance(dtype, pd.PeriodDtype):
        return "period", values.asi8, str(dtype).removeprefix("period[").removesuffix("]")
    if isinstance(dtype, pd.IntervalDtype):
        return "interval", pd.Index(values.left), pd.Index(values.right), values.closed
    if hasattr(values, "_mask") and hasattr(values, "_data"):
        return "masked", np.asarray(values._data), np.asarray(values._mask)
    raise UncodableError(values)


def column(content: Any) -> Any:
    """The array for its form and parts."""
    if type(content) is not tuple or not content or type(content[0]) is not str:
        reject("column")
    build = _FORMS.get(content[0])
    if build is None:
        reject("column")
    return build(content)


def _plain(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    array = parts(content, "column", str, np.ndarray)[1]
    return array if array.ndim == 1 and array.dtype.names is None else reject("column")


def _zoned(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    pd: Any = importlib.import_module("pandas")
    _, moments, zone = parts(content, "column", str, np.ndarray, str)
    if moments.dtype.kind != "M" or moments.ndim != 1 or len(zone) > _LONGEST_NAME:
        reject("column")
    return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone).array


def _category(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    pd: Any = importlib.import_module("pandas")
    _, places, categories, ordered = parts(content, "column", str, np.ndarray, object, bool)
    if not isinstance(categories, pd.Index) or places.dtype.kind != "i" or places.ndim != 1:
        reject("column")
    return pd.Categorical.from_codes(places, categories, ordered=ordered)


def _text(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    _, texts, storage, is_na = parts(content, "column", str, list, str, bool)
    if storage not in {"python", "pyarrow"} or not all(type(text) in {str, type(None)} for text in texts):
        reject("column")
    missing = pd.NA if is_na else float("nan")
    return pd.array(texts, dtype=pd.StringDtype(storage, na_value=missing))


def _period(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    pd: Any = importlib.import_module("pandas")
    _, ordinals, freq = parts(content, "column", str, np.ndarray, str)
    if ordinals.dtype != np.int64 or ordinals.ndim != 1 or len(freq) > _LONGEST_NAME:
        reject("column")
    return pd.PeriodIndex.from_ordinals(ordinals, freq=freq).array


def _interval(content: Any) -> Any:
    pd: Any = importlib.import_module("pandas")
    _, left, right, closed = parts(content, "column", str, object, object, str)
    if not isinstance(left, pd.Index) or not isinstance(right, pd.Index):
        reject("column")
    return pd.arrays.IntervalArray.from_arrays(left, right, closed=closed)


def _masked(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    pd: Any = importlib.import_module("pandas")
    _, data, mask = parts(content, "column", str, np.ndarray, np.ndarray)
    if mask.dtype != bool or mask.shape != data.shape or data.ndim != 1:
        reject("column")
    of = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}.get(
        data.dtype.kind, pd.arrays.IntegerArray
    )
    return of(data, mask)


_FORMS = {
    "plain": _plain,
    "zoned": _zoned,
    "category": _category,
    "text": _text,
    "period": _period,
    "interval": _interval,
    "masked": _masked,
}
