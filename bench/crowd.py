"""A server with a crowd of each size to measure with, in a folder that may be kept for the next run."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import psycopg

from db.access import Access, Role, conninfo
from db.embedded import EmbeddedPostgres
from db.provision import provision
from db.secret import Secret
from db.seed.scale import Plan, load
from db.upgrade import upgrade


@contextmanager
def server() -> Iterator[tuple[EmbeddedPostgres, Secret]]:
    """Run a server of our own; `BENCH_STATE` names a folder that is kept, with the crowds in it."""
    kept = os.environ.get("BENCH_STATE")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="coursewright-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    secret = Secret.load_or_create(folder / "secret")
    try:
        with EmbeddedPostgres(folder / "postgres", secret) as running:
            yield running, secret
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def settle(running: EmbeddedPostgres, secret: Secret, activities: int) -> tuple[Access, float | None]:
    """Give the database of a crowd, and how many seconds it took to bring it in; None if it was there."""
    admin = running.start()
    assert admin.host is not None
    assert admin.port is not None
    access = Access(admin.host, admin.port, f"crowd_{activities}", secret)
    provision(admin, access)
    upgrade(access.url(Role.OWNER))
    if _is_filled(access):
        return access, None
    begin = perf_counter()
    load(access.url(Role.OWNER), Plan(activities), lambda _what, _done, _all: None)
    return access, perf_counter() - begin


def _is_filled(access: Access) -> bool:
    with psycopg.connect(conninfo(access.url(Role.OWNER))) as connection:
        return bool(connection.execute("SELECT FROM coursewright.activity_feed LIMIT 1").fetchall())
