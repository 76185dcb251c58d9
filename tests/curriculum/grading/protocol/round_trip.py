"""Runs in the student environment's Python: sends every sort of array and table to and fro."""

import contextlib
import random
import struct
from typing import Any

import numpy as np
import pandas as pd

from curriculum.grading.protocol.codec import Decoder, Encoder
from curriculum.grading.protocol.envelope import builder, nothing_else, reducer, unknown
from curriculum.grading.protocol.fault import ProtocolError

REDUCE, BUILD = reducer(nothing_else), builder((), unknown)
DAYS = pd.date_range("2024-10-26", periods=4, tz="Europe/Paris")


def encode(value: object) -> bytes:
    return Encoder(REDUCE).encode(value)


def decode(raw: bytes) -> Any:
    return Decoder(raw, BUILD).decode()


def arrays() -> list[Any]:
    """One array of every sort."""
    return [
        np.arange(6).reshape(2, 3),
        np.arange(6).reshape(2, 3).T,
        np.arange(12)[::3],
        np.array([True, False]),
        np.array(["a", "bcd", "é"]),
        np.array([b"x", b"yz"]),
        np.array(["2024-01-01", "NaT"], dtype="M8[D]"),
        np.array([5], dtype="m8[us]"),
        np.zeros((0, 3)),
        np.array(3.5),
        np.array([1, "a", None, [2]], dtype=object),
        np.array([(1, 2.5, "x")], dtype=[("a", "i4"), ("b", "f8"), ("c", "U3")]),
        np.array([1 + 2j], dtype="c8"),
        np.array([1.5, np.nan], dtype=">f4"),
        np.array([1.5], dtype=np.longdouble),
    ]


def scalars() -> list[Any]:
    """One scalar of every sort."""
    numbers = [np.float64(1.5), np.int8(3), np.bool_(True), np.uint64(2**63), np.complex64(1j), np.float16(2)]
    return [
        *numbers,
        np.str_("é"),
        np.bytes_(b"ab"),
        np.datetime64("2024-01-01T00:00"),
        np.timedelta64(3, "D"),
    ]


def indexes() -> list[Any]:
    """One index of every sort."""
    return [
        pd.Index([1, 2], name="x"),
        pd.Index([1.5]),
        pd.RangeIndex(1, 9, 2),
        pd.Index(["a", "b"]),
        pd.Index(["a", 1], dtype=object),
        pd.date_range("2024", periods=3),
        DAYS,
        pd.timedelta_range("1D", periods=3),
        pd.period_range("2024", periods=3, freq="M"),
        pd.interval_range(0, 3),
        pd.CategoricalIndex(["a", "b"], ordered=True),
        pd.MultiIndex.from_tuples([(1, "a"), (2, "b")], names=["p", None]),
    ]


def series() -> list[Any]:
    """One series of every dtype."""
    return [
        pd.Series([1, 2]),
        pd.Series(["a", None]),
        pd.Series(["a", 3]),
        pd.Series(["a", "b"], dtype=object),
        pd.Series(["a", pd.NA], dtype="string"),
        pd.Series([1, None], dtype="Int64"),
        pd.Series([1, None], dtype="UInt8"),
        pd.Series([1.5, None], dtype="Float64"),
        pd.Series([True, None], dtype="boolean"),
        pd.Series(["a", "b", None], dtype="category"),
        pd.Series(DAYS),
        pd.Series(pd.period_range("2024", periods=2, freq="Q")),
        pd.Series([pd.Interval(0, 1)]),
        pd.Series([pd.Timedelta("3h"), pd.NaT]),
        pd.Series([], dtype=float),
        pd.Series([1], name=("a", 1), index=["r"]),
    ]


def frames() -> list[Any]:
    """Tables as a course makes them."""
    mixed = pd.DataFrame({"a": [1, 2], "b": ["x", None], "d": pd.Categorical(["u", "v"])}, index=["r", "s"])
    return [
        mixed,
        pd.DataFrame(),
        pd.DataFrame(columns=["a", "b"]),
        pd.DataFrame(np.ones((2, 2)), columns=["a", "a"]),
        mixed.groupby("d", observed=True)[["a"]].agg(["mean", "sum"]),
        pd.DataFrame({"t": DAYS, 3: [1.0] * 4}).set_index("t"),
    ]


def pandas_scalars() -> list[Any]:
    """One scalar of every sort of pandas."""
    return [
        pd.Timestamp("2024-10-27 02:30", tz="UTC").tz_convert("Europe/Paris"),
        pd.Timestamp("2024"),
        pd.Timedelta("3h"),
        pd.Period("2024-01", "M"),
        pd.Interval(0, 1),
    ]


def check_equal() -> None:
    """Everything comes back equal, with its dtype."""
    for array in arrays():
        found = decode(encode(array))
        assert found.dtype == array.dtype, (found, array)
        np.testing.assert_array_equal(found, array, strict=True)
    for scalar in (*scalars(), *pandas_scalars()):
        found = decode(encode(scalar))
        assert type(found) is type(scalar), scalar
        assert found == scalar
        assert str(found) == str(scalar)
    for index in indexes():
        pd.testing.assert_index_equal(decode(encode(index)), index, exact=True)
    for column in series():
        pd.testing.assert_series_equal(decode(encode(column)), column, check_freq=True)
    for frame in frames():
        pd.testing.assert_frame_equal(decode(encode(frame)), frame, check_freq=True)
    assert decode(encode(pd.NaT)) is pd.NaT
    assert decode(encode(pd.NA)) is pd.NA
    masked = decode(encode(np.ma.array([1, 2, 3], mask=[False, True, False])))
    assert masked.tolist() == [1, None, 3]
    assert decode(encode(np.dtype("<U7"))) == np.dtype("<U7")


def check_truth() -> None:
    """A truth value that is neither 0 nor 1 in memory becomes one that is."""
    raw = encode(("|b1", (2,), b"\x02\x00"))
    assert decode(b"X" + bytes([50]) + raw).view("u1").tolist() == [1, 0]


def check_corrupted(runs: int) -> None:
    """No bytes do more than fail."""
    dice = random.Random(1)
    samples = [
        encode(value)
        for value in (*arrays(), *scalars(), *indexes(), *series(), *frames(), *pandas_scalars())
    ]
    for _ in range(runs):
        raw = bytearray(dice.choice(samples))
        for _ in range(dice.randint(1, 4)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        with contextlib.suppress(ProtocolError):
            repr(type(decode(bytes(raw))))


def check_dtypes() -> None:
    """No dtype that holds objects, memory or code."""
    for dtype in (
        "O",
        "|O8",
        "V8",
        "O,O",
        "f8,f8",
        "(2,3)f8",
        "{'names': []}",
        "f8" * 40,
        "i8\n",
        "U" + "9" * 12,
    ):
        raw = encode((dtype, (1,), b"\0" * 8))
        with contextlib.suppress(ProtocolError):
            assert not decode(b"X" + bytes([50]) + raw).dtype.hasobject
    for size in (1 << 40, -1, 3):
        raw = encode(("<f8", (size,), b"\0" * 8))
        try:
            decode(b"X" + bytes([50]) + raw)
        except ProtocolError:
            continue
        raise AssertionError(struct.pack("<q", size))


if __name__ == "__main__":
    check_equal()
    check_truth()
    check_dtypes()
    check_corrupted(1_000)
    print("all equal")
