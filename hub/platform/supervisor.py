"""Keeps the platform's parts running, and stops them all within seconds."""

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from db.errors import CoursewrightError
from hub.platform import descendant
from hub.platform.part import Part

_POLL_SECONDS = 0.2
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_STEADY_SECONDS = 60.0
STOP_SECONDS = 10.0


@dataclass
class _Watched:
    """A part with when it was started last, and how long to wait before the next try."""

    part: Part
    started: float
    pause: float = _FIRST_PAUSE
    retry_at: float | None = None


@dataclass
class Supervisor:
    """Restarts parts that die, waiting longer each time, until `stop` is asked for."""

    report: Callable[[str], None]
    _watched: list[_Watched] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def add(self, part: Part, *, start: bool = True) -> None:
        """Start `part` (unless it runs already) and watch it from now on."""
        if start:
            part.start()
        self._watched.append(_Watched(part, time.monotonic()))

    def listen(self) -> None:
        """Stop at Ctrl-C, SIGTERM, or when the terminal goes away."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def is_stopping(self) -> bool:
        """Whether the end was asked for."""
        return self._stopping.is_set()

    def stop_soon(self) -> None:
        """Ask for the end."""
        self._stopping.set()

    def run(self) -> None:
        """Watch all parts until the end is asked for."""
        while not self._stopping.wait(_POLL_SECONDS):
            self.look()
            descendant.bury_orphans(self.process_ids())

    def process_ids(self) -> list[int]:
        """The leading processes of all parts."""
        return [number for each in self._watched if (number := each.part.process_id())]

    def look(self) -> None:
        """See to each part once: note a death, restart what is due."""
        now = time.monotonic()
        for watched in self._watched:
            if watched.part.is_alive():
                if now - watched.started > _STEADY_SECONDS:
                    watched.pause = _FIRST_PAUSE
            elif watched.retry_at is None:
                self.report(f"{watched.part.name} ended; starting it again in {watched.pause:.1f} s")
                watched.retry_at = now + watched.pause
                watched.pause = min(watched.pause * 2, _LONGEST_PAUSE)
            elif now >= watched.retry_at:
                self._restart(watched)

    def stop(self) -> None:
        """End all parts but foundations; what does not end in time, or at a second Ctrl-C, is killed."""
        self._stopping.clear()
        parts = [each.part for each in reversed(self._watched) if not each.part.is_foundation]
        for part in parts:
            part.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        while any(part.is_alive() for part in parts) and time.monotonic() < deadline:
            if self._stopping.wait(_POLL_SECONDS / 4):
                break
        for part in parts:
            part.end()

    def _restart(self, watched: _Watched) -> None:
        watched.retry_at = None
        watched.started = time.monotonic()
        try:
            watched.part.start()
        except (CoursewrightError, OSError) as error:
            self.report(f"{watched.part.name} does not start: {error}")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()
