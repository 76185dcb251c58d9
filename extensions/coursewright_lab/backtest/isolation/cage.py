"""The engine's side of the border: starts the nursery, hands out jobs, and bounds how long they take."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from coursewright_lab.backtest.errors import (
    BacktestError,
    InvalidSignals,
    InvalidSpec,
    StrategyFailed,
    StrategyMemory,
    StrategyRefused,
    StrategyTimeout,
    Unavailable,
)
from coursewright_lab.backtest.isolation.job import Job
from coursewright_lab.backtest.isolation.wire import BrokenWireError, Frame, receive, send
from coursewright_lab.backtest.signal import Signals, normalised
from coursewright_lab.backtest.strategy.loading import imported_by

_ROOT = Path(__file__).resolve().parents[3]
_START_SECONDS = 120.0
_ERRORS: dict[str, type[BacktestError]] = {
    kind.code: kind
    for kind in (
        InvalidSignals,
        InvalidSpec,
        StrategyFailed,
        StrategyRefused,
        StrategyTimeout,
        StrategyMemory,
    )
}


@dataclass(frozen=True)
class Answer:
    """A strategy's signals, what it printed, and what it tried that was refused."""

    signals: Signals
    printed: str = ""
    refused: tuple[str, ...] = ()


class Cage:
    """Runs a strategy's source on bars, each time in a fresh process that ends with the answer."""

    def __init__(self, source: str) -> None:
        here, there = socket.socketpair()
        code = "from coursewright_lab.backtest.isolation.nursery import main; main()"
        command = [sys.executable, "-s", "-P", "-c", f"import sys; sys.path.append({str(_ROOT)!r}); {code}"]
        with there:
            self._process = subprocess.Popen(
                command, stdin=there.fileno(), stdout=subprocess.DEVNULL, env=_environment(), cwd="/"
            )
        self._control = here
        self._lock = threading.Lock()
        self._is_ready = False
        here.sendall(json.dumps(imported_by(source)).encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._control.close()
        self._process.terminate()
        self._process.wait()

    @property
    def pid(self) -> int:
        """The process that bears the others."""
        return self._process.pid

    def run(self, job: Job, seconds: float) -> Answer:
        """Return the strategy's answer. Raises the error of a strategy that failed, or took too much."""
        with self._lock:
            here, pid = self._bear()
        with here:
            here.settimeout(seconds)
            try:
                send(here, job.frame())
                answer = receive(here, len(job.market) * len(job.market.symbols) * 24 + 4096)
            except TimeoutError:
                raise StrategyTimeout(
                    f"{job.name} ran longer than {seconds:g} seconds. Look for a loop without an end, or "
                    "allow more time."
                ) from None
            except (BrokenWireError, OSError):
                answer = None
            finally:
                status = self._end(pid)
        if answer is None:
            raise _died(job, status)
        return _understood(answer, job)

    def _bear(self) -> tuple[socket.socket, int]:
        here, there = socket.socketpair()
        try:
            with there:
                if not self._is_ready:
                    self._control.settimeout(_START_SECONDS)
                    self._is_ready = self._word() == "ready"
                socket.send_fds(self._control, [b"bear"], [there.fileno()])
                return here, int(self._word())
        except (OSError, ValueError) as error:
            here.close()
            raise Unavailable(
                "The process for strategies did not start. Look at the messages above."
            ) from error

    def _word(self) -> str:
        word = b""
        while not word.endswith(b"\n"):
            piece = self._control.recv(64)
            if not piece:
                raise ConnectionError
            word += piece
        return word.decode().strip()

    def _end(self, pid: int) -> int:
        """Kill what may still run of a life; return how it ended."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(pid, signal.SIGKILL)
        with self._lock, contextlib.suppress(OSError, ValueError):
            self._control.sendall(f"bury {pid}".encode())
            return int(self._word())
        return 0


def _environment() -> dict[str, str]:
    """Return a clean environment: no token, no address, one thread, the same hashes in every run."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    single = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return {
        **kept,
        **dict.fromkeys(single, "1"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/nonexistent",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _died(job: Job, status: int) -> BacktestError:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS}:
        name = signal.Signals(os.WTERMSIG(status)).name
        return StrategyFailed(f"{job.name} crashed the interpreter ({name}). Look at its compiled libraries.")
    if os.WIFEXITED(status):
        return StrategyFailed(f"{job.name} ended its process instead of returning. Remove the exit.")
    return StrategyMemory(_memory(job))


def _memory(job: Job) -> str:
    return f"{job.name} took more than {job.memory_mb} MB of memory. Keep less, or allow more."


def _understood(answer: Frame, job: Job) -> Answer:
    head: dict[str, Any] = answer.head
    refused = tuple(str(note) for note in head.get("notes", ()))
    if isinstance(wrong := head.get("error"), dict):
        code = str(wrong.get("code"))
        message = _memory(job) if code == "memory" else str(wrong.get("message"))
        error = _ERRORS.get(code, StrategyFailed)(message, row=wrong.get("row"))
        error.add_note("\n".join(refused))
        raise error
    targets, *levels = answer.arrays
    shape = (len(job.market), len(job.market.symbols))
    checked = normalised(targets.astype("f8").reshape(shape), len(job.market), job.market.symbols)
    own = levels[0].astype("f8").reshape((*shape, 2)) if levels else None
    signals = Signals(checked.targets, own, are_orders=head.get("are_orders") is True)
    return Answer(signals, str(head.get("printed", "")), refused)
