"""The embedded PostgreSQL server: starts it on its own data folder, and stops it."""

import fcntl
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from sqlalchemy import URL

from db.access import DRIVER
from db.embedded import cluster, leash, orphan, place, port, tuning
from db.embedded.errors import PostgresError, diagnose
from db.embedded.place import Place
from db.secret import Secret

READY_SECONDS = 120.0
_LOG_LIMIT_BYTES = 10_000_000


class EmbeddedPostgres:
    """A PostgreSQL server of our own: on 127.0.0.1 alone, with a password, ending with this process.

    Started again after any end, also a kill or a power cut, it serves the same data. It runs as this account
    or, where that is root, as an unprivileged one. It ends when the thread that started it does.
    """

    def __init__(
        self, folder: Path, secret: Secret, *, bin_folder: Path | None = None, port: int | None = None
    ) -> None:
        self._folder = folder.absolute()
        self._secret = secret
        self._bin_folder = bin_folder
        self._port = port
        self._lock: int | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> URL:
        """Bring the server up and return the superuser's address. Raises PostgresError, saying what to do."""
        if self._process and self._process.poll() is None:
            return self._url()
        self._prepare_folder()
        self._claim()
        try:
            found = place.settle(self._folder, self._secret, self._bin_folder)
            if found.data.exists():
                orphan.end(found.data)
            else:
                cluster.create(found, self._password())
            self._launch(found)
            self._check_password(found)
        except BaseException:
            self.stop()
            raise
        return self._url()

    def stop(self) -> None:
        """Shut the server down orderly; nothing happens if it does not run."""
        if self._process:
            if self._process.poll() is None:
                orphan.terminate(self._process.pid)
            self._process.wait()
            self._process = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def is_running(self) -> bool:
        """Whether the server this object started is alive."""
        return self._process is not None and self._process.poll() is None

    def process_id(self) -> int | None:
        """The leading process of the server this object started."""
        return self._process.pid if self._process else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _prepare_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o711)
            log = self._folder / "server.log"
            if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
                log.replace(log.with_suffix(".old.log"))
            log.touch(mode=0o600)
        except OSError as error:
            raise PostgresError(
                f"The folder {self._folder} cannot be used: {error.strerror}. Check its owner and the disk's "
                "free space, or use another state folder (COURSEWRIGHT_STATE)."
            ) from error

    def _claim(self) -> None:
        """Hold the folder against other processes until this one ends or stops the server."""
        lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            raise PostgresError(
                f"Another Coursewright process already runs the PostgreSQL in {self._folder}. Stop that one, "
                "or use another state folder (COURSEWRIGHT_STATE).",
                code="postgres_in_use",
            ) from error
        self._lock = lock

    def _launch(self, found: Place) -> None:
        chosen = self._choose_port()
        begin = found.log.stat().st_size
        with found.log.open("ab") as log:
            self._process = subprocess.Popen(
                _command(found, chosen),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=cluster.ENVIRONMENT,
                # Ctrl-C in a terminal reaches the whole group; the platform ends its database last.
                start_new_session=True,
            )
        self._await_ready(found, self._process, begin)
        self._port = chosen
        port.remember(self._folder, chosen)

    def _choose_port(self) -> int:
        wanted = self._port
        if wanted is None:
            last = port.read(self._folder)
            return last if last and port.is_free(last) else port.pick()
        if not port.is_free(wanted):
            raise PostgresError(
                f"Port {wanted} of PostgreSQL is taken by another program. Stop that one and start again.",
                code="port_taken",
            )
        return wanted

    def _await_ready(self, found: Place, process: subprocess.Popen[bytes], begin: int) -> None:
        settled: Callable[[], bool] = lambda: process.poll() is not None or _is_ready(found.data, process.pid)  # noqa: E731
        if not orphan.wait_until(settled, READY_SECONDS):
            raise diagnose(f"PostgreSQL is not ready after {READY_SECONDS:.0f} s.", found.log, since=begin)
        if process.poll() is not None:
            raise diagnose(f"PostgreSQL ended at once (code {process.returncode}).", found.log, since=begin)

    def _check_password(self, found: Place) -> None:
        try:
            self._connect()
        except psycopg.OperationalError as error:
            if "password authentication failed" not in str(error):
                raise diagnose(f"PostgreSQL refuses a connection ({error}).", found.log) from error
            self._mend_password(found)

    def _mend_password(self, found: Place) -> None:
        """The secret was lost or replaced: the folder's owner may set a new one all the same."""
        if self._process:
            orphan.terminate(self._process.pid)
            self._process.wait()
        cluster.reset_password(found, self._password(), self._folder / "reset.sql")
        self._launch(found)
        self._connect()

    def _connect(self) -> None:
        url = self._url()
        psycopg.connect(
            host=url.host,
            port=url.port,
            user=url.username,
            password=url.password,
            dbname=url.database,
            connect_timeout=10,
        ).close()

    def _password(self) -> str:
        return self._secret.derive(cluster.SUPERUSER)

    def _url(self) -> URL:
        return _superuser_url(self._secret, self._port)


def running_url(folder: Path, secret: Secret) -> URL | None:
    """The superuser's address of the server that another process runs in `folder`, or None if none does."""
    chosen = port.read(folder)
    try:
        with (folder / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _superuser_url(secret, chosen) if chosen else None
    except FileNotFoundError:
        return None
    return None


def _superuser_url(secret: Secret, chosen: int | None) -> URL:
    name = cluster.SUPERUSER
    return URL.create(DRIVER, name, secret.derive(name), port.HOST, chosen, name)


def read_port(folder: Path) -> int | None:
    """The port on which the server of `folder` listens, or listened last; None before its first start."""
    return port.read(folder)


def _command(found: Place, chosen: int) -> list[str]:
    settings = {
        "port": str(chosen),
        "listen_addresses": port.HOST,
        "unix_socket_directories": "",
        "max_connections": "200",
        "log_line_prefix": "%m [%p] %u ",
        **tuning.settings(tuning.memory()),
    }
    argv = [str(found.binaries.folder / "postgres"), "-D", str(found.data)]
    for name, value in settings.items():
        argv += ["-c", f"{name}={value}"]
    ids = {"uid": found.account.uid, "gid": found.account.gid} if found.account.drops else {}
    # A smart shutdown: the parent's other children die too, and still write their last.
    return leash.leashed(argv, at_parent_death=signal.SIGTERM, **ids)


def _is_ready(data: Path, process: int) -> bool:
    """Whether the server has written into its process file, as its own, that it takes connections."""
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").split("\n")
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(process) and lines[7].strip() == "ready"
