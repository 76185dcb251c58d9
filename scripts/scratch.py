"""A migrated database for as long as a script needs one."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import structure
from db.access import Access, Role
from db.embedded import EmbeddedPostgres
from db.provision import provision
from db.secret import Secret
from db.upgrade import upgrade


@contextmanager
def migrated_database() -> Iterator[Access]:
    """Run a server of its own in a temporary folder, with an empty platform on it."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-scratch-"))
    folder.chmod(0o711)  # the account that runs the server has to get in
    secret = Secret.load_or_create(folder / "secret")
    try:
        with EmbeddedPostgres(folder / "postgres", secret, bin_folder=structure.programs()) as server:
            admin = server.start()
            access = Access(admin.host or "", admin.port or 0, "coursewright", secret)
            provision(admin, access)
            upgrade(access.url(Role.OWNER))
            yield access
    finally:
        shutil.rmtree(folder, ignore_errors=True)
