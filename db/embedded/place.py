"""Decides where data and binaries live, so that the account PostgreSQL runs as can reach them."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.embedded import account, binaries
from db.embedded.account import Account
from db.embedded.binaries import Binaries
from db.embedded.errors import PostgresError
from db.secret import Secret

FALLBACK = Path("/var/lib/coursewright")
"""Where root keeps what has to be reachable when the state folder or the checkout is not."""


@dataclass(frozen=True)
class Place:
    """All that is known of a server before it runs."""

    account: Account
    binaries: Binaries
    data: Path
    log: Path


def settle(folder: Path, secret: Secret, bin_folder: Path | None, *, fallback: Path = FALLBACK) -> Place:
    """Find the data of the server that belongs to `folder`, or the place to make it, and what runs it."""
    data, owner = _find_data(folder, fallback / f"postgres-{secret.derive('postgres folder')[:16]}")
    chosen = binaries.choose(bin_folder, data_major=_data_major(data))
    return Place(owner, _reachable(chosen, owner, fallback), data, folder / "server.log")


def _find_data(folder: Path, elsewhere: Path) -> tuple[Path, Account]:
    home = folder / "data"
    if not home.exists() and (elsewhere / "data").exists():
        home = elsewhere / "data"
    owner = account.choose(home)
    if owner.can_enter(home.parent):
        return home, owner
    if home.exists():
        raise PostgresError(
            f"PostgreSQL runs as the account {owner.name}, which may not enter {home.parent}. Open each "
            "folder above it with `chmod o+x`, or use a state folder in another place (COURSEWRIGHT_STATE)."
        )
    _make_fallback(elsewhere)
    return elsewhere / "data", owner


def _make_fallback(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in (folder.parent, folder):
            path.chmod(0o711)
    except OSError as error:
        raise PostgresError(
            f"The state folder cannot be reached by PostgreSQL's account, and {folder} cannot be made "
            f"({error.strerror}). Use a state folder in another place (COURSEWRIGHT_STATE)."
        ) from error


def _data_major(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text("ascii"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise PostgresError(
            f"{data} holds no usable PostgreSQL data: its PG_VERSION is damaged. "
            "Restore the folder from your backup."
        ) from error


def _reachable(found: Binaries, owner: Account, fallback: Path) -> Binaries:
    """`found`, or a copy of it where `owner` may run it."""
    if owner.can_enter(found.folder):
        return found
    origin = found.folder.parent
    status = (found.folder / "postgres").stat()
    mark = hashlib.sha256(f"{origin} {status.st_size} {status.st_mtime_ns}".encode()).hexdigest()[:12]
    copy = fallback / f"postgresql-{found.major}-{mark}"
    if not copy.exists():
        _make_fallback(fallback / "new")
        with tempfile.TemporaryDirectory(dir=fallback / "new") as draft:
            shutil.copytree(origin, Path(draft) / "copy", symlinks=True)
            (Path(draft) / "copy").chmod(0o755)
            (Path(draft) / "copy").rename(copy)
    return Binaries(copy / found.folder.name, found.major)
