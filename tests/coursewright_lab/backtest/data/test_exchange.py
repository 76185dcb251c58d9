"""Candles come through pages, limits, gaps and errors of an exchange, a server on loopback."""

from collections.abc import Iterator

import pytest

from coursewright_lab.backtest.data.exchange import ExchangeFeed
from coursewright_lab.backtest.errors import InvalidData, InvalidSpec, Unavailable
from tests.coursewright_lab.backtest.data.fake_exchange import HOUR, Client, Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as served:
        yield served


def feed_of(server: Server, symbol: str = "BTC/USDT", timeframe: str = "1h", bars: int = 240) -> ExchangeFeed:
    client = Client(server.server_port)
    return ExchangeFeed(client, symbol, timeframe, since=0, bars=bars, pause=0.001)


def test_candles_are_read_page_by_page(server: Server) -> None:
    market = feed_of(server).market()
    assert len(market) == 240
    assert market.bars[7, 0].tolist() == [100.0, 102.0, 99.0, 101.0, 7.5]
    assert (market.symbols, market.origin) == (("BTC/USDT",), "exchange loopback")
    assert server.asked == 3


def test_a_busy_exchange_is_asked_again(server: Server) -> None:
    server.busy = 3
    assert len(feed_of(server, bars=50).market()) == 50
    assert server.asked == 4


def test_an_exchange_that_stays_busy_is_given_up_with_a_word(server: Server) -> None:
    server.busy = 99
    with pytest.raises(Unavailable, match=r"did not answer.*Try again later"):
        feed_of(server).market()
    assert server.asked == 5


def test_what_will_not_pass_is_not_asked_again(server: Server) -> None:
    with pytest.raises(Unavailable, match=r"refused: BadSymbol.*Check symbol"):
        feed_of(server, symbol="DOGE/MOON").market()
    assert server.asked == 1


def test_missing_candles_are_told_and_do_not_stop_the_pages(server: Server) -> None:
    server.holes = {120, 121}
    market = feed_of(server).market()
    assert "2 bars are missing" in market.warnings[0]
    assert len(market) == 240


def test_candles_that_cannot_be_are_refused(server: Server) -> None:
    server.broken = True
    with pytest.raises(InvalidData, match="BTC/USDT: bar 0: high 1 lies below low"):
        feed_of(server).market()


def test_a_candle_that_is_not_closed_yet_is_left_out(server: Server) -> None:
    client = Client(server.server_port)
    feed = ExchangeFeed(client, "BTC/USDT", bars=240, clock=lambda: (100 * HOUR + 5) / 1_000)
    assert len(feed.market()) == 100


def test_no_exchange_at_the_other_end_is_told() -> None:
    with running() as gone:
        feed = feed_of(gone)
    with pytest.raises(Unavailable, match="did not answer"):
        feed.market()


def test_a_time_frame_that_is_none_is_refused(server: Server) -> None:
    with pytest.raises(InvalidSpec, match="no time frame"):
        feed_of(server, timeframe="soon").market()


def test_without_ccxt_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ccxt", None)
    with pytest.raises(Unavailable, match=r"coursewright-lab\[exchange\]"):
        ExchangeFeed("binance", "BTC/USDT").market()
