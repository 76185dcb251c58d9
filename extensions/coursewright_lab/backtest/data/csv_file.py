"""Reads a CSV file of bars; whatever is wrong with it is told with its line."""

import csv
import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from coursewright_lab.backtest.data.check import check
from coursewright_lab.backtest.data.moment import moment
from coursewright_lab.backtest.errors import InvalidData
from coursewright_lab.backtest.market import COLUMNS, Market

_WANTED = ("timestamp", *COLUMNS)


def read_csv(path: Path) -> Market:
    """Return the market in the file; its columns may stand in any order, more of them are left out."""
    rows = _Rows()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows.read(csv.reader(_without_nul(file), strict=True))
    except UnicodeDecodeError as error:
        raise InvalidData(
            f"{path.name}, after line {rows.line}: byte {error.start} is no UTF-8. Save the file as UTF-8.",
            row=rows.line + 1,
        ) from error
    except csv.Error as error:
        line = rows.line + 1
        raise InvalidData(f"{path.name}, line {line}: {error}. Correct the quotes.", row=line) from error
    except OSError as error:
        raise InvalidData(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    except InvalidData as error:
        raise InvalidData(f"{path.name}, {error.message}", row=error.row) from error
    return rows.market(path)


def _without_nul(file: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if "\0" in line:
            raise InvalidData(f"line {number}: holds a NUL byte. Save the file as text.", row=number)
        yield line


@dataclass
class _Rows:
    """The rows read so far, as columns, each with the line it ends on."""

    line: int = 0
    times: "array[int]" = field(default_factory=lambda: array("q"))
    numbers: "array[float]" = field(default_factory=lambda: array("d"))
    lines: "array[int]" = field(default_factory=lambda: array("q"))
    kind: str = ""

    def read(self, reader: Iterator[list[str]]) -> None:
        """Read header and rows. Raises InvalidData at the first line that cannot be read."""
        places: list[int] | None = None
        width = 0
        for fields in reader:
            self.line = reader.line_num  # type: ignore[attr-defined]
            if not any(part.strip() for part in fields):
                continue
            if places is None:
                places, width = self._header(fields), len(fields)
                continue
            if len(fields) != width:
                raise self._wrong(f"has {len(fields)} fields, the first line has {width}. Correct the line.")
            self._row([fields[place].strip() for place in places])
        if places is None:
            raise InvalidData(f"line 1: the file is empty. Its first line is {','.join(_WANTED)}.", row=1)
        if not self.times:
            raise InvalidData("line 2: there are no bars below the first line. Add some.", row=2)

    def _header(self, fields: Sequence[str]) -> list[int]:
        names = [name.strip().lower() for name in fields]
        if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
            raise self._wrong("the columns are not parted by commas. Save the file with commas.")
        if missing := [name for name in _WANTED if name not in names]:
            raise self._wrong(
                f"the column {', '.join(missing)} is missing. The first line names {','.join(_WANTED)}."
            )
        if twice := [name for name in _WANTED if names.count(name) > 1]:
            raise self._wrong(f"the column {', '.join(twice)} is there twice. Remove one.")
        return [names.index(name) for name in _WANTED]

    def _row(self, texts: Sequence[str]) -> None:
        try:
            when = moment(texts[0])
        except ValueError:
            hint = "Write it like 2024-01-31T12:00:00Z."
            raise self._wrong(f"timestamp {_cut(texts[0])} is no time. {hint}") from None
        if when.kind != (self.kind or when.kind):
            raise self._wrong(f"timestamp {_cut(texts[0])} is {_KINDS[when.kind]}. Write all in one way.")
        self.kind = when.kind
        values = [self._number(name, text) for name, text in zip(COLUMNS, texts[1:], strict=True)]
        try:
            self.times.append(when.nanoseconds)
        except OverflowError:
            raise self._wrong(f"timestamp {_cut(texts[0])} is no time of trading. Correct it.") from None
        self.numbers.extend(values)
        self.lines.append(self.line)

    def _number(self, name: str, text: str) -> float:
        if not text:
            raise self._wrong(f"{name} is missing. Fill it in, or leave the bar out.")
        try:
            value = math.nan if "_" in text else float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self._wrong(f"{name} {_cut(text)} is no number. Write it like 1234.5.")
        return value

    def _wrong(self, what: str) -> InvalidData:
        return InvalidData(f"line {self.line}: {what}", row=self.line)

    def market(self, path: Path) -> Market:
        """Return what was read, checked. Raises InvalidData with the line of the first bar that cannot be."""
        times = np.array(self.times, dtype=np.int64)
        bars = np.array(self.numbers, dtype=np.float64).reshape(-1, len(COLUMNS))
        try:
            warnings = check(times, bars, place=lambda row: f"line {self.lines[row]}")
        except InvalidData as error:
            row = None if error.row is None else self.lines[error.row]
            raise InvalidData(f"{path.name}, {error.message}", row=row) from error
        return Market((path.stem,), times, bars[:, np.newaxis, :].copy(), None, "file", tuple(warnings))


_KINDS = {
    "zone": "with a time zone, those before are without",
    "naive": "without a time zone, those before are with",
    "unix": "a Unix time, those before are dates",
}


def _cut(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}...")
