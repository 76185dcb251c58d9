"""One life of a strategy: bars in, targets out, in a process that is thrown away."""

import contextlib
import gc
import io
import os
import random
import socket
import sys
import traceback
from typing import Any, NoReturn

import numpy as np

from coursewright_lab.backtest.errors import BacktestError
from coursewright_lab.backtest.isolation import border
from coursewright_lab.backtest.isolation.job import Job
from coursewright_lab.backtest.isolation.wire import Frame, receive, send
from coursewright_lab.backtest.signal import Signals

_LARGEST_JOB = 8 << 30
_MOST_PRINTED = 20_000
_MOST_NOTES = 20


class _Printed(io.TextIOBase):
    """Keeps the beginning of what a strategy prints."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.text) < _MOST_PRINTED:
            self.text += text[: _MOST_PRINTED - len(self.text)]
        return len(text)


def live(wire: socket.socket) -> NoReturn:
    """Do the one job that comes through the wire, answer, and end."""
    os.setpgid(0, 0)
    gc.disable()
    job = Job.of_frame(receive(wire, _LARGEST_JOB))
    notes: list[str] = []
    printed = _Printed()
    folders = border.readable()
    border.draw(job.memory_mb, folders)
    random.seed(job.seed)
    np.random.seed(job.seed & 0xFFFFFFFF)
    gc.enable()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        answer = _answer(job, folders, notes)
    head = {**answer.head, "printed": printed.text, "notes": notes[:_MOST_NOTES]}
    send(wire, Frame(head, answer.arrays))
    wire.close()
    os._exit(0)


def _answer(job: Job, folders: tuple[str, ...], notes: list[str]) -> Frame:
    from coursewright_lab.backtest.runner import ask  # noqa: PLC0415
    from coursewright_lab.backtest.strategy.loading import load_strategy  # noqa: PLC0415

    try:
        border.watch(folders, lambda what: notes.append(f"{what}{_line(job.name)}"))
        strategy = load_strategy(job.source, job.name)
        signals = ask(strategy, job.market, job.spec, job.parameters)
    except BacktestError as error:
        return Frame({"error": error.as_json()})
    except MemoryError:
        return Frame({"error": {"code": "memory", "message": ""}})
    except BaseException as error:  # noqa: BLE001 - whatever a strategy does must come back as an answer
        code = "refused" if isinstance(error, PermissionError) and notes else "strategy_failed"
        return Frame({"error": {"code": code, "message": _told(error, job.name)}})
    return _frame(signals)


def _frame(signals: Signals) -> Frame:
    levels = () if signals.levels is None else (signals.levels,)
    return Frame({"are_orders": signals.are_orders}, (signals.targets, *levels))


def _told(error: BaseException, name: str) -> str:
    """Return the error with the strategy's own line, as its writer needs it."""
    lines = [entry.lineno for entry in traceback.extract_tb(error.__traceback__) if entry.filename == name]
    if isinstance(error, SyntaxError) and error.filename == name:
        lines = [error.lineno]
    place = f"{name}, line {lines[-1]}: " if lines and lines[-1] else f"{name}: "
    text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    return f"{place}{type(error).__name__}: {text[:2000]}".rstrip(": ")


def _line(name: str) -> str:
    frame: Any = sys._getframe()  # noqa: SLF001 - the only way to the caller's line
    while frame is not None:
        if frame.f_code.co_filename == name:
            return f" in line {frame.f_lineno}"
        frame = frame.f_back
    return ""
