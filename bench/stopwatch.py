"""Times statements of one connection: on the clock of the client, and on the processor of the server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import IO


@dataclass
class Times:
    """Milliseconds of each run: as the client waited, and as the server's process computed."""

    waited: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """So long the client waited at most in this share of the runs."""
        return _percentile(self.waited, share)

    def computed_percentile(self, share: float) -> float:
        """So long the server computed at most in this share of the runs; 0 where that cannot be read."""
        return _percentile(self.computed, share) if self.computed else 0.0


class Stopwatch:
    """Runs actions on the connection whose server process has this number, on this machine."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._ledger: IO[str] | None = None

    @contextmanager
    def running(self) -> Iterator["Stopwatch"]:
        """Keep the process's ledger open; where the system has none, only the client's clock runs."""
        ledger = Path(f"/proc/{self._process}/schedstat")
        if not ledger.exists():
            yield self
            return
        with ledger.open("r", encoding="ascii") as self._ledger:
            yield self
        self._ledger = None

    def time(self, action: Callable[[], object], into: Times) -> None:
        """Run an action once."""
        before = self._computed()
        begin = perf_counter()
        action()
        into.waited.append((perf_counter() - begin) * 1e3)
        if before is not None:
            into.computed.append((self._computed() or before) / 1e6 - before / 1e6)

    def _computed(self) -> int | None:
        """Nanoseconds that the process has been on a processor."""
        if self._ledger is None:
            return None
        self._ledger.seek(0)
        return int(self._ledger.read().split()[0])


def _percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
