"""How fast the backtest engine is: beside backtesting.py, vectorbt and a bare numba loop, in one run.

The same strategy everywhere: crossing means of 10 and 30 bars, 10 bps of fees, a stop 5 % below, long only;
from data frame to every trade and figure. COURSEWRIGHT_BENCH_SMALL=1 measures a tenth of it.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

from bench.bare_loop import bare_run
from bench.row import Row
from coursewright_lab.backtest import Spec, Strategy, indicator, run
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.engine.choice import Engine
from coursewright_lab.backtest.isolated import trial
from coursewright_lab.backtest.isolation.cage import Cage
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.study.sweep import sweep
from scripts.environment import UV, uv_environment
from scripts.step import REPOSITORY, TOOLS

SMALL = bool(os.environ.get("COURSEWRIGHT_BENCH_SMALL"))
MANY = 100_000 if SMALL else 1_000_000
SOME = 20_000 if SMALL else 100_000
TRIED = 4 if SMALL else 10
PEERS = TOOLS / "peers"
SPEC = Spec(capital=1e8, fee_bps=10, stop_loss_percent=5)
GRID = {"fast": list(range(5, 15)), "slow": list(range(20, 120, 5))}
_CODE = (
    "def signals(bars):\n    return (bars.close.rolling(10).mean() > bars.close.rolling(30).mean()) * 1.0\n"
)


def rows() -> Iterator[Row]:
    """Measure; the peers' environment is made at the first time (700 MB)."""
    python = peers()
    some, many = synthetic(Recipe(seed=1, bars=SOME)), synthetic(Recipe(seed=1, bars=MANY))
    run(signals, some.prefix(100), SPEC, engine=Engine.COMPILED)
    yield from first_result()
    ours = best(lambda: figures(run(signals, some, SPEC)))
    theirs = asked(python, "backtesting", some, 2)["seconds"]
    yield Row(f"ours, {SOME:,} bars", ours * 1e3, "ms")
    yield ratio(f"backtesting.py / ours, {SOME:,} bars", theirs / ours, 20, f"{theirs * 1e3:,.0f} ms")
    event = best(lambda: figures(run(Cross, some, SPEC)), 3)
    yield ratio("backtesting.py / our event style", theirs / event, 2, f"{event * 1e3:,.0f} ms")
    yield from sweeps(python, some)
    yield from beside_vectorbt(python, many)
    yield from examination()
    yield candles(python)


def beside_vectorbt(python: Path, many: Market) -> Iterator[Row]:
    """Measure the large market: ours, vectorbt's engines, and the bare loop on the same signals."""
    ours = best(lambda: figures(run(signals, many, SPEC)), 5)
    found = asked(python, "vectorbt", many, 3)
    name = min(("rust", "numba"), key=lambda engine: found[engine])
    yield Row(f"ours, {MANY:,} bars", ours * 1e3, "ms", f"{MANY / ours / 1e6:.1f} million bars/s")
    note = f"{name}, its fastest: {found[name] * 1e3:,.0f} ms"
    yield ratio(f"vectorbt / ours, {MANY:,} bars", found[name] / ours, 3, note)
    frame = many.frame()
    bare = best(lambda: bare_run(signals(frame), many, SPEC), 5)
    yield ratio(
        "ours / bare numba loop, from frame on", ours / bare, -3, f"loop with signals {bare * 1e3:,.0f} ms"
    )
    targets = signals(frame)
    alone = best(lambda: run(targets, many, SPEC), 5)
    loop = best(lambda: bare_run(targets, many, SPEC), 5)
    yield Row("engine alone / loop alone", alone / loop, "x", f"{alone * 1e3:.0f} and {loop * 1e3:.0f} ms")


def sweeps(python: Path, market: Market) -> Iterator[Row]:
    """Measure 200 combinations; backtesting.py's own optimize on fewer, and taken as proportional."""
    assert sweep(with_memory, market, GRID, SPEC).tries == sweep(signals, market, GRID, SPEC).tries
    theirs = min(asked(python, "optimize", market, TRIED)["seconds"] for _ in range(2)) / TRIED * 200
    for strategy, how in ((with_memory, "indicators remembered"), (signals, "everything computed each time")):
        ours = best(lambda: sweep(strategy, market, GRID, SPEC), 3)  # noqa: B023
        name = f"backtesting.py / ours, sweep of 200, {SOME:,} bars, {how}"
        note = f"ours {ours:.2f} s; its optimize on {TRIED} combinations scaled to 200: {theirs:,.0f} s"
        if strategy is with_memory:
            yield ratio(name, theirs / ours, 200, note)
        else:
            yield Row(name, theirs / ours, "x", note)


def first_result() -> Iterator[Row]:
    """Measure a fresh process from the engine's import to the figures, compiled code included."""
    for size, engine in ((100_000, "AUTO"), (100_000, "COMPILED")):
        code = (
            "import time; begin = time.perf_counter()\n"
            "import numpy as np\n"
            "from coursewright_lab.backtest import run, Spec\n"
            "from coursewright_lab.backtest.engine.choice import Engine\n"
            "from coursewright_lab.backtest.data.synthetic import Recipe, synthetic\n"
            f"market = synthetic(Recipe(bars={size}))\n"
            f"run(np.ones({size}), market, Spec(), engine=Engine.{engine}).metrics\n"
            "print(time.perf_counter() - begin)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        yield limit(
            f"first result in a fresh process, {size:,} bars, engine {engine.lower()}",
            float(done.stdout),
            2.0,
        )


def examination() -> Iterator[Row]:
    """Measure a clean strategy's examination on 10,000 bars: a fresh start, and in a running process."""
    market = synthetic(Recipe(seed=2, bars=10_000))
    begin = perf_counter()
    with Cage(_CODE) as cage:
        for name in ("from a fresh start", "in a running process"):
            done = trial(_CODE, "clean.py", market, SPEC, check_lookahead=True, cage=cage)
            assert done.verdict.is_honest
            yield limit(f"examination of a clean strategy, 10,000 bars, {name}", perf_counter() - begin, 2.0)
            begin = perf_counter()


def candles(python: Path) -> Row:
    """Measure the feed of exchanges with the real ccxt, against a server on this machine."""
    command = [str(python), "-m", "bench.peers.candles"]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["bars"] == 240
    assert "did not answer" in found["message"]
    return Row("240 candles through ccxt, three pages on loopback", found["seconds"], "s")


class Cross(Strategy):
    """The same strategy in event style."""

    def init(self) -> None:
        self.quick = self.indicator(mean, self.close, 10)
        self.steady = self.indicator(mean, self.close, 30)

    def next(self) -> None:
        if self.quick[-1] > self.steady[-1]:
            if not self.position:
                self.buy()
        elif self.position:
            self.exit()


def mean(values: Any, count: int) -> Any:
    """Return the moving mean."""
    return pd.Series(values).rolling(count).mean().to_numpy()


def signals(bars: pd.DataFrame, fast: int = 10, slow: int = 30) -> Any:
    """Return 1 where the quick mean is above the steady one."""
    return np.where(bars["close"].rolling(fast).mean() > bars["close"].rolling(slow).mean(), 1.0, 0.0)


@indicator
def moving_mean(values: Any, count: int) -> Any:
    """Return the moving mean, once for all tries of a sweep."""
    return values.rolling(count).mean()


def with_memory(bars: pd.DataFrame, fast: int = 10, slow: int = 30) -> Any:
    """Return the same as `signals`."""
    return np.where(moving_mean(bars["close"], fast) > moving_mean(bars["close"], slow), 1.0, 0.0)


def figures(result: Any) -> None:
    """Have all figures computed; trades are there as an array, as with the peers."""
    assert result.metrics
    assert len(result.outcome.trades)


def best(action: Callable[[], object], repeats: int = 5) -> float:
    """Return the best of some runs, after one that warmed everything up."""
    action()
    times = []
    for _ in range(repeats):
        gc.collect()
        begin = perf_counter()
        action()
        times.append(perf_counter() - begin)
    return min(times)


def ratio(name: str, value: float, target: float, note: str) -> Row:
    """Return a row of how many times; a target below 0 is a most."""
    wanted = f"at least {target:g}" if target > 0 else f"at most {-target:g}"
    held = value >= target if target > 0 else value <= -target
    return Row(name, value, "x", f"{wanted}: {'held' if held else 'MISSED'}; {note}")


def limit(name: str, value: float, most: float) -> Row:
    """Return a row of seconds that have a most."""
    return Row(name, value, "s", f"at most {most:g}: {'held' if value <= most else 'MISSED'}")


def asked(python: Path, task: str, market: Market, repeats: int) -> dict[str, Any]:
    """Return what a peer measured on these bars."""
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        np.savez(file, bars=market.bars[:, 0], times=market.times)
        file.flush()
        command = [str(python), "-m", "bench.peers.engines", task, file.name, str(repeats)]
        done = subprocess.run(
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
        )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def peers() -> Path:
    """Return the Python of the peers' environment, made when it is missing."""
    python = PEERS / "bin" / "python"
    wanted = (REPOSITORY / "requirements/peers.in").read_text("utf-8")
    mark = PEERS / "made-from.txt"
    if not mark.exists() or mark.read_text("utf-8") != wanted:
        make = [str(UV), "venv", "--quiet", "--clear", "--python", sys.executable, str(PEERS)]
        install = [
            str(UV),
            "pip",
            "install",
            "--quiet",
            "--python",
            str(python),
            "-r",
            "requirements/peers.in",
        ]
        for command in (make, install):
            subprocess.run(command, check=True, cwd=REPOSITORY, env=uv_environment())
        mark.write_text(wanted, "utf-8")
    return python
