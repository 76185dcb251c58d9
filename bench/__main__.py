"""Runs every benchmark and prints one table: medians, what they were measured on, and the floor."""

import argparse
import os
import platform as machine
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.journeys.answers import solution
from tests.journeys.platform import Platform, free_port, start

KEY = "m01-hash-chain"


@dataclass(frozen=True)
class Figure:
    """One row of the table: seconds of each run."""

    what: str
    seconds: list[float]

    @property
    def median(self) -> float:
        """The middle of the runs, in seconds."""
        return statistics.median(self.seconds)


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds ``action`` took."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def start_up(state: Path, runs: int) -> Figure:
    """Measure from the command to an answering login page, on a state folder that was used before."""
    seconds = []
    for _ in range(runs):
        begin = time.perf_counter()
        running = start(state, free_port())
        seconds.append(time.perf_counter() - begin)
        running.stop()
    return Figure("coursewright up, warm, to the login page", seconds)


def log_in(platform: Platform, runs: int) -> Figure:
    """Measure from the filled-in login form to an answering JupyterLab, with the server stopped before."""
    seconds = []
    for _ in range(runs):
        with platform.learner("cleo") as cleo:
            begin = time.perf_counter()
            cleo.log_in()
            cleo.start_server()
            seconds.append(time.perf_counter() - begin)
            cleo.stop_server()
    return Figure("login to usable JupyterLab", seconds)


def submit(platform: Platform, runs: int) -> Figure:
    """Measure from pressing Submit to the judged submission, on an idle platform."""
    seconds: list[float] = []
    with platform.learner("ada") as ada:
        ada.log_in()
        ada.start_server()
        path = ada.open(KEY)
        ada.write(path, solution(KEY))
        seconds += [timed(lambda: ada.result(ada.submit(path).json()["id"])) for _ in range(runs)]
    return Figure(f"submit to result ({KEY})", seconds)


def bare_start() -> str:
    """Return what a start cannot go below: importing JupyterHub and JupyterLab's server."""
    hub = timed(lambda: subprocess.run([sys.executable, "-c", "import jupyterhub.app"], check=True))
    return f"import jupyterhub.app {hub:.1f} s"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement (5)")
    runs = parser.parse_args().runs
    folder = Path(tempfile.mkdtemp(prefix="coursewright-bench-"))
    folder.chmod(0o711)
    state = folder / "state"
    start(state, free_port()).stop()
    figures = [start_up(state, runs)]
    running = start(state, free_port())
    try:
        figures += [log_in(running, runs), submit(running, runs)]
    finally:
        running.stop()
    show(figures, runs)


def show(figures: list[Figure], runs: int) -> None:
    """Print the table and what it was measured on."""
    cores = len(os.sched_getaffinity(0))
    title = f"medians of {runs} on {cores} cores, Python {machine.python_version()}; floor: {bare_start()}"
    table = Table(title=title)
    for column in ("what", "median s", "least", "most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for figure in figures:
        ends = (f"{min(figure.seconds):.2f}", f"{max(figure.seconds):.2f}")
        table.add_row(figure.what, f"{figure.median:.2f}", *ends)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
