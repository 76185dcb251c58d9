"""Reads candles through the real ccxt from the loopback exchange of the tests; prints how it went.

Usage, in the peers' environment: python -m bench.peers.candles
"""

import json
import sys
from typing import Any

import ccxt

from bench.row import timed

sys.path.append("extensions")


def binance_at(port: int) -> Any:
    """Return ccxt's Binance, speaking to this machine."""
    exchange = ccxt.binance({"enableRateLimit": False})
    exchange.urls["api"]["public"] = f"http://127.0.0.1:{port}/api/v3"
    market = {
        "id": "BTCUSDT",
        "symbol": "BTC/USDT",
        "base": "BTC",
        "quote": "USDT",
        "type": "spot",
        "spot": True,
    }
    exchange.set_markets([exchange.safe_market_structure({**market, "active": True})])
    return exchange


def main() -> None:
    """Read 240 candles over three pages and two refusals, then meet an exchange that stays busy."""
    from coursewright_lab.backtest.data.exchange import ExchangeFeed  # noqa: PLC0415
    from coursewright_lab.backtest.errors import Unavailable  # noqa: PLC0415
    from tests.coursewright_lab.backtest.data.fake_exchange import running  # noqa: PLC0415

    with running() as server:
        feed = ExchangeFeed(binance_at(server.server_port), "BTC/USDT", bars=240, pause=0.01)
        server.busy = 2
        market = feed.market()
        seconds = timed(feed.market)
        server.busy = 99
        try:
            feed.market()
        except Unavailable as error:
            message = error.message
    print(json.dumps({"bars": len(market), "seconds": seconds, "message": message}))


if __name__ == "__main__":
    main()
