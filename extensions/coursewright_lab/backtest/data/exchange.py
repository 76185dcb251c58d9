"""Candles of a real exchange, through the optional library ccxt; only public prices, and no orders ever."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coursewright_lab.backtest.data.check import check
from coursewright_lab.backtest.errors import BacktestError, InvalidData, InvalidSpec, Unavailable
from coursewright_lab.backtest.market import Market

_MILLISECOND = 1_000_000
_TRIES = 5


@dataclass(frozen=True)
class ExchangeFeed:
    """Closed candles of one symbol from `since` (Unix milliseconds), at most `bars` of them.

    `exchange` is the name ccxt knows it by, or an exchange object of ccxt. A busy or silent exchange is asked
    again after `pause` seconds, which double each time.
    """

    exchange: Any
    symbol: str
    timeframe: str = "1h"
    since: int = 0
    bars: int = 1_000
    pause: float = 1.0
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
        now = self.clock() * 1_000
        return self._checked([row for row in rows if row[0] + step <= now], exchange)

    def _opened(self) -> Any:
        if not isinstance(self.exchange, str):
            return self.exchange
        try:
            import ccxt  # noqa: PLC0415
        except ImportError:
            raise Unavailable(
                "Candles of an exchange need ccxt. Install it: pip install 'coursewright-lab[exchange]'."
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
        wait = self.pause
        for left in reversed(range(_TRIES)):
            try:
                page: list[list[float]] = exchange.fetch_ohlcv(self.symbol, self.timeframe, since, limit)
            except Exception as error:
                if not left or not _may_pass(error):
                    raise _told(error, exchange.id) from error
                time.sleep(wait)
                wait *= 2.0
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


def _may_pass(error: Exception) -> bool:
    """Whether ccxt calls it a failure of the network, rate limits and maintenance among them."""
    return "NetworkError" in {kind.__name__ for kind in type(error).__mro__}


def _told(error: Exception, name: str) -> BacktestError:
    if _may_pass(error):
        return Unavailable(f"{name} did not answer: {error}. Try again later.")
    return Unavailable(f"{name} refused: {type(error).__name__}: {error}. Check symbol and time frame.")
