"""A part of the running platform: started, watched, restarted when it dies, stopped in the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from db.embedded import EmbeddedPostgres, leash

_LOG_LIMIT_BYTES = 10_000_000


class Part(Protocol):
    """What the supervisor keeps alive."""

    @property
    def name(self) -> str:
        """How the part is called in messages."""
        ...

    @property
    def is_foundation(self) -> bool:
        """Whether the others need it to their end; then whoever started it stops it, after them."""
        ...

    def process_id(self) -> int | None:
        """Its leading process, whose end it waits for itself."""
        ...

    def start(self) -> None:
        """Start it; it may still be getting ready afterwards."""
        ...

    def is_alive(self) -> bool:
        """Whether it runs."""
        ...

    def ask_to_stop(self) -> None:
        """Tell it to end, without waiting."""
        ...

    def end(self) -> None:
        """Make sure that it has ended."""
        ...


@dataclass
class ProcessPart:
    """A process of the platform's own Python, which ends when this process does."""

    name: str
    arguments: tuple[str, ...]
    log: Path
    environment: Mapping[str, str]
    folder: Path
    stop_signal: signal.Signals = signal.SIGTERM
    is_foundation: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it with its output in its log."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                leash.leashed([sys.executable, *self.arguments], at_parent_death=self.stop_signal),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=dict(self.environment),
                # Ctrl-C in a terminal reaches this process alone, which ends the parts in order.
                start_new_session=True,
            )

    def process_id(self) -> int | None:
        """Its leading process."""
        return self.process.pid if self.process else None

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Tell it to end, without waiting."""
        if self.process and self.is_alive():
            self.process.send_signal(self.stop_signal)

    def end(self) -> None:
        """Kill it and its process group, if it still runs."""
        if self.process and self.is_alive():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class PostgresPart:
    """The embedded PostgreSQL as a part; it keeps its port over restarts, as every other part knows it."""

    server: EmbeddedPostgres
    name: str = "PostgreSQL"
    is_foundation: bool = True

    def process_id(self) -> int | None:
        """The server's leading process."""
        return self.server.process_id()

    def start(self) -> None:
        """Start it again on the same data."""
        self.server.stop()
        self.server.start()

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.server.is_running()

    def ask_to_stop(self) -> None:
        """Nothing: `end` shuts it down orderly, and at once."""

    def end(self) -> None:
        """Shut it down orderly."""
        self.server.stop()
