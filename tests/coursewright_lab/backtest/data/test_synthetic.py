"""The made-up market has the habits of real prices, and is the same each time."""

from pathlib import Path

import numpy as np
import pytest

from coursewright_lab.backtest.data.check import check
from coursewright_lab.backtest.data.feed import FileFeed, SyntheticFeed
from coursewright_lab.backtest.data.order_book import order_book
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.errors import InvalidSpec
from coursewright_lab.backtest.runner import run

MARKET = synthetic(Recipe(seed=1, bars=20_000, assets=2))
CHANGES = np.diff(np.log(MARKET.bars[:, :, 3]), axis=0)


def test_the_same_recipe_gives_the_same_bytes_and_another_seed_others() -> None:
    again = synthetic(Recipe(seed=1, bars=20_000, assets=2))
    assert again.content_hash == MARKET.content_hash
    assert synthetic(Recipe(seed=2, bars=20_000, assets=2)).content_hash != MARKET.content_hash


def test_every_bar_is_a_possible_one() -> None:
    for asset in range(2):
        assert check(MARKET.times, MARKET.bars[:, asset]) == []


def test_returns_have_fat_tails_and_no_memory_but_their_size_has() -> None:
    one = CHANGES[:, 0] - CHANGES[:, 0].mean()
    assert (one**4).mean() / (one**2).mean() ** 2 > 5
    assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < 0.05
    assert np.corrcoef(np.abs(one[1:]), np.abs(one[:-1]))[0, 1] > 0.15


def test_assets_move_together_and_some_bars_open_with_a_gap() -> None:
    assert 0.3 < np.corrcoef(CHANGES.T)[0, 1] < 0.95
    gaps = np.abs(np.log(MARKET.bars[1:, 0, 0] / MARKET.bars[:-1, 0, 3])) > 1e-9
    assert 0.005 < gaps.mean() < 0.05


def test_a_result_says_that_its_market_is_made_up() -> None:
    assert "synthetic" in " ".join(run(np.ones(20_000), synthetic(Recipe(bars=20_000))).warnings)


def test_a_recipe_that_makes_no_sense_is_refused() -> None:
    for wrong in ({"bars": 1}, {"volatility": 0.0}, {"jump_rate": 2.0}):
        with pytest.raises(InvalidSpec):
            Recipe(**wrong)


def test_feeds_answer_alike(tmp_path: Path) -> None:
    market = SyntheticFeed(Recipe(bars=50)).market()
    market.frame().to_csv(tmp_path / "SYN1.csv", index=False)
    again = FileFeed(tmp_path / "SYN1.csv").market()
    assert again.content_hash == market.content_hash


def test_an_order_book_lies_around_the_close_and_large_orders_cost_more() -> None:
    book = order_book(MARKET, 100)
    close = MARKET.bars[100, 0, 3]
    assert book.bid_prices[0] < close < book.ask_prices[0]
    assert (np.diff(book.ask_prices) > 0).all()
    assert (np.diff(book.bid_prices) < 0).all()
    small, large = book.cost_of(book.ask_sizes[0] / 2), book.cost_of(float(book.ask_sizes.sum()))
    assert small == pytest.approx(book.ask_prices[0])
    assert large > small
    assert book.cost_of(-1e-6) == pytest.approx(book.bid_prices[0])
    assert book.spread > 0
    with pytest.raises(InvalidSpec):
        book.cost_of(float(book.ask_sizes.sum()) * 2)
