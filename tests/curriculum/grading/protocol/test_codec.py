"""Plain values survive the way over, and no bytes whatever do harm."""

import collections
import contextlib
import datetime as dt
import decimal
import fractions
import math
import struct
import uuid
import zoneinfo
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.grading.protocol.codec import Decoder, Encoder
from curriculum.grading.protocol.envelope import builder, nothing_else, reducer, unknown
from curriculum.grading.protocol.fault import MalformedError, ProtocolError, TooLargeError, UncodableError
from curriculum.grading.protocol.limits import Limits
from curriculum.grading.protocol.message import Ask

REDUCE, BUILD = reducer(nothing_else), builder((Ask,), unknown)


def encode(value: object, limits: Limits | None = None) -> bytes:
    return Encoder(REDUCE, limits or Limits()).encode(value)


def decode(raw: bytes, limits: Limits | None = None) -> Any:
    return Decoder(raw, BUILD, limits or Limits()).decode()


def is_same(one: Any, other: Any) -> bool:
    """Equal in value and in every type; nan is itself, and zeros have their sign."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    if isinstance(one, complex):
        return is_same(one.real, other.real) and is_same(one.imag, other.imag)
    if isinstance(one, list | tuple | collections.deque):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, dict):
        return is_same(list(one.items()), list(other.items()))
    return bool(one == other)


hashable = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False),
    st.text(),
    st.binary(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.uuids(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.datetimes(timezones=st.none() | st.timezones()),
)
plain = st.one_of(
    hashable, st.floats(), st.builds(bytearray, st.binary()), st.builds(range, st.integers(-9, 9))
)
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.lists(st.floats()) | st.lists(st.integers()) | st.lists(st.text()),
        st.sets(hashable),
        st.frozensets(hashable),
        st.dictionaries(hashable, inner),
        st.lists(inner).map(collections.deque),
    ),
    max_leaves=30,
)


@given(values)
@settings(deadline=None)
def test_every_plain_value_comes_back_equal_and_of_the_same_types(value: object) -> None:
    assert is_same(decode(encode(value)), value)


@pytest.mark.parametrize(
    "value",
    [
        [1 << 62, -(1 << 63), (1 << 63) - 1, 0],
        [1 << 63, 1, 2, 3],
        [1, True, 2, False],
        [1, 2.0, 3, 4.0],
        ["", "a", "é", "\ud800", "\U0001f600"],
        (0.0, -0.0, math.inf, -math.inf),
        10**5000,
        "a\x00b",
        slice(1, None, 2),
        collections.Counter("abca"),
        collections.OrderedDict([("b", 1), ("a", 2)]),
        collections.defaultdict(list, {"a": [1]}),
        {"a": 1}.keys(),
        {"a": 1}.items(),
        ...,
        NotImplemented,
        Path("/a/b"),
        decimal.Decimal("NaN"),
        dt.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo("Europe/Paris")),
        dt.timezone(dt.timedelta(hours=2), "X"),
        uuid.UUID(int=7),
        fractions.Fraction(-3, 7),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_at_the_edges_come_back(value: Any) -> None:
    found = decode(encode(value))
    assert type(found) is type(value)
    assert found == value or str(found) == str(value) or list(found) == list(value)


def test_a_default_dict_still_makes_defaults() -> None:
    found = decode(encode(collections.defaultdict(int)))
    found["new"] += 1
    assert found == {"new": 1}


class Whole(int):
    """No plain value."""


@pytest.mark.parametrize("value", [object(), Whole(3), type("L", (list,), {})(), lambda: 1, [object()]])
def test_anything_but_exact_known_types_is_refused_by_name(value: object) -> None:
    with pytest.raises(UncodableError, match="cannot be sent as data"):
        encode(value)


@given(st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_random_bytes_are_a_value_or_a_fault_and_nothing_else(raw: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        decode(raw)


@given(values, st.data())
@settings(max_examples=300, deadline=None)
def test_a_changed_byte_is_a_value_or_a_fault_and_nothing_else(value: object, data: st.DataObject) -> None:
    raw = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ProtocolError):
        decode(bytes(raw))


@given(values, st.data())
@settings(deadline=None)
def test_bytes_that_end_too_soon_are_malformed(value: object, data: st.DataObject) -> None:
    raw = encode(value)
    with pytest.raises(ProtocolError):
        decode(raw[: data.draw(st.integers(0, len(raw) - 1))])


def test_bytes_that_are_left_over_are_malformed() -> None:
    with pytest.raises(MalformedError, match="left over"):
        decode(encode(1) + b"N")


@pytest.mark.parametrize(
    "raw",
    [
        b"l" + struct.pack("<BI", 0, 0xFFFFFFFF),
        b"l" + struct.pack("<BI", 1, 0x0FFFFFFF),
        b"s" + struct.pack("<I", 0xFFFFFFFF),
        b"m" + struct.pack("<I", 0x7FFFFFFF),
        b"I" + struct.pack("<I", 0x7FFFFFFF),
    ],
)
def test_a_claimed_size_is_checked_before_anything_is_made(raw: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(raw)


def test_nesting_stops_at_the_limit_in_both_directions() -> None:
    deep: list[Any] = []
    for _ in range(59):
        deep = [deep]
    assert decode(encode(deep)) == deep
    with pytest.raises(TooLargeError):
        encode([deep])
    with pytest.raises(TooLargeError):
        decode((b"l" + struct.pack("<BI", 0, 1)) * 100_000 + b"N")


def test_a_list_that_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(TooLargeError):
        encode(loop)


def test_members_are_counted_over_the_whole_value() -> None:
    few = Limits(items=100)
    assert decode(encode([[0] * 40, [1] * 40], few), few)
    with pytest.raises(TooLargeError):
        encode([[0] * 60, [1] * 60], few)
    with pytest.raises(TooLargeError):
        decode(encode([[0] * 60, [1] * 60]), few)


def test_a_value_larger_than_a_frame_is_refused_while_it_is_encoded() -> None:
    with pytest.raises(TooLargeError):
        encode(b"x" * 1000, Limits(frame=500))


def test_sets_and_keys_of_what_cannot_be_hashed_are_malformed() -> None:
    with pytest.raises(MalformedError):
        decode(b"e" + struct.pack("<BI", 0, 1) + b"l" + struct.pack("<BI", 0, 0))


def test_every_extension_with_a_wrong_content_is_a_fault() -> None:
    contents = (b"N", b"l" + struct.pack("<BI", 0, 0), encode(("x", -1, b"")), encode(10**50), encode({1: 2}))
    for code in range(256):
        for content in contents:
            with contextlib.suppress(ProtocolError):
                decode(b"X" + bytes([code]) + content)
