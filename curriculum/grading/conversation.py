"""Talking to the student's process: JSON lines with deadlines and size caps, none of it trusted."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from typing import Any, Self

LONGEST_ANSWER = 32 << 20


class SilentError(Exception):
    """No answer came before the deadline."""


class GoneError(Exception):
    """The process ended, or broke the form of an answer."""


class Conversation:
    """One running student process; leaving the `with` block kills whatever is left of it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        if process.stdin is None or process.stdout is None:
            msg = "The student's process needs pipes for its input and output."
            raise ValueError(msg)
        self._stdin, self._stdout = process.stdin, process.stdout
        os.set_blocking(self._stdout.fileno(), False)
        self._received = bytearray()
        self.is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._stdin.close()
        self._stdout.close()

    def wait_until_ready(self, deadline: float) -> None:
        """Return once the process can take requests; raises SilentError or GoneError."""
        self._answer(deadline)

    def ask(self, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        """The answer to `request`; raises SilentError or GoneError. `deadline` is on the monotonic clock."""
        try:
            self._stdin.write(json.dumps(request).encode() + b"\n")
            self._stdin.flush()
        except OSError as error:
            raise GoneError from error
        return self._answer(deadline)

    def kill(self) -> int:
        """End the process with all its children; returns its exit status."""
        self.is_over = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()

    def _answer(self, deadline: float) -> dict[str, Any]:
        try:
            parsed = json.loads(self._line(deadline))
        except (ValueError, RecursionError) as error:
            raise GoneError from error
        if not isinstance(parsed, dict):
            raise GoneError
        return parsed

    def _line(self, deadline: float) -> bytes:
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdout, selectors.EVENT_READ)
            while (end := self._received.find(b"\n")) < 0:
                if len(self._received) > LONGEST_ANSWER:
                    raise GoneError
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise SilentError
                chunk = self._stdout.read(1 << 16)
                if not chunk:
                    raise GoneError
                self._received += chunk
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        return line
