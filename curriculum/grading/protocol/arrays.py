"""The kinds of numpy's values: arrays and scalars as dtype, shape and bytes, the dtype from a short list."""

import importlib
import math
import re
from typing import Any

from curriculum.grading.protocol.codec import Raw
from curriculum.grading.protocol.fault import UncodableError
from curriculum.grading.protocol.kind import Kind, one, parts, reject

_DTYPE = re.compile(
    r"[<>|=]?([biufcSUmM])\d{0,9}(\[\d{0,9}(generic|[YMWDhms]|ms|us|ns|ps|fs|as)\])?", re.ASCII
)
_LAST_CHARACTER = 0x10FFFF
_MOST_DIMENSIONS = 32


def kinds() -> tuple[Kind, ...]:
    """All kinds of numpy; imports it."""
    np: Any = importlib.import_module("numpy")
    scalars = {np.dtype(letter).type for letter in "?bBhHiIlLqQefdgFDGSUmM"}
    dtypes = {type(np.dtype(letter)) for letter in "?bBhHiIlLqQefdgFDGSUmM"}
    return (
        Kind(50, np.ndarray, _array_parts, _array),
        *(Kind(51, of, _scalar_parts, _scalar) for of in scalars),
        *(Kind(52, of, lambda value: value.str, _dtype) for of in dtypes),
        Kind(53, np.ma.MaskedArray, _masked_parts, _masked),
    )


def _dtype(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    text = one(content, "dtype", str)
    if not _DTYPE.fullmatch(text):
        reject("dtype")
    return np.dtype(text)


def _array_parts(value: Any) -> tuple[Any, ...]:
    dtype = value.dtype
    if dtype.names is not None:
        fields = tuple(value[name].copy() for name in dtype.names)
        return tuple(dtype.names), value.shape, fields
    if dtype.kind == "O":
        return "O", value.shape, list(value.flat)
    if not _DTYPE.fullmatch(dtype.str):
        raise UncodableError(value)
    if value.flags.c_contiguous and value.size and dtype.kind in "biufc":
        return dtype.str, value.shape, Raw(memoryview(value.reshape(-1)).cast("B"))
    return dtype.str, value.shape, value.tobytes()


def _array(content: Any) -> Any:
    dtype, shape, held = parts(content, "array", (str, tuple), tuple, (bytes, list, tuple))
    size = _size(shape)
    if type(dtype) is tuple:
        return _structured(dtype, shape, held)
    if dtype == "O":
        return _objects(shape, size, one(held, "array", list))
    return _plain(_dtype(dtype), size, one(held, "array", bytes)).reshape(shape)


def _size(shape: tuple[Any, ...]) -> int:
    if len(shape) > _MOST_DIMENSIONS or not all(
        type(length) is int and 0 <= length < 1 << 40 for length in shape
    ):
        reject("array")
    return math.prod(shape)


def _plain(dtype: Any, size: int, raw: bytes) -> Any:
    np: Any = importlib.import_module("numpy")
    if size * dtype.itemsize != len(raw):
        reject("array")
    if not dtype.itemsize:
        return np.zeros(size if size < 1 << 20 else reject("array"), dtype)
    if dtype.kind == "U":
        points = np.frombuffer(raw, dtype.str[0] + "u4")
        if points.size and points.max() > _LAST_CHARACTER:
            reject("array")
    if dtype.kind == "b":
        return np.frombuffer(raw, "u1") != 0
    return np.frombuffer(raw, dtype).copy()


def _objects(shape: tuple[int, ...], size: int, members: list[Any]) -> Any:
    np: Any = importlib.import_module("numpy")
    if len(members) != size:
        reject("array")
    flat = np.empty(size, object)
    for place, member in enumerate(members):
        flat[place] = member
    return flat.reshape(shape)


def _structured(names: tuple[Any, ...], shape: tuple[int, ...], fields: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    columns = one(fields, "array", tuple)
    is_sound = all(type(name) is str for name in names) and len(set(names)) == len(names) == len(columns)
    if not is_sound or not all(
        type(c) is np.ndarray and c.shape == shape and not c.dtype.hasobject for c in columns
    ):
        reject("array")
    dtype = [(name, column.dtype) for name, column in zip(names, columns, strict=True)]
    built = np.empty(shape, dtype)
    for name, column in zip(names, columns, strict=True):
        built[name] = column
    return built


def _scalar_parts(value: Any) -> tuple[str, bytes]:
    return value.dtype.str, value.tobytes()


def _scalar(content: Any) -> Any:
    dtype, raw = parts(content, "number", str, bytes)
    return _plain(_dtype(dtype), 1, raw)[0]


def _masked_parts(value: Any) -> tuple[Any, ...]:
    np: Any = importlib.import_module("numpy")
    return np.ma.getdata(value), np.ma.getmaskarray(value), value.fill_value


def _masked(content: Any) -> Any:
    np: Any = importlib.import_module("numpy")
    data, mask, fill = parts(content, "masked array", np.ndarray, np.ndarray, object)
    if mask.dtype != bool or mask.shape != data.shape:
        reject("masked array")
    return np.ma.MaskedArray(data, mask, fill_value=fill)
