"""Runs the plain engine over a whole market: the oracle of the compiled one."""

from collections.abc import Iterator

import numpy as np

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.outcome import Floats, Inputs, Outcome
from coursewright_lab.backtest.engine.plain import Book
from coursewright_lab.backtest.engine.position import Position
from coursewright_lab.backtest.engine.sizing import Quote

Levels = list[list[float]]
_AT_ONCE = 256  # few enough that the garbage collector does not walk them all


def fresh_book(inputs: Inputs) -> Book:
    """Return the account before the first bar."""
    positions = [Position(tick, lot) for tick, lot in zip(inputs.ticks, inputs.lots, strict=True)]
    return Book(inputs.rules, positions, inputs.capital, len(inputs.bars) - 1)


def run_plain(inputs: Inputs) -> Outcome:
    """Fill the targets on the bars with the plain engine."""
    book = fresh_book(inputs)
    equity, cash, held = [], [], []
    own: Levels | None = None
    for bar, quotes, targets, extras in _walked(inputs):
        rates = None if extras is None else [extra[at.RATE] for extra in extras]
        equity.append(book.step(bar, quotes, rates, own))
        cash.append(book.cash)
        held.append([position.quantity for position in book.positions])
        own = extras
        for asset, target in enumerate(targets):
            book.aim(asset, target)
    return _outcome(inputs, book, np.vstack([equity, cash, np.array(held).T]))


def _walked(inputs: Inputs) -> Iterator[tuple[int, list[Quote], list[float], Levels | None]]:
    """Yield the bars, their targets and their extras as plain lists, some at a time."""
    for first in range(0, len(inputs.bars), _AT_ONCE):
        piece = slice(first, first + _AT_ONCE)
        quotes, targets = inputs.bars[piece].tolist(), inputs.targets[piece].tolist()
        extras = [None] * len(quotes) if inputs.extras is None else inputs.extras[piece].tolist()
        for place, quote in enumerate(quotes):
            yield first + place, quote, targets[place], extras[place]


def _outcome(inputs: Inputs, book: Book, history: Floats) -> Outcome:
    trades: Floats = np.array(book.trades, dtype=np.float64).reshape(-1, at.TRADE_WIDTH)
    return Outcome(
        inputs=inputs,
        history=history,
        trades=trades,
        fees=book.fees,
        funding=book.funding,
        traded=book.traded,
        cut_slippage=book.cut_slippage,
        orders=book.orders,
        is_ruined=book.is_ruined,
    )
