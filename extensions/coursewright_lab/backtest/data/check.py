"""Checks bars: what cannot be is an error that names the row, what is odd becomes a warning."""

import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.errors import InvalidData

Bools = NDArray[np.bool_]
_NAMES = ("open", "high", "low", "close", "volume")
_JUMP = 5.0
_GAP = 1.5
_EARLIEST, _LATEST = 0, 4_102_444_800_000_000_000  # 1970 and 2100


def check(
    times: NDArray[np.int64],
    ohlcv: NDArray[np.float64],
    symbol: str = "",
    place: Callable[[int], str] = lambda row: f"bar {row}",
) -> list[str]:
    """Return warnings about bars of one asset. Raises InvalidData naming the first row that cannot be."""
    if len(times) < 2:
        raise InvalidData(f"There are only {len(times)} bars. A backtest needs two or more.")
    found = [(int(np.argmax(mask)), tell) for mask, tell in _rules(times, ohlcv) if mask.any()]
    if found:
        row, tell = min(found, key=lambda item: item[0])
        raise InvalidData(f"{_of(symbol)}{place(row)}: {tell(row)}", row=row)
    return [f"{_of(symbol)}{text}" for text in _oddities(times, ohlcv, place)]


def _rules(
    times: NDArray[np.int64], ohlcv: NDArray[np.float64]
) -> Iterator[tuple[Bools, Callable[[int], str]]]:
    for column, name in enumerate(_NAMES):
        values = ohlcv[:, column]
        yield ~np.isfinite(values), _tell(values, f"{name} is {{}}. Fill it in, or leave the bar out.")
    for column, name in enumerate(_NAMES[:4]):
        values = ohlcv[:, column]
        yield values <= 0, _tell(values, f"{name} is {{}}. A price is more than 0: correct it.")
    start, high, low, close, volume = ohlcv.T
    yield volume < 0, _tell(volume, "volume is {}. It is 0 or more: correct it.")
    yield high < low, _tell(high, "high {} lies below low. They are swapped: correct them.")
    yield (start > high) | (start < low), _tell(start, "open {} lies outside low to high. Correct it.")
    yield (close > high) | (close < low), _tell(close, "close {} lies outside low to high. Correct it.")
    yield (times < _EARLIEST) | (times > _LATEST), _stamp(times, "{} is no time of trading. Correct it.")
    before = np.concatenate(([False], np.diff(times) == 0))
    yield before, _stamp(times, "{} is there twice. Remove one of the bars.")
    backwards = np.concatenate(([False], np.diff(times) < 0))
    yield backwards, _stamp(times, "{} is earlier than the bar before. Sort the bars by time.")


def _tell(values: NDArray[np.float64], template: str) -> Callable[[int], str]:
    return lambda row: template.format(f"{values[row]:g}")


def _stamp(times: NDArray[np.int64], template: str) -> Callable[[int], str]:
    return lambda row: template.format(stamp(int(times[row])))


def _of(symbol: str) -> str:
    return f"{symbol}: " if symbol else ""


def _oddities(
    times: NDArray[np.int64], ohlcv: NDArray[np.float64], place: Callable[[int], str]
) -> Iterator[str]:
    steps = np.diff(times)
    usual = float(np.median(steps))
    gaps = np.flatnonzero(steps > _GAP * usual)
    if len(gaps):
        row = int(gaps[0]) + 1
        missing = round(float(steps[row - 1]) / usual) - 1
        yield (
            f"{place(row)}: {missing} bars are missing before {stamp(int(times[row]))}; gaps in all: "
            f"{len(gaps)}. They are traded over as if there were none: fill them if that is wrong."
        )
    jumps = np.flatnonzero(np.abs(np.diff(np.log(ohlcv[:, 3]))) > math.log(_JUMP))
    if len(jumps):
        row = int(jumps[0]) + 1
        factor = ohlcv[row, 3] / ohlcv[row - 1, 3]
        yield f"{place(row)}: close is {factor:.3g} times the one before. Look for a lost point or a split."
    still = int(np.count_nonzero(ohlcv[:, 4] == 0.0))
    if 0 < still < len(times) and still > len(times) / 2:
        yield f"{still} of {len(times)} bars have no volume. Nobody may have traded at these prices."


def stamps(times: NDArray[np.int64]) -> list[str]:
    """Return times as text, all at once where they are whole seconds."""
    if (times % 1_000_000_000).any():
        return [stamp(int(time)) for time in times]
    texts = np.datetime_as_string(times.astype("datetime64[ns]"), unit="s")
    return [f"{text}+00:00" for text in texts.tolist()]


def stamp(nanoseconds: int) -> str:
    """Return a time as text: ISO 8601 in UTC."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    try:
        whole = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return f"{nanoseconds} ns"
    text = whole.strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f".{rest:09d}".rstrip("0") if rest else ""
    return f"{text}{fraction}+00:00"
