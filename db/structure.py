"""The shape of the platform's tables as one text that is the same on every PostgreSQL that is supported."""

import os
import re
import subprocess
from pathlib import Path

from db.access import Access, Role
from db.base import SCHEMA
from db.embedded import binaries
from db.errors import Unavailable

FILE = Path(__file__).parent / "migrations" / "structure.sql"
_NOISE = re.compile(r"--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict ")
_POLICY_ROLES = re.compile(r"(?<= TO )coursewright_\w+(?:, coursewright_\w+)+")
_HEAD = "-- What all migrations together make; written by `make reference`, compared by a test.\n\n"


class DumpFailed(Unavailable):
    """pg_dump could not read the database."""

    code = "dump_failed"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs that the environment names, if it does."""
    given = os.environ.get("COURSEWRIGHT_POSTGRES_BIN")
    return Path(given) if given else None


def read(access: Access, bin_folder: Path | None = None) -> str:
    """The whole schema with rights and policies, as `pg_dump` of the server's own release tells it."""
    tool = binaries.choose(bin_folder).folder / "pg_dump"
    command = [
        str(tool),
        "--schema-only",
        "--no-owner",
        "--no-comments",
        f"--schema={SCHEMA}",
    ]
    answer = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | access.env(Role.OWNER)
    )
    if answer.returncode:
        raise DumpFailed(
            f"{tool} does not read the database: {answer.stderr.strip()}. "
            "Set COURSEWRIGHT_POSTGRES_BIN to the programs of the server's own release, then try again."
        )
    return normalised(answer.stdout, {access.role_name(role): f"coursewright_{role}" for role in Role})


def normalised(dump: str, names: dict[str, str]) -> str:
    """Leave out what differs between releases and runs; `names` maps roles to what they are called here."""
    lines = [line for line in dump.splitlines() if not _NOISE.match(line)]
    text = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf'"?\b{re.escape(name)}\b"?', names[name], text)
    text = _POLICY_ROLES.sub(lambda found: ", ".join(sorted(found[0].split(", "))), text)
    return f"{_HEAD}{text}\n"
