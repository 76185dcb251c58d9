"""Runs backtesting.py and vectorbt on our bars; started by bench/backtest.py with their own Python.

Usage: python -m bench.peers.engines TASK BARS.npz REPEATS. Prints one JSON object. Both are peers to measure
against, never parts of the product: backtesting.py is under the AGPL, vectorbt carries the Commons Clause.
"""

import json
import sys
import warnings
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

FAST, SLOW, FEE, STOP, CASH = 10, 30, 0.001, 0.05, 1e8


def frame_of(path: str) -> pd.DataFrame:
    """Return the bars as both libraries want them."""
    stored = np.load(path)
    columns = dict(zip(("Open", "High", "Low", "Close", "Volume"), stored["bars"].T, strict=True))
    return pd.DataFrame(columns, index=pd.to_datetime(stored["times"]))


def backtesting_run(frame: pd.DataFrame, **options: Any) -> Any:
    """Return backtesting.py's statistics of the crossing means."""
    from backtesting import Backtest  # noqa: PLC0415

    from bench.peers.crossing import Cross  # noqa: PLC0415

    fee = options.pop("fee", FEE)
    test = Backtest(frame, Cross, cash=CASH, commission=fee, finalize_trades=True)
    grid = options.pop("grid", None)
    return test.optimize(**grid, maximize="Sharpe Ratio") if grid else test.run()


def vectorbt_run(frame: pd.DataFrame, engine: str) -> dict[str, float]:
    """Return vectorbt's figures: orders, trades and the figures that ours gives too."""
    import vectorbt  # noqa: PLC0415

    close = frame["Close"]
    above = close.rolling(FAST).mean() > close.rolling(SLOW).mean()
    entries = (above & ~above.shift(1, fill_value=False)).shift(1, fill_value=False)
    exits = (~above & above.shift(1, fill_value=False)).shift(1, fill_value=False)
    book = vectorbt.Portfolio.from_signals(
        close,
        entries,
        exits,
        price=frame["Open"],
        open=frame["Open"],
        high=frame["High"],
        low=frame["Low"],
        fees=FEE,
        sl_stop=STOP,
        init_cash=CASH,
        freq="1h",
        engine=engine,
    )
    names = ("total_return", "annualized_return", "annualized_volatility", "sharpe_ratio", "sortino_ratio")
    figures = {name: float(getattr(book, name)()) for name in names}
    figures |= {"calmar": float(book.calmar_ratio()), "max_drawdown": float(book.max_drawdown())}
    figures |= {"length": float(book.drawdowns.max_duration() / pd.Timedelta(1, "h"))}
    figures |= {
        "profit_factor": float(book.trades.profit_factor()),
        "win_rate": float(book.trades.win_rate()),
    }
    figures |= {"fees": float(book.orders.records["fees"].sum()), "trades": float(book.trades.count())}
    return figures | {"benchmark": float(book.total_benchmark_return())}


def seconds(action: Callable[[], Any], repeats: int) -> float:
    """Return the best of some runs, after one that warmed everything up."""
    action()
    times = []
    for _ in range(repeats):
        begin = perf_counter()
        action()
        times.append(perf_counter() - begin)
    return min(times)


def recorded(frame: pd.DataFrame, fee: float) -> list[list[float]]:
    """Return backtesting.py's trades: size, entry and exit bar, entry and exit price, gain."""
    trades = backtesting_run(frame, fee=fee)["_trades"]
    names = ["Size", "EntryBar", "ExitBar", "EntryPrice", "ExitPrice", "PnL"]
    rows: list[list[float]] = trades[names].to_numpy(dtype=float).tolist()
    return rows


def main() -> None:
    """Do one task."""
    task, path, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
    warnings.simplefilter("ignore")
    frame = frame_of(path)
    found: dict[str, Any] = {}
    if task == "backtesting":
        found["seconds"] = seconds(lambda: backtesting_run(frame), repeats)
    elif task == "optimize":
        grid = {"fast": list(range(5, 5 + repeats)), "slow": [SLOW]}
        begin = perf_counter()
        backtesting_run(frame, grid=grid)
        found["seconds"] = perf_counter() - begin
    elif task == "vectorbt":
        found["rust"] = seconds(lambda: vectorbt_run(frame, "rust"), repeats)
        found["numba"] = seconds(lambda: vectorbt_run(frame, "numba"), repeats)
        found["figures"] = vectorbt_run(frame, "rust")
    else:
        found["trades"] = recorded(frame, float(task.partition("=")[2]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
