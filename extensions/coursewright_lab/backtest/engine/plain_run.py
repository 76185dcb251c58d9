"""Runs the plain engine over a whole market: the oracle of the compiled one."""

from collections.abc import Sequence

import numpy as np

from coursewright_lab.backtest.engine import layout as at
from coursewright_lab.backtest.engine.outcome import Floats, Inputs, Outcome
from coursewright_lab.backtest.engine.plain import Book
from coursewright_lab.backtest.engine.position import Position


def fresh_book(inputs: Inputs) -> Book:
    """Return the account before the first bar."""
    positions = [Position(tick, lot) for tick, lot in zip(inputs.ticks, inputs.lots, strict=True)]
    return Book(inputs.rules, positions, inputs.capital, len(inputs.bars) - 1)


def run_plain(inputs: Inputs) -> Outcome:
    """Fill the targets on the bars with the plain engine."""
    book = fresh_book(inputs)
    quotes, targets = inputs.bars.tolist(), inputs.targets.tolist()
    extras = None if inputs.extras is None else inputs.extras.tolist()
    equity, cash, held = [], [], []
    for bar, quote in enumerate(quotes):
        rates = None if extras is None else [extra[at.RATE] for extra in extras[bar]]
        equity.append(book.step(bar, quote, rates, extras[bar - 1] if extras and bar else None))
        cash.append(book.cash)
        held.append([position.quantity for position in book.positions])
        for asset, target in enumerate(targets[bar]):
            book.aim(asset, target)
    return outcome(book, equity, cash, held)


def outcome(
    book: Book, equity: Sequence[float], cash: Sequence[float], held: Sequence[list[float]]
) -> Outcome:
    """Return what a book that lived through all bars gives."""
    trades: Floats = np.array(book.trades, dtype=np.float64).reshape(-1, at.TRADE_WIDTH)
    return Outcome(
        equity=np.array(equity),
        cash=np.array(cash),
        held=np.array(held),
        trades=trades,
        fees=book.fees,
        funding=book.funding,
        traded=book.traded,
        cut_slippage=book.cut_slippage,
        orders=book.orders,
        is_ruined=book.is_ruined,
    )
