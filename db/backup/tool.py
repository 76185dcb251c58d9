"""Finds PostgreSQL's own dump programs on this machine and runs them."""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import URL

from db.backup.errors import BackupError
from db.embedded import binaries

TOOLS = ("pg_dump", "pg_restore")
Report = Callable[[str], None]
"""Hears in words what begins now."""


@dataclass(frozen=True)
class Tools:
    """A folder with `pg_dump` and `pg_restore`, and their major version."""

    folder: Path
    major: int

    def run(self, tool: str, *arguments: str, url: URL | None = None) -> None:
        """Run a program to its end, logged in as `url` says. Raises BackupError with its complaint."""
        with self.reading(tool, *arguments, url=url) as output:
            output.read()

    @contextmanager
    def reading(self, tool: str, *arguments: str, url: URL | None = None) -> Iterator[IO[bytes]]:
        """The program's output while it runs; it is an error if the program fails."""
        with tempfile.TemporaryFile() as complaints:
            process = subprocess.Popen(
                [self.folder / tool, *arguments],
                env=_environment(url),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
            )
            with process:
                if process.stdout is None:
                    raise AssertionError
                yield process.stdout
            if process.returncode:
                complaints.seek(0)
                told = _shortened(complaints.read().decode(errors="replace"))
                raise BackupError(f"{tool} failed: {told} Mend that, then run the command again.")


def choose(setting: Path | None, at_least: int) -> Tools:
    """The newest programs that understand a server of major version `at_least`."""
    found = sorted(_installed(setting), key=lambda tools: tools.major)
    fitting = [tools for tools in found if tools.major >= at_least]
    if fitting:
        return fitting[0]
    known = ", ".join(str(tools.major) for tools in found) or "none that runs"
    raise BackupError(
        f"The server is PostgreSQL {at_least}, and this machine has pg_dump and pg_restore {known}. "
        f"Install the client programs of PostgreSQL {at_least} or newer, or set COURSEWRIGHT_POSTGRES_BIN to "
        "their folder."
    )


def _installed(setting: Path | None) -> Iterator[Tools]:
    for folder in [setting] if setting else binaries.folders():
        if all((folder / tool).is_file() for tool in TOOLS) and (major := _major(folder / "pg_dump")):
            yield Tools(folder, major)


def _major(program: Path) -> int | None:
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=False, timeout=30
        )
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found else None


def _environment(url: URL | None) -> dict[str, str]:
    """libpq's variables for `url`; the password is in no command line, and times are written in UTC."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if url is None:
        return kept
    return {
        **kept,
        "PGHOST": url.host or "",
        "PGPORT": str(url.port or 5432),
        "PGDATABASE": url.database or "",
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGOPTIONS": "-c timezone=UTC",
        **{f"PG{name.upper()}": str(value) for name, value in url.query.items() if name.startswith("ssl")},
    }


def _shortened(complaints: str) -> str:
    lines = [line for line in complaints.strip().splitlines() if line.strip()]
    return " ".join(lines[:3])[:600] + "."
