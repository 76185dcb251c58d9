"""A CSV file of bars is read, or refused with the line that is wrong."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import fastparquet
import numpy as np
import pandas as pd
import pytest

from coursewright_lab.backtest.data import parquet_file
from coursewright_lab.backtest.data.reading import read
from coursewright_lab.backtest.errors import InvalidData

HEAD = "timestamp,open,high,low,close,volume\n"
GOOD = (
    "2024-01-01T00:00:00Z,100,101,99,100.5,10\n"
    "2024-01-01T01:00:00Z,100.5,102,100,101,12\n"
    "2024-01-01T02:00:00Z,101,103,100,102,0\n"
)


def file_of(folder: Path, text: str | bytes, name: str = "bars.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def line(time: str = "2024-01-01T03:00:00Z", prices: str = "102,103,101,102", volume: str = "5") -> str:
    return f"{HEAD}{GOOD}{time},{prices},{volume}\n"


MALFORMED: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "empty"),
    "only a header": (HEAD, 2, "no bars"),
    "one bar": (HEAD + GOOD.splitlines(keepends=True)[0], 0, "only 1 bars"),
    "missing column": ("timestamp,open,high,low,close\n", 1, "column volume is missing"),
    "column twice": ("timestamp,open,open,high,low,close,volume\n", 1, "open is there twice"),
    "semicolons": (HEAD.replace(",", ";") + GOOD.replace(",", ";"), 1, "not parted by commas"),
    "field too few": (HEAD + GOOD + "2024-01-01T03:00:00Z,1,2\n", 5, "has 3 fields"),
    "field too many": (HEAD + GOOD + "2024-01-01T03:00:00Z,1,2,1,1,5,7\n", 5, "has 7 fields"),
    "no time": (line(time="yesterday"), 5, "'yesterday' is no time"),
    "no number": (line(prices="102,abc,101,102"), 5, "high 'abc' is no number"),
    "missing value": (line(prices="102,,101,102"), 5, "high is missing"),
    "not a number": (line(prices="nan,103,101,102"), 5, "open 'nan' is no number"),
    "infinite": (line(volume="inf"), 5, "volume 'inf' is no number"),
    "thousands": (line(volume="1_000"), 5, "volume '1_000' is no number"),
    "negative price": (line(prices="102,103,-1,102"), 5, "low is -1"),
    "price of nothing": (line(prices="0,103,0,102"), 5, "open is 0"),
    "negative volume": (line(volume="-5"), 5, "volume is -5"),
    "swapped high and low": (line(prices="102,101,103,102"), 5, "swapped"),
    "open outside": (line(prices="110,103,101,102"), 5, "open 110 lies outside"),
    "close outside": (line(prices="102,103,101,90"), 5, "close 90 lies outside"),
    "duplicate": (line(time="2024-01-01T02:00:00Z"), 5, "is there twice"),
    "out of order": (line(time="2024-01-01T00:30:00Z"), 5, "earlier than the bar before"),
    "zone forgotten": (line(time="2024-01-01T03:00:00"), 5, "without a time zone"),
    "mixed with Unix times": (line(time="1704078000"), 5, "Unix time"),
    "far future": (line(time="2204-01-01T03:00:00Z"), 5, "no time of trading"),
    "broken quotes": (HEAD + GOOD + '"2024-01-01T03:00:00Z,1,2,1,1,5\n', 5, "quotes"),
    "wrong encoding": (HEAD.encode() + GOOD.encode() + b"2024\xff\xfe,1,1,1,1,1\n", 0, "no UTF-8"),
    "two bytes a letter": ((HEAD + GOOD).encode("utf-16"), 0, "no UTF-8"),
    "binary": (HEAD.encode() + b"\x00\x01\x02\n", 2, "NUL byte"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_data_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    text, row, words = MALFORMED[name]
    with pytest.raises(InvalidData) as caught:
        read(file_of(tmp_path, text))
    assert words in caught.value.message
    assert caught.value.message.endswith(".")
    if row:
        assert f"line {row}" in caught.value.message
        assert caught.value.row == row


def test_there_are_twenty_kinds() -> None:
    assert len(MALFORMED) >= 20


def test_a_good_file_gives_its_bars(tmp_path: Path) -> None:
    market = read(file_of(tmp_path, HEAD + GOOD))
    assert market.symbols == ("bars",)
    assert market.bars[1, 0].tolist() == [100.5, 102.0, 100.0, 101.0, 12.0]
    assert market.step_seconds == 3_600
    assert market.warnings == ()


def test_columns_may_stand_in_any_order_with_others_between(tmp_path: Path) -> None:
    text = "Volume,close,note,LOW,high,open,timestamp\n10,1,x,1,1,1,0\n10,2,y,2,2,2,3600\n"
    market = read(file_of(tmp_path, text))
    assert market.bars[:, 0, 3].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "times",
    [
        ("1704067200", "1704070800"),
        ("1704067200000", "1704070800000"),
        ("1704067200.0", "1704070800.0"),
        ("2024-01-01", "2024-01-01 01:00"),
        ("2024-01-01T01:00:00+01:00", "2024-01-01T03:00:00+02:00"),
        ("2024-01-01T00:00:00.000000Z", "2024-01-01T01:00:00.000000Z"),
    ],
)
def test_times_may_be_written_in_many_ways(times: tuple[str, str], tmp_path: Path) -> None:
    text = HEAD + "".join(f"{time},1,1,1,1,1\n" for time in times)
    market = read(file_of(tmp_path, text))
    assert (market.times // 1_000_000_000).tolist() == [1704067200, 1704070800]


def test_odd_data_is_read_with_a_warning_that_names_the_line(tmp_path: Path) -> None:
    gap = read(file_of(tmp_path, line(time="2024-01-01T09:00:00Z")))
    assert "line 5: 6 bars are missing" in gap.warnings[0]
    jump = read(file_of(tmp_path, line(prices="1020,1030,1010,1020")))
    assert "line 5: close is 10 times" in jump.warnings[0]


def test_a_path_without_a_file_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InvalidData, match=r"Check the path|Name a CSV"):
            read(path)


def test_the_same_bars_have_the_same_hash_and_others_another(tmp_path: Path) -> None:
    one = read(file_of(tmp_path, HEAD + GOOD))
    spaced = read(file_of(tmp_path, (HEAD + GOOD).replace(",", ", "), "bars.csv"))
    assert one.content_hash == spaced.content_hash
    other = read(file_of(tmp_path, HEAD + GOOD.replace("100.5,10", "100.6,10")))
    assert one.content_hash != other.content_hash
    assert len(one.content_hash) == 64


def in_utc(frame: pd.DataFrame) -> pd.DataFrame:
    """The writer of fastparquet takes times without a zone."""
    return frame.assign(timestamp=frame["timestamp"].dt.tz_convert(None))


def test_a_parquet_file_holds_the_same_bars(tmp_path: Path) -> None:
    market = read(file_of(tmp_path, HEAD + GOOD))
    fastparquet.write(str(tmp_path / "bars.parquet"), in_utc(market.frame()))
    again = read(tmp_path / "bars.parquet")
    assert np.array_equal(again.bars, market.bars)
    assert again.content_hash == market.content_hash


def test_a_parquet_file_that_is_none_or_wrong_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="no Parquet file"):
        read(file_of(tmp_path, b"PAR1 not really", "bars.parquet"))
    frame = in_utc(read(file_of(tmp_path, HEAD + GOOD)).frame())
    frame.loc[1, "low"] = -1.0
    fastparquet.write(str(tmp_path / "wrong.parquet"), frame)
    with pytest.raises(InvalidData, match="bar 1: low is -1"):
        read(tmp_path / "wrong.parquet")
    fastparquet.write(str(tmp_path / "less.parquet"), frame[["timestamp", "open"]])
    with pytest.raises(InvalidData, match="less lacks high, low, close, volume"):
        read(tmp_path / "less.parquet")


@pytest.mark.parametrize(
    ("decode", "seconds", "words"),
    [
        (lambda _content: os.abort(), 60.0, "it is broken"),
        (lambda _content: signal.pause(), 0.1, "it takes too long"),
    ],
)
def test_a_parquet_file_that_its_decoder_cannot_stand_says_so(
    decode: Callable[[bytes], None],
    seconds: float,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet_file, "_decode", decode)
    monkeypatch.setattr(parquet_file, "SECONDS", seconds)
    fastparquet.write(str(tmp_path / "bars.parquet"), in_utc(read(file_of(tmp_path, HEAD + GOOD)).frame()))
    with pytest.raises(InvalidData, match=words):
        read(tmp_path / "bars.parquet")
