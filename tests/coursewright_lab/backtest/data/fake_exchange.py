"""An exchange on this machine's loopback, and a client of it that behaves as ccxt's do.

ccxt itself is an optional extra that pins many of our other dependencies; `bench/backtest.py` runs it against
the same server in an environment of its own.
"""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOUR = 3_600_000
PAGE = 100


class NetworkError(Exception):
    """As ccxt's: it may pass."""


class RateLimitExceeded(NetworkError):  # noqa: N818
    """As ccxt's."""


class BadSymbol(Exception):  # noqa: N818
    """As ccxt's: it will not pass."""


class Server(ThreadingHTTPServer):
    """Serves candles; `busy` answers come first, and `holes` are candles it never had."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.busy = 0
        self.holes: set[int] = set()
        self.candles = 250
        self.asked = 0
        self.broken = False


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        """Answer one request for candles, in the form of Binance's public interface."""
        self.server.asked += 1
        query = parse_qs(urlsplit(self.path).query)
        if self.server.busy:
            self.server.busy -= 1
            self._answer(429, {"code": -1003, "msg": "Too many requests."})
        elif query["symbol"][0] != "BTCUSDT":
            self._answer(400, {"code": -1121, "msg": "Invalid symbol."})
        else:
            first = -(-int(query.get("startTime", ["0"])[0]) // HOUR)
            numbers = [n for n in range(first, self.server.candles) if n not in self.server.holes]
            limit = min(PAGE, int(query.get("limit", ["500"])[0]))
            self._answer(200, [self._candle(number) for number in numbers[:limit]])

    def _candle(self, number: int) -> list[object]:
        high = "1" if self.server.broken else "102.0"
        return [number * HOUR, "100.0", high, "99.0", "101.0", f"{number}.5", (number + 1) * HOUR - 1]

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Client:
    """The part of a ccxt exchange that the feed uses."""

    id = "loopback"

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/api/v3/klines"

    def parse_timeframe(self, timeframe: str) -> int:
        """Return the seconds."""
        return int(timeframe[:-1]) * {"m": 60, "h": 3_600, "d": 86_400}[timeframe[-1]]

    def fetch_ohlcv(self, symbol: str, timeframe: str, since: int, limit: int) -> list[list[float]]:
        """Return one page of candles."""
        query = f"symbol={symbol.replace('/', '')}&interval={timeframe}&startTime={since}&limit={limit}"
        try:
            with urllib.request.urlopen(f"{self._address}?{query}", timeout=10) as answer:  # noqa: S310
                rows = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise (RateLimitExceeded if error.code == 429 else BadSymbol)(str(error.code)) from None
        except OSError as error:
            raise NetworkError(str(error)) from None
        return [[float(part) for part in row[:6]] for row in rows]


@contextmanager
def running() -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
