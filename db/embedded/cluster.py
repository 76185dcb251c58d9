"""Makes a new PostgreSQL data folder, and mends the superuser's password in an old one."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from signal import SIGKILL

from db import scram
from db.embedded import leash
from db.embedded.errors import PostgresError, diagnose
from db.embedded.place import Place

SUPERUSER = "postgres"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""All that the server sees of the environment: a user's PG* variables must not reach it."""


def create(place: Place, password: str) -> None:
    """Make the data folder, whole or not at all."""
    draft = place.data.with_name("data.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _make_private_folder(place, draft)
        _initialise(place, draft, password)
        draft.rename(place.data)
    except OSError as error:
        raise PostgresError(
            f"The PostgreSQL data folder {place.data} cannot be made: {error.strerror}. Check the disk's "
            "free space and the folder's owner, or use another state folder (COURSEWRIGHT_STATE)."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make_private_folder(place: Place, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    place.account.give(folder)


def _initialise(place: Place, draft: Path, password: str) -> None:
    hidden = draft.with_name("password.new")
    hidden.unlink(missing_ok=True)
    try:
        hidden.touch(mode=0o600)
        hidden.write_text(password + "\n", "ascii")
        place.account.give(hidden)
        run(
            place, "initdb", _initdb_options(draft, hidden), what="The PostgreSQL data folder cannot be made."
        )
    finally:
        hidden.unlink(missing_ok=True)


def _initdb_options(draft: Path, password_file: Path) -> list[str]:
    return [
        f"--pgdata={draft}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
    ]


def run(place: Place, tool: str, options: Sequence[str], *, what: str, stdin: Path | None = None) -> None:
    """Run one of PostgreSQL's tools to its end, its output in the log. Raises PostgresError if it fails."""
    argv = [str(place.binaries.folder / tool), *options]
    start = place.log.stat().st_size
    account = place.account
    ids = {"uid": account.uid, "gid": account.gid} if account.drops else {}
    with place.log.open("ab") as log, (stdin or Path("/dev/null")).open("rb") as source:
        done = subprocess.run(
            leash.leashed(argv, at_parent_death=SIGKILL, **ids),
            stdin=source,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            check=False,
        )
    if done.returncode != 0:
        raise diagnose(what, place.log, since=start)


def reset_password(place: Place, password: str, script: Path) -> None:
    """Give the superuser of a stopped server `password`: its secret was lost or replaced.

    Only a digest of it goes through `script` and, if anything fails, into the log.
    """
    script.unlink(missing_ok=True)
    script.touch(mode=0o600)
    try:
        script.write_text(f"ALTER ROLE {SUPERUSER} PASSWORD '{scram.verifier(password)}'\n", "ascii")
        options = ["--single", "-D", str(place.data), "-c", "log_checkpoints=off", "postgres"]
        run(place, "postgres", options, what="The superuser's password cannot be reset.", stdin=script)
    finally:
        script.unlink()
