"""The bars of one or several assets on one clock, addressed by their content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coursewright_lab.backtest.errors import InvalidData

if TYPE_CHECKING:
    import pandas as pd

    from coursewright_lab.backtest.memory import Memory

COLUMNS = ("open", "high", "low", "close", "volume")
SECOND = 1_000_000_000
_YEAR = 365.25 * 86_400.0


@dataclass(frozen=True, eq=False)
class Market:
    """Bars in time order: `bars[bar, asset]` is open, high, low, close, volume; `times` are UTC nanoseconds.

    `funding[bar, asset]` is the rate that a long pays at the bar's open. `origin` says where the bars come
    from, and `warnings` what looked odd when they were read.
    """

    symbols: tuple[str, ...]
    times: NDArray[np.int64]
    bars: NDArray[np.float64]
    funding: NDArray[np.float64] | None = None
    origin: str = "given"
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shape = (len(self.times), len(self.symbols), len(COLUMNS))
        if self.bars.shape != shape:
            raise InvalidData(f"The bars have the shape {self.bars.shape}, not {shape}. Stack them so.")
        if self.funding is not None and self.funding.shape != shape[:2]:
            raise InvalidData(f"The funding has the shape {self.funding.shape}, not {shape[:2]}.")

    def __len__(self) -> int:
        return len(self.times)

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 of symbols, times, bars and funding: the same bars have the same hash everywhere."""
        digest = hashlib.sha256("\n".join(self.symbols).encode())
        for array in (self.times.astype("<i8"), self.bars.astype("<f8"), self.funding):
            if array is not None:
                digest.update(f"{array.shape}".encode())
                digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()

    @cached_property
    def bars_per_year(self) -> float:
        """How many bars a year of this market has: counted over the time it spans."""
        return len(self) / self.years

    @cached_property
    def years(self) -> float:
        """The time from the first bar's start to the last bar's end."""
        return max((float(self.times[-1] - self.times[0]) / SECOND + self.step_seconds) / _YEAR, 1e-12)

    @cached_property
    def step_seconds(self) -> float:
        """The usual time from bar to bar."""
        return float(np.median(np.diff(self.times))) / SECOND if len(self) > 1 else 60.0

    def prefix(self, count: int) -> "Market":
        """Return the first bars as a copy that holds nothing of the later ones."""
        funding = None if self.funding is None else self.funding[:count].copy()
        return replace(self, times=self.times[:count].copy(), bars=self.bars[:count].copy(), funding=funding)

    def between(self, first: int, last: int) -> "Market":
        """Return the bars `first` to before `last`."""
        funding = None if self.funding is None else self.funding[first:last].copy()
        bars, times = self.bars[first:last].copy(), self.times[first:last].copy()
        return replace(self, times=times, bars=bars, funding=funding)

    def frame(self, symbol: str | None = None) -> "pd.DataFrame":
        """Return one asset's bars as a data frame of timestamp, open, high, low, close and volume."""
        import pandas as pd  # noqa: PLC0415

        asset = 0 if symbol is None else self.symbols.index(symbol)
        stamps = pd.to_datetime(self.times, unit="ns", utc=True)
        columns = {name: self.bars[:, asset, index].copy() for index, name in enumerate(COLUMNS)}
        return pd.DataFrame({"timestamp": stamps, **columns})

    def lent(self) -> "pd.DataFrame | dict[str, pd.DataFrame]":
        """Return what a strategy gets: a data frame, or one for each symbol when there are several.

        What it writes into a frame it writes into a copy (pandas copies on write): the next call sees none.
        """
        frames = {symbol: frame.copy(deep=False) for symbol, frame in self._frames.items()}
        return frames if len(frames) > 1 else frames[self.symbols[0]]

    @cached_property
    def _frames(self) -> "dict[str, pd.DataFrame]":
        from coursewright_lab.backtest.memory import own  # noqa: PLC0415

        frames = {symbol: self.frame(symbol) for symbol in self.symbols}
        for frame in frames.values():
            own(self, frame)
        return frames

    @cached_property
    def memory(self) -> "Memory":
        """What indicators made of the columns that were lent."""
        from coursewright_lab.backtest.memory import Memory  # noqa: PLC0415

        return Memory()


def of_frames(frames: "Mapping[str, pd.DataFrame]", origin: str = "given") -> Market:
    """Return the market of data frames that share one clock. Raises InvalidData where they do not."""
    import pandas as pd  # noqa: PLC0415

    from coursewright_lab.backtest.data.check import check  # noqa: PLC0415

    times: NDArray[np.int64] | None = None
    stacked, warnings = [], []
    for symbol, frame in frames.items():
        missing = [name for name in ("timestamp", *COLUMNS) if name not in frame]
        if missing:
            raise InvalidData(f"The frame of {symbol} lacks {', '.join(missing)}. Add the columns.")
        moments = pd.to_datetime(frame["timestamp"], utc=True).dt.as_unit("ns")
        own = np.asarray(moments.astype("int64"), dtype=np.int64)
        if times is not None and not np.array_equal(times, own):
            raise InvalidData(f"{symbol} has other times than {next(iter(frames))}. Join them on one clock.")
        times = own
        stacked.append(frame[list(COLUMNS)].to_numpy(dtype=np.float64))
        warnings += check(own, stacked[-1], symbol)
    if times is None:
        raise InvalidData("There are no frames. Give at least one.")
    bars = np.ascontiguousarray(np.stack(stacked, axis=1))
    return Market(tuple(frames), times, bars, origin=origin, warnings=tuple(warnings))
