"""How long a person waits: start-up, login to a usable JupyterLab, submit to result."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.row import Row, seconds_of, timed
from tests.journeys.answers import solution
from tests.journeys.platform import Platform, free_port, start

KEY = "m01-hash-chain"
RUNS = 5


def rows() -> Iterator[Row]:
    """Bring a platform up on a state folder of its own and measure it."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-bench-"))
    folder.chmod(0o711)
    state = folder / "state"
    start(state, free_port()).stop()
    yield bare_start()
    yield start_up(state)
    running = start(state, free_port())
    try:
        yield log_in(running)
        yield submit(running)
    finally:
        running.stop()


def bare_start() -> Row:
    """Measure what a start cannot go below."""
    hub = [
        timed(lambda: subprocess.run([sys.executable, "-c", "import jupyterhub.app"], check=True))
        for _ in range(RUNS)
    ]
    return seconds_of("floor of a start: import jupyterhub.app", hub)


def start_up(state: Path) -> Row:
    """Measure from the command to an answering login page, on a state folder that was used before."""
    seconds = []
    for _ in range(RUNS):
        begin = perf_counter()
        running = start(state, free_port())
        seconds.append(perf_counter() - begin)
        running.stop()
    return seconds_of("coursewright up, warm, to the login page", seconds)


def log_in(platform: Platform) -> Row:
    """Measure from the filled-in login form to an answering JupyterLab, with the server stopped before."""
    seconds = []
    for _ in range(RUNS):
        with platform.learner("cleo") as cleo:
            begin = perf_counter()
            cleo.log_in()
            cleo.start_server()
            seconds.append(perf_counter() - begin)
            cleo.stop_server()
    return seconds_of("login to usable JupyterLab", seconds)


def submit(platform: Platform) -> Row:
    """Measure from pressing Submit to the judged submission, on an idle platform."""
    with platform.learner("ada") as ada:
        ada.log_in()
        ada.start_server()
        path = ada.open(KEY)
        ada.write(path, solution(KEY))
        seconds = [timed(lambda: ada.result(ada.submit(path).json()["id"])) for _ in range(RUNS)]
    return seconds_of(f"submit to result ({KEY})", seconds)
