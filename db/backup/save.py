"""Saves the database as it is at one moment, and reads back what was written."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Literal

from db import upgrade
from db.access import Access, Role, conninfo, gradebook_schema
from db.backup import archive, fingerprint, tool
from db.backup.archive import HUB, MAIN, Manifest
from db.backup.errors import BackupError, Damaged
from db.backup.fingerprint import Fingerprints
from db.backup.tool import Report, Tools
from db.provision import HUB as HUB_SCHEMA
from db.provision import PLATFORM, QUEUE

_COHORTS = "SELECT slug FROM coursewright.cohorts ORDER BY slug"
_SCHEMAS = "SELECT nspname FROM pg_namespace"


def save(access: Access, file: Path, *, bin_folder: Path | None, report: Report) -> Manifest:
    """Write everything into `file`, checked by reading it again; the platform may go on running meanwhile.

    What the hub and the platform keep is taken from the same moment. Raises NotOverwritten where the file
    exists, BackupError where a tool is missing or fails; then there is no file.
    """
    file = file.absolute()
    archive.require_free(file)
    with _snapshot(access) as (owner, hub, moment):
        tools = tool.choose(bin_folder, owner.info.server_version // 10_000)
        manifest = _describe(access, owner)
        with archive.owned_mask(), tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            report("Writing the rows of the platform and of every gradebook")
            members = _dump(tools, access, moment, Path(folder))
            report("Counting and hashing the rows in the database")
            schemas = [PLATFORM, QUEUE, *map(gradebook_schema, manifest.cohorts)]
            tables = fingerprint.of_server(owner, _present(owner, schemas))
            tables |= fingerprint.of_server(hub, [HUB_SCHEMA])
            report(f"Reading back {len(tables)} tables")
            _compare(file, tables, written(tools, members))
            hashes = {name: archive.sha256(path) for name, path in members.items()}
            manifest = replace(manifest, tables=tables, members=hashes)
            archive.write(Path(folder) / "archive", file, manifest, members)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        archive.extract(file, archive.read_manifest(file), Path(folder))
    return manifest


def written(tools: Tools, members: dict[str, Path]) -> Fingerprints:
    """The rows that are in these dumps."""
    found: Fingerprints = {}
    for path in members.values():
        with tools.reading("pg_restore", "--data-only", "--file=-", str(path)) as script:
            found |= fingerprint.of_dump(script)
    return found


@contextmanager
def _snapshot(access: Access) -> Iterator[tuple[psycopg.Connection, psycopg.Connection, str]]:
    """Connections of the owner and of the hub that see the same moment, and its name."""
    with _reading(access, Role.OWNER) as owner, _reading(access, Role.HUB) as hub:
        row = owner.execute("SELECT pg_export_snapshot()").fetchone()
        moment = str(row[0]) if row else ""
        hub.execute(SQL("SET TRANSACTION SNAPSHOT {}").format(Literal(moment)))
        yield owner, hub, moment


@contextmanager
def _reading(access: Access, role: Role) -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(
            conninfo(access.url(role)), options="-c timezone=UTC", connect_timeout=15
        )
    except psycopg.OperationalError as error:
        raise BackupError(
            f"The database does not let the role {access.role_name(role)} in. Start the platform once or run "
            "`coursewright db upgrade`, then save it."
        ) from error
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection


def _describe(access: Access, owner: psycopg.Connection) -> Manifest:
    revision = upgrade.current(access.url(Role.OWNER))
    if revision is None:
        raise BackupError("There is nothing to save: the database has no tables. Start the platform once.")
    cohorts = tuple(str(slug) for (slug,) in owner.execute(_COHORTS).fetchall())
    return Manifest(
        made_at=datetime.now(UTC),
        version=version("coursewright"),
        postgres=owner.info.server_version // 10_000,
        database=access.database,
        revision=revision,
        cohorts=cohorts,
        roles=role_names(access, cohorts),
        tables={},
        members={},
    )


def role_names(access: Access, cohorts: tuple[str, ...]) -> dict[str, str]:
    """What each role is called in the database of `access`: the platform's and the cohorts'."""
    fixed = {role.value: access.role_name(role) for role in Role}
    return fixed | {f"course {slug}": access.course_role_name(slug) for slug in cohorts}


def _dump(tools: Tools, access: Access, moment: str, folder: Path) -> dict[str, Path]:
    """Both dumps: the hub's tables belong to its own role, which nobody else may be."""
    members = {MAIN: folder / MAIN, HUB: folder / HUB}
    shared = ("--format=custom", f"--snapshot={moment}", "--no-sync")
    owner, hub = access.url(Role.OWNER), access.url(Role.HUB)
    main = (f"--exclude-schema={HUB_SCHEMA}", f"--file={members[MAIN]}")
    tools.run("pg_dump", *shared, *main, url=owner)
    tools.run("pg_dump", *shared, f"--schema={HUB_SCHEMA}", f"--file={members[HUB]}", url=hub)
    return members


def _present(owner: psycopg.Connection, wanted: list[str]) -> list[str]:
    known = {str(name) for (name,) in owner.execute(_SCHEMAS).fetchall()}
    return [name for name in wanted if name in known]


def _compare(file: Path, wanted: Fingerprints, found: Fingerprints) -> None:
    if wrong := fingerprint.differences(wanted, found):
        raise Damaged(
            f"What was written is not what the database holds ({'; '.join(wrong[:3])}); {file} was not made. "
            "Check the disk and try again."
        )
