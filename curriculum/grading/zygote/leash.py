"""The driver's line to the keeper of a student's process: what it uses, why it ended, and its end."""

import contextlib
import json
import os
import select
import signal
import socket

PEAK = b"peak"
ANSWER_SECONDS = 2.0
END_SECONDS = 10.0


class Leash:
    """Letting go ends the process with all that it started."""

    def __init__(self, line: socket.socket) -> None:
        """Take over `line`; the keeper holds the other end."""
        self._line = line
        line.settimeout(ANSWER_SECONDS)
        self._ended: str | None = None

    def peak_mb(self) -> float:
        """The most memory the process held since this was last asked; 0 when it has ended."""
        if self._ended is not None:
            return 0.0
        with contextlib.suppress(OSError):
            self._line.send(PEAK)
            answer = self._read()
            return float(str(answer.get("peak_kb", 0))) / 1024
        return 0.0

    def why_it_ended(self) -> str:
        """One of exit, signal, cpu, memory, processes, disk; empty if it has not ended by itself."""
        with contextlib.suppress(OSError):
            while self._ended is None and self._read():
                pass
        return self._ended or ""

    def let_go(self) -> None:
        """End the process; it is gone once its descriptor tells so."""
        self._line.close()

    def _read(self) -> dict[str, object]:
        raw = self._line.recv(1024)
        answer: dict[str, object] = json.loads(raw) if raw else {}
        ended = answer.get("ended")
        self._ended = str(ended) if ended else self._ended
        return answer


def wait_for_end(watch: int) -> None:
    """Return when the process behind the descriptor is gone, killed if it lingers; closes the descriptor."""
    try:
        if not _has_ended(watch, END_SECONDS):
            kill(watch)
            _has_ended(watch, END_SECONDS)
    finally:
        os.close(watch)


def kill(watch: int) -> None:
    """Kill the process behind the descriptor."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(watch, signal.SIGKILL)


def _has_ended(watch: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(watch, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
