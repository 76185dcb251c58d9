"""Brings an empty database to what a backup holds, and compares every table with it."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from db import provision, stamp, upgrade
from db.access import Access, Role, conninfo, gradebook_schema
from db.backup import archive, fingerprint, tool
from db.backup.archive import HUB, MAIN, Manifest
from db.backup.errors import BackupError, Damaged, NotOverwritten
from db.backup.save import role_names
from db.backup.tool import Report, Tools
from db.provision import HUB as HUB_SCHEMA
from db.provision import PLATFORM, QUEUE

_THINGS = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND c.relkind IN ('r', 'p', 'v', 'm')
"""
_RIGHTS = ("ACL", "DEFAULT ACL", "POLICY")
_NOT_OURS = ("EXTENSION", "COMMENT - EXTENSION", "SCHEMA - public", "COMMENT - SCHEMA public")


def restore(admin: URL, access: Access, file: Path, *, bin_folder: Path | None, report: Report) -> Manifest:
    """Make the database of `access` what `file` holds, with roles and passwords of its own secret.

    Raises NotOverwritten unless that database is empty or missing, BackupError where the server or the tools
    are too old; then nothing was changed. A restore that fails later leaves an empty database.
    """
    manifest = archive.read_manifest(file)
    upgrade.require_known(manifest.revision)
    _require_empty(admin, access)
    tools = tool.choose(bin_folder, _server(admin, manifest))
    with archive.owned_mask(), tempfile.TemporaryDirectory(prefix="coursewright-restore-") as folder:
        report("Checking the file")
        members = archive.extract(file, manifest, Path(folder))
        provision.prepare(admin, access, manifest.cohorts)
        with _all_or_nothing(access, manifest):
            report("Making tables and rows")
            _fill(tools, access, members, Path(folder))
            report("Giving each role its rights")
            _give_rights(tools, access, manifest, members[MAIN], Path(folder))
            report(f"Comparing {len(manifest.tables)} tables, {manifest.rows} rows")
            _compare(access, manifest)
            provision.provision(admin, access)
            for slug in manifest.cohorts:
                provision.provision_cohort(admin, access, slug)
            stamp.clear(access)
    return manifest


def _require_empty(admin: URL, access: Access) -> None:
    with psycopg.connect(conninfo(admin), autocommit=True, connect_timeout=15) as server:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not server.execute(query, [access.database]).fetchone():
            return
    with psycopg.connect(conninfo(admin.set(database=access.database))) as here:
        count = here.execute(_THINGS).fetchone()
    if count and count[0]:
        raise NotOverwritten(
            f"The database {access.database} holds {count[0]} tables and is left as it is. Restore into an "
            "empty one: another state folder (COURSEWRIGHT_STATE), or another database of your server."
        )


def _server(admin: URL, manifest: Manifest) -> int:
    """The major version of the server to restore to; it must not be older than the one that was saved."""
    with psycopg.connect(conninfo(admin), connect_timeout=15) as server:
        major = server.info.server_version // 10_000
    if major < manifest.postgres:
        raise BackupError(
            f"The backup was made from PostgreSQL {manifest.postgres}, and this server is {major}. Use "
            f"PostgreSQL {manifest.postgres} or newer (COURSEWRIGHT_POSTGRES_BIN, COURSEWRIGHT_DATABASE_URL)."
        )
    return major


@contextmanager
def _all_or_nothing(access: Access, manifest: Manifest) -> Iterator[None]:
    """Leave the database as empty as it was found unless everything worked."""
    try:
        yield
    except BaseException:
        with psycopg.connect(conninfo(access.url(Role.OWNER)), autocommit=True) as owner:
            for schema in (PLATFORM, QUEUE, HUB_SCHEMA, *map(gradebook_schema, manifest.cohorts)):
                owner.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))
        raise


def _fill(tools: Tools, access: Access, members: dict[str, Path], folder: Path) -> None:
    """Make what the dumps hold, all of it owned by the roles of this database; no rights yet."""
    owner, hub = access.url(Role.OWNER), access.url(Role.HUB)
    _restore(tools, owner, members[MAIN], folder, leave_out=(*_RIGHTS, *_NOT_OURS))
    provision.open_hub_schema(access)
    _restore(tools, hub, members[HUB], folder, leave_out=(*_RIGHTS, "SCHEMA", "COMMENT - SCHEMA"))


def _restore(tools: Tools, url: URL, dump: Path, folder: Path, leave_out: Sequence[str]) -> None:
    chosen = folder / f"{dump.name}.list"
    chosen.write_text("\n".join(_entries(tools, dump, without=leave_out)))
    arguments = ("--no-owner", "--no-acl", "--single-transaction", "--exit-on-error", f"--use-list={chosen}")
    tools.run("pg_restore", *arguments, f"--dbname={url.database}", str(dump), url=url)


def _give_rights(tools: Tools, access: Access, manifest: Manifest, dump: Path, folder: Path) -> None:
    """Grant and protect as the dump says, under the names that the roles have here."""
    chosen, script = folder / "rights.list", folder / "rights.sql"
    chosen.write_text("\n".join(_entries(tools, dump, only=_RIGHTS)))
    tools.run("pg_restore", f"--use-list={chosen}", "--no-owner", f"--file={script}", str(dump))
    statements = renamed(script.read_text("utf-8"), manifest.roles, role_names(access, manifest.cohorts))
    with psycopg.connect(conninfo(access.url(Role.OWNER))) as owner:
        owner.execute(_without_meta_commands(statements).encode())


def renamed(statements: str, before: dict[str, str], here: dict[str, str]) -> str:
    """The same statements with each role under the name that it has here."""
    names = {name: here[role] for role, name in before.items() if role in here}
    if all(name == new for name, new in names.items()):
        return statements
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(
        rf'(?<![\w"])(?:"({"|".join(map(re.escape, longest_first))})"'
        rf"|({'|'.join(map(re.escape, longest_first))})(?!\w))"
    )
    return pattern.sub(lambda found: f'"{names[found[1] or found[2]]}"', statements)


def _entries(
    tools: Tools, dump: Path, *, without: Sequence[str] = (), only: Sequence[str] = ()
) -> Iterator[str]:
    """Lines of the dump's table of contents, such as `12; 1259 16385 TABLE coursewright users owner`."""
    with tools.reading("pg_restore", "--list", str(dump)) as listing:
        for line in listing.read().decode().splitlines():
            what = re.sub(r"^\d+; \d+ \d+ ", "", line)
            if line.startswith(";") or what == line:
                continue
            is_chosen = what.startswith(tuple(f"{each} " for each in only)) if only else True
            if is_chosen and not what.startswith(tuple(f"{each} " for each in without)):
                yield line


def _without_meta_commands(script: str) -> str:
    """psql's own commands are no SQL; newer dumps begin and end with one."""
    return "\n".join(line for line in script.splitlines() if not line.startswith("\\"))


def _compare(access: Access, manifest: Manifest) -> None:
    schemas = [PLATFORM, QUEUE, *map(gradebook_schema, manifest.cohorts)]
    found: fingerprint.Fingerprints = {}
    for role, names in ((Role.OWNER, schemas), (Role.HUB, [HUB_SCHEMA])):
        address = conninfo(access.url(role))
        with psycopg.connect(address, options="-c timezone=UTC") as connection:
            found |= fingerprint.of_server(connection, names)
    if wrong := fingerprint.differences(manifest.tables, found):
        raise Damaged(
            f"What was restored is not what was saved: {'; '.join(wrong[:3])}. The database is empty again; "
            "take another backup."
        )
