"""The kinds of the standard library's values: ranges, exact numbers, collections, paths."""

import array
import collections
import decimal
import fractions
import pathlib
import types
import uuid
from typing import Any

from curriculum.grading.protocol.kind import Kind, one, parts, reject

_NUMBER = (int, type(None))
_LONGEST_DECIMAL = 10_000


def _range(content: Any) -> range:
    return range(*parts(content, "range", int, int, int))


def _slice(content: Any) -> slice:
    return slice(*parts(content, "slice", object, object, object))


def _decimal(content: Any) -> decimal.Decimal:
    text = one(content, "Decimal", str)
    if len(text) > _LONGEST_DECIMAL:
        reject("Decimal")
    return decimal.Decimal(text)


def _fraction(content: Any) -> fractions.Fraction:
    numerator, denominator = parts(content, "Fraction", int, int)
    return fractions.Fraction(numerator, denominator)


def _uuid(content: Any) -> uuid.UUID:
    return uuid.UUID(bytes=one(content, "UUID", bytes))


def _deque(content: Any) -> collections.deque[Any]:
    members, most = parts(content, "deque", list, _NUMBER)
    return collections.deque(members, most)


_FACTORIES: tuple[Any, ...] = (None, int, float, str, bool, list, tuple, dict, set, collections.Counter)


def _default(value: collections.defaultdict[Any, Any]) -> tuple[int, dict[Any, Any]]:
    factory = value.default_factory
    place = _FACTORIES.index(factory) if factory in _FACTORIES else _default_of(factory)
    return place, dict(value)


def _default_of(factory: Any) -> int:
    """A factory of the program's own: what it gives is nearest to the builtin type of its first value."""
    try:
        return _FACTORIES.index(type(factory()))
    except Exception:
        return 0


def _defaultdict(content: Any) -> collections.defaultdict[Any, Any]:
    place, members = parts(content, "defaultdict", int, dict)
    if not 0 <= place < len(_FACTORIES):
        reject("defaultdict")
    return collections.defaultdict(_FACTORIES[place], members)


def _counter(content: Any) -> collections.Counter[Any]:
    counter: collections.Counter[Any] = collections.Counter()
    dict.update(counter, one(content, "Counter", dict))
    return counter


def _array(content: Any) -> Any:
    code, raw = parts(content, "array", str, bytes)
    if len(code) != 1 or code not in "bBhHiIlLqQfd":
        reject("array")
    built = array.array(code)
    built.frombytes(raw)
    return built


_EMPTY: dict[Any, Any] = {}

KINDS: tuple[Kind, ...] = (
    Kind(1, range, lambda value: (value.start, value.stop, value.step), _range),
    Kind(2, slice, lambda value: (value.start, value.stop, value.step), _slice),
    Kind(3, decimal.Decimal, str, _decimal),
    Kind(4, fractions.Fraction, lambda value: (value.numerator, value.denominator), _fraction),
    Kind(5, uuid.UUID, lambda value: value.bytes, _uuid),
    Kind(6, collections.deque, lambda value: (list(value), value.maxlen), _deque),
    Kind(7, collections.defaultdict, _default, _defaultdict),
    Kind(8, collections.Counter, dict, _counter),
    Kind(9, collections.OrderedDict, dict, lambda c: collections.OrderedDict(one(c, "OrderedDict", dict))),
    Kind(10, array.array, lambda value: (value.typecode, value.tobytes()), _array),
    Kind(11, type(Ellipsis), lambda _value: None, lambda _content: Ellipsis),
    Kind(12, type(NotImplemented), lambda _value: None, lambda _content: NotImplemented),
    Kind(13, type(_EMPTY.keys()), list, lambda c: dict.fromkeys(one(c, "dict_keys", list)).keys()),
    Kind(14, type(_EMPTY.values()), list, lambda c: dict(enumerate(one(c, "dict_values", list))).values()),
    Kind(15, type(_EMPTY.items()), dict, lambda c: one(c, "dict_items", dict).items()),
    Kind(16, types.MappingProxyType, dict, lambda c: types.MappingProxyType(one(c, "mappingproxy", dict))),
    Kind(17, type(pathlib.Path()), str, lambda c: pathlib.Path(one(c, "Path", str))),
    Kind(18, pathlib.PurePosixPath, str, lambda c: pathlib.PurePosixPath(one(c, "Path", str))),
    Kind(19, memoryview, bytes, lambda c: memoryview(one(c, "memoryview", bytes))),
)
