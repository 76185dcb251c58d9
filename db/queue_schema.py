"""Installs the job queue's own tables and functions, and brings them up to its installed version."""

import re
from importlib.metadata import version
from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager

SCHEMA = "queue"
_LABEL = "procrastinate "


def install(owner: psycopg.Connection) -> None:
    """Make the queue's schema hold what the installed procrastinate expects, in the caller's transaction."""
    here = version("procrastinate")
    before = _installed(owner)
    if before == here:
        return
    owner.execute(f"SET LOCAL search_path TO {SCHEMA}")
    for script in [SchemaManager.get_schema()] if before is None else _scripts_between(before, here):
        owner.execute(script.encode())
    owner.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{_LABEL}{here}'".encode())


def _installed(owner: psycopg.Connection) -> str | None:
    row = owner.execute(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", [SCHEMA]
    ).fetchone()
    return str(row[0]).removeprefix(_LABEL) if row and row[0] else None


def _scripts_between(before: str, here: str) -> list[str]:
    """procrastinate's migration scripts of the releases after `before`, up to `here`."""
    folder = Path(SchemaManager.get_migrations_path())
    chosen = [
        path
        for path in sorted(folder.glob("*.sql"))
        if _release(before) < _release(path.name) <= _release(here)
    ]
    return [path.read_text("utf-8") for path in chosen]


def _release(name: str) -> tuple[int, ...]:
    """The release at the start of a version or of a script's name (`03.04.00_01_pre_add_x.sql`)."""
    return tuple(int(number) for number in re.findall(r"\d+", name.split("_", 1)[0])[:3])
