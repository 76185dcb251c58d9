"""Turns plain values into bytes and back: tagged, without references, and with limits checked first.

A value is a tag byte and its payload, little-endian. Lists, tuples and sets whose members are all floats,
small ints or strings are packed, so that large ones cost C speed. All that is not a builtin of Python is an
extension: a code and one nested value, built by the function that the codec was given for it.
"""

import struct
from collections.abc import Callable, Iterable
from typing import Any

from curriculum.grading.protocol.fault import MalformedError, ProtocolError, TooLargeError, UncodableError
from curriculum.grading.protocol.limits import LIMITS, Limits

Reduce = Callable[[Any], tuple[int, Any] | None]
"""Gives an extension's code and content for a value that is no builtin, or None."""
Build = Callable[[int, Any], Any]
"""Gives the value for an extension's code and content; raises MalformedError."""

NONE, TRUE, FALSE, INT, LONG, FLOAT, COMPLEX, STR, BYTES, BYTEARRAY = b"NTFiIdcsbB"
LIST, TUPLE, SET, FROZEN, DICT, EXTENSION = b"ltezmX"
OTHERS, FLOATS, INTS, STRS = range(4)

_COUNT = struct.Struct("<I")
_SMALL = struct.Struct("<q")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")
_SERIES = struct.Struct("<BI")
_LOW, _HIGH = -(1 << 63), (1 << 63) - 1
_PACKED_FROM = 4


class Raw:
    """Bytes that a kind lends to the encoder, to spare a copy; they arrive as bytes."""

    __slots__ = ("view",)

    def __init__(self, view: memoryview) -> None:
        """`view` is one row of single bytes."""
        self.view = view


class Encoder:
    """Collects the bytes of one value."""

    __slots__ = ("_items", "_limits", "_parts", "_reduce", "_size")

    def __init__(self, reduce: Reduce, limits: Limits = LIMITS) -> None:
        """`reduce` is asked for everything that is not a builtin."""
        self._reduce, self._limits = reduce, limits
        self._parts: list[bytes | memoryview] = []
        self._items = self._size = 0

    def encode(self, value: Any) -> bytes:
        """Return the bytes of `value`; raises UncodableError or TooLargeError."""
        self._put(value, 0)
        raw = b"".join(self._parts)
        if len(raw) > self._limits.frame:
            msg = "This value is larger than may be sent at once."
            raise TooLargeError(msg)
        return raw

    def _add(self, part: bytes | memoryview) -> None:
        self._size += len(part)
        if self._size > self._limits.frame:
            msg = "This value is larger than may be sent at once."
            raise TooLargeError(msg)
        self._parts.append(part)

    def _count(self, members: int) -> None:
        self._items += members
        if self._items > self._limits.items:
            msg = "This value has more members than may be sent at once."
            raise TooLargeError(msg)

    def _put(self, value: Any, depth: int) -> None:
        kind = type(value)
        put = _PUT.get(kind)
        if put is not None:
            put(self, value)
        elif kind in _SERIES_TAGS:
            self._put_series(_SERIES_TAGS[kind], value, self._deeper(depth))
        elif kind is dict:
            self._put_dict(value, self._deeper(depth))
        else:
            self._put_extension(value, self._deeper(depth))

    def _deeper(self, depth: int) -> int:
        if depth >= self._limits.depth:
            msg = "This value is nested deeper than may be sent."
            raise TooLargeError(msg)
        return depth + 1

    def put_none(self, _value: None) -> None:
        self._parts.append(b"N")

    def put_bool(self, value: bool) -> None:
        self._parts.append(b"T" if value else b"F")

    def put_int(self, value: int) -> None:
        if _LOW <= value <= _HIGH:
            self._parts.append(b"i" + _SMALL.pack(value))
            return
        length = value.bit_length() // 8 + 1
        if length > self._limits.integer:
            msg = "This whole number has more digits than may be sent."
            raise TooLargeError(msg)
        self._add(b"I" + _COUNT.pack(length) + value.to_bytes(length, "little", signed=True))

    def put_float(self, value: float) -> None:
        self._parts.append(b"d" + _FLOAT.pack(value))

    def put_complex(self, value: complex) -> None:
        self._add(b"c" + _COMPLEX.pack(value.real, value.imag))

    def put_str(self, value: str) -> None:
        raw = value.encode("utf-8", "surrogatepass")
        self._add(b"s" + _COUNT.pack(len(raw)) + raw)

    def put_bytes(self, value: bytes) -> None:
        self._add(b"b" + _COUNT.pack(len(value)))
        self._add(value)

    def put_raw(self, value: Raw) -> None:
        self._add(b"b" + _COUNT.pack(len(value.view)))
        self._add(value.view)

    def put_bytearray(self, value: bytearray) -> None:
        self._add(b"B" + _COUNT.pack(len(value)))
        self._add(bytes(value))

    def _put_series(self, tag: bytes, value: Any, depth: int) -> None:
        count = len(value)
        self._count(count)
        form, packed = _pack(value) if count >= _PACKED_FROM else (OTHERS, ())
        self._add(tag + _SERIES.pack(form, count))
        if form == OTHERS:
            for member in value:
                self._put(member, depth)
        for part in packed:
            self._add(part)

    def _put_dict(self, value: dict[Any, Any], depth: int) -> None:
        self._count(2 * len(value))
        self._add(b"m" + _COUNT.pack(len(value)))
        for key, member in value.items():
            self._put(key, depth)
            self._put(member, depth)

    def _put_extension(self, value: Any, depth: int) -> None:
        reduced = self._reduce(value)
        if reduced is None:
            raise UncodableError(value)
        code, content = reduced
        self._count(1)
        self._add(b"X" + bytes((code,)))
        self._put(content, depth)


def _pack(value: Iterable[Any]) -> tuple[int, tuple[bytes, ...]]:
    members = list(value)
    kinds = set(map(type, members))
    if len(kinds) == 1:
        match kinds.pop().__name__:
            case "float" if type(members[0]) is float:
                return FLOATS, (struct.pack(f"<{len(members)}d", *members),)
            case "int" if type(members[0]) is int and min(members) >= _LOW and max(members) <= _HIGH:
                return INTS, (struct.pack(f"<{len(members)}q", *members),)
            case "str" if type(members[0]) is str:
                raw = [member.encode("utf-8", "surrogatepass") for member in members]
                return STRS, (struct.pack(f"<{len(raw)}I", *map(len, raw)), b"".join(raw))
    return OTHERS, ()


_PUT: dict[type, Callable[[Encoder, Any], None]] = {
    type(None): Encoder.put_none,
    bool: Encoder.put_bool,
    int: Encoder.put_int,
    float: Encoder.put_float,
    complex: Encoder.put_complex,
    str: Encoder.put_str,
    bytes: Encoder.put_bytes,
    bytearray: Encoder.put_bytearray,
    Raw: Encoder.put_raw,
}
_SERIES_TAGS: dict[type, bytes] = {list: b"l", tuple: b"t", set: b"e", frozenset: b"z"}
_SERIES_TYPES: dict[int, Callable[[Any], Any]] = {LIST: list, TUPLE: tuple, SET: set, FROZEN: frozenset}


class Decoder:
    """Reads one value from the bytes of a frame."""

    __slots__ = ("_at", "_build", "_items", "_limits", "_raw", "_size")

    def __init__(self, raw: bytes | bytearray, build: Build, limits: Limits = LIMITS) -> None:
        """`build` is called for every extension."""
        self._raw, self._build, self._limits = memoryview(raw), build, limits
        self._size, self._at, self._items = len(raw), 0, 0

    def decode(self) -> Any:
        """Return the value; raises MalformedError or TooLargeError, whatever the bytes are."""
        try:
            value = self._take(0)
        except ProtocolError:
            raise
        except Exception as error:  # libraries raise all sorts of errors for values that cannot be
            msg = f"A value could not be built: {type(error).__name__}."
            raise MalformedError(msg) from error
        if self._at != self._size:
            msg = "Bytes are left over after the value."
            raise MalformedError(msg)
        return value

    def _advance(self, size: int) -> int:
        start = self._at
        if size > self._size - start:
            msg = "The bytes end in the middle of a value."
            raise MalformedError(msg)
        self._at = start + size
        return start

    def _number(self) -> int:
        (count,) = _COUNT.unpack_from(self._raw, self._advance(4))
        return int(count)

    def _count(self, members: int) -> None:
        self._items += members
        if self._items > self._limits.items:
            msg = "A value has more members than may be sent at once."
            raise TooLargeError(msg)
        if members > self._size - self._at:  # each member takes a byte or more
            msg = "A value claims more members than there are bytes."
            raise MalformedError(msg)

    def _take(self, depth: int) -> Any:
        at = self._at
        tag = self._raw[at]  # an IndexError at the end, as below a struct.error, is malformed
        self._at = at + 1
        if tag == INT:
            self._at = at + 9
            return _SMALL.unpack_from(self._raw, at + 1)[0]
        take = _TAKE.get(tag)
        if take is not None:
            return take(self)
        if depth >= self._limits.depth:
            msg = "A value is nested deeper than may be sent."
            raise TooLargeError(msg)
        if tag in _SERIES_TYPES:
            return self._take_series(tag, depth + 1)
        if tag == DICT:
            return self._take_dict(depth + 1)
        if tag == EXTENSION:
            self._count(1)
            code = self._raw[self._advance(1)]
            return self._build(code, self._take(depth + 1))
        msg = "A value has an unknown tag."
        raise MalformedError(msg)

    def take_long(self) -> int:
        length = self._number()
        if length > self._limits.integer:
            msg = "A whole number has more digits than may be sent."
            raise TooLargeError(msg)
        start = self._advance(length)
        return int.from_bytes(self._raw[start : start + length], "little", signed=True)

    def take_float(self) -> float:
        return float(_FLOAT.unpack_from(self._raw, self._advance(8))[0])

    def take_complex(self) -> complex:
        return complex(*_COMPLEX.unpack_from(self._raw, self._advance(16)))

    def take_str(self) -> str:
        return str(self.take_bytes(), "utf-8", "surrogatepass")

    def take_bytes(self) -> bytes:
        length = self._number()
        start = self._advance(length)
        return bytes(self._raw[start : start + length])

    def take_bytearray(self) -> bytearray:
        return bytearray(self.take_bytes())

    def _take_series(self, tag: int, depth: int) -> Any:
        form, count = _SERIES.unpack_from(self._raw, self._advance(_SERIES.size))
        self._count(count)
        if form == OTHERS:
            take = self._take
            return _SERIES_TYPES[tag]([take(depth) for _ in range(count)])
        return _SERIES_TYPES[tag](self._take_packed(form, count))

    def _take_packed(self, form: int, count: int) -> Any:
        if form == FLOATS:
            return struct.unpack_from(f"<{count}d", self._raw, self._advance(8 * count))
        if form == INTS:
            return struct.unpack_from(f"<{count}q", self._raw, self._advance(8 * count))
        if form != STRS:
            msg = "A packed value has an unknown form."
            raise MalformedError(msg)
        members = []
        for length in struct.unpack_from(f"<{count}I", self._raw, self._advance(4 * count)):
            start = self._advance(length)
            members.append(str(self._raw[start : start + length], "utf-8", "surrogatepass"))
        return members

    def _take_dict(self, depth: int) -> dict[Any, Any]:
        count = self._number()
        self._count(2 * count)
        take = self._take
        built: dict[Any, Any] = {}
        for _ in range(count):
            key = take(depth)
            built[key] = take(depth)
        return built


_TAKE: dict[int, Callable[[Decoder], Any]] = {
    NONE: lambda _decoder: None,
    TRUE: lambda _decoder: True,
    FALSE: lambda _decoder: False,
    LONG: Decoder.take_long,
    FLOAT: Decoder.take_float,
    COMPLEX: Decoder.take_complex,
    STR: Decoder.take_str,
    BYTES: Decoder.take_bytes,
    BYTEARRAY: Decoder.take_bytearray,
}
