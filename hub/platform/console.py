"""Prints the start-up: one line per step, with its state and time."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO


class Step:
    """A step of the start-up; used as a context, it prints its line when it ends."""

    def __init__(self, title: str, out: TextIO | None = None) -> None:
        self._title = title
        self._out = out or sys.stdout
        self.state = "done"

    def __enter__(self) -> Self:
        self._begin = time.monotonic()
        if self._out.isatty():
            self._write(f"  {self._title:<22} ...")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        seconds = time.monotonic() - self._begin
        start = "\r" if self._out.isatty() else ""
        state = self.state if error is None else "FAILED"
        self._write(f"{start}  {self._title:<22} {state:<46} {seconds:6.2f} s\n")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def say(text: str = "") -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
