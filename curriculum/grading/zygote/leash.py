"""The driver's hold on a student's process: what it uses, why it ended, and its end."""

import contextlib
import os
import select
import signal
import socket

ANSWER_SECONDS = 2.0
END_SECONDS = 10.0
_RESET_PEAK = b"5"  # of /proc/.../clear_refs


class Leash:
    """Letting go ends the process with all that it started."""

    def __init__(self, line: socket.socket) -> None:
        """Take over `line`; the keeper holds the other end."""
        self._line = line
        line.settimeout(ANSWER_SECONDS)
        self._shown: list[int] | None = None

    def peak_mb(self) -> float:
        """The most memory the process held, as the kernel says, since the last time if that can be reset."""
        shown = self._descriptors()
        if not shown:
            return 0.0
        try:
            lines = os.pread(shown[0], 1 << 13, 0).splitlines()
        except OSError:
            return 0.0
        for reset in shown[1:]:
            with contextlib.suppress(OSError):
                os.write(reset, _RESET_PEAK)
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(b"VmHWM:")), 0.0)

    def why_it_ended(self) -> str:
        """One of exit, signal, cpu, memory, processes, disk; empty if it has not ended by itself."""
        self._descriptors()
        with contextlib.suppress(OSError):
            return self._line.recv(64).decode("ascii", "replace")
        return ""

    def let_go(self) -> None:
        """End the process; it is gone once its descriptor tells so."""
        for descriptor in self._shown or []:
            os.close(descriptor)
        self._shown = []
        self._line.close()

    def _descriptors(self) -> list[int]:
        if self._shown is None:
            try:
                _, self._shown, _, _ = socket.recv_fds(self._line, 64, 2)
            except OSError:
                self._shown = []
        return self._shown


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
