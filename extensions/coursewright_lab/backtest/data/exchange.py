"""Candles of a real exchange, through the optional library ccxt; only public prices, and no orders ever."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coursewright_lab.backtest.data.check import check
from coursewright_lab.backtest.errors import InvalidData, InvalidSpec, Unavailable
from coursewright_lab.backtest.market import Market

_MILLISECOND = 1_000_000
_TRIES = 5


@dataclass(frozen=True)
class ExchangeFeed:
    """Closed candles of one symbol from `since` (Unix milliseconds), at most `bars` of them.

    `exchange` is the name ccxt knows it by, or an exchange object of ccxt.
    """

    exchange: Any
    symbol: str
    timeframe: str = "1h"
    since: int = 0
    bars: int = 1_000
    pause: float = 1.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.time, repr=False)

    def market(self) -> Market:
        """Return the candles, checked. Raises Unavailable when the exchange does not answer as it should."""
        exchange = self._opened()
        step = self._step(exchange)
        rows: list[list[float]] = []
        since = self.since
        while len(rows) < self.bars:
            page = self._page(exchange, since, self.bars - len(rows))
            fresh = [row for row in page if not rows or row[0] > rows[-1][0]]
            if not fresh:
                break
            rows += fresh
            since = int(fresh[-1][0]) + step
        return self._checked([row for row in rows if row[0] + step <= self.clock() * 1_000], exchange)

    def _opened(self) -> Any:
        if not isinstance(self.exchange, str):
            return self.exchange
        try:
            import ccxt  # noqa: PLC0415
        except ImportError:
            raise Unavailable(
                "Candles of an exchange need the library ccxt. Install it: pip install 'coursewright-lab[exchange]'."
            ) from None
        if self.exchange not in ccxt.exchanges:
            raise InvalidSpec(f"ccxt knows no exchange {self.exchange}. Look at ccxt.exchanges.")
        return getattr(ccxt, self.exchange)({"enableRateLimit": True})

    def _step(self, exchange: Any) -> int:
        try:
            return int(exchange.parse_timeframe(self.timeframe)) * 1_000
        except Exception as error:
            raise InvalidSpec(f"{self.timeframe} is no time frame. Write 1m, 1h or 1d.") from error

    def _page(self, exchange: Any, since: int, limit: int) -> list[list[float]]:
        """Return one page; a full or silent exchange is asked again after a pause that doubles."""
        import ccxt  # noqa: PLC0415

        wait = self.pause
        for left in reversed(range(_TRIES)):
            try:
                page: list[list[float]] = exchange.fetch_ohlcv(self.symbol, self.timeframe, since, limit)
            except ccxt.NetworkError as error:
                if not left:
                    raise Unavailable(f"{exchange.id} did not answer: {error}. Try again later.") from error
                self.sleep(wait)
                wait *= 2.0
            except ccxt.BaseError as error:
                raise Unavailable(f"{exchange.id} refused: {error}. Check symbol and time frame.") from error
            else:
                return page
        return []

    def _checked(self, rows: list[list[float]], exchange: Any) -> Market:
        if any(len(row) < 6 or None in row[:6] for row in rows):
            raise InvalidData(f"{exchange.id} sent a candle with a part missing. Ask for another time.")
        table = np.array([row[:6] for row in rows], dtype=np.float64).reshape(-1, 6)
        times = table[:, 0].astype(np.int64) * _MILLISECOND
        bars = np.ascontiguousarray(table[:, np.newaxis, 1:])
        warnings = check(times, bars[:, 0], self.symbol)
        return Market((self.symbol,), times, bars, None, f"exchange {exchange.id}", tuple(warnings))
