"""The embedded PostgreSQL starts on any machine, keeps its data over any end, and says what hinders it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from db.embedded import EmbeddedPostgres, PostgresError, account, binaries, place, read_port, running_url
from db.embedded.orphan import postmaster, wait_until
from db.secret import Secret
from scripts.interpreter import is_open_to_all

SECRET = Secret(b"\x01" * 32)
ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
KINDS = ["packaged", *(["system"] if list(binaries._system_folders()) else [])]


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder that every account may enter, as the platform's state folder is."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-embedded-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def fallback(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of the test's own for what root cannot keep in the state folder."""
    folder = Path(tempfile.mkdtemp(prefix="coursewright-fallback-"))
    folder.chmod(0o711)
    original = place.settle
    monkeypatch.setattr(
        place, "settle", lambda *arguments: original(*arguments, fallback=folder / "coursewright")
    )
    yield folder / "coursewright"
    shutil.rmtree(folder, ignore_errors=True)


def ask(url: URL, statement: str) -> object:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def leader(state: Path) -> int:
    found = postmaster(state / "postgres" / "data")
    assert found is not None
    return found


def is_gone(process: int) -> bool:
    return not Path(f"/proc/{process}").exists() or "(zombie)" in Path(f"/proc/{process}/status").read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_data_is_there_again_after_a_stop(state: Path, kind: str) -> None:
    folders = binaries._packaged_folders() if kind == "packaged" else binaries._system_folders()
    server = EmbeddedPostgres(state / "postgres", SECRET, bin_folder=next(iter(folders)))
    with server:
        first = server.start()
        ask(first, "CREATE TABLE kept AS SELECT 7 AS n")
        assert ask(first, "SHOW server_encoding") == "UTF8"
        assert server.is_running()
    assert not server.is_running()
    with server:
        again = server.start()
        assert again == first
        assert ask(again, "SELECT n FROM kept") == 7
        assert read_port(state / "postgres") == again.port


def test_it_runs_as_an_ordinary_user() -> None:
    """Root changes to an account that has nothing but a folder, if that can run this Python."""
    changes = IS_ROOT and is_open_to_all(Path(sys.executable).resolve()) and is_open_to_all(ROOT)
    ordinary = account.PREFERRED[-1] if changes else None
    folder = Path(tempfile.mkdtemp(prefix="coursewright-ordinary-"))
    try:
        if ordinary:
            shutil.chown(folder, ordinary)
        script = (
            "import sys; from pathlib import Path; from db.embedded import EmbeddedPostgres\n"
            "from db.secret import Secret\n"
            "with EmbeddedPostgres(Path(sys.argv[1]) / 'postgres', Secret(b'1' * 32)) as server:\n"
            "    print(server.start().port)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, folder],
            cwd=ROOT,
            user=ordinary,
            extra_groups=[] if ordinary else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert done.returncode == 0, done.stdout
        if ordinary or not IS_ROOT:
            assert (folder / "postgres" / "data").stat().st_uid == folder.stat().st_uid
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_nobody_gets_in_without_the_password(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        url = server.start()
        assert url.password is not None
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(url.set(password="wrong"), "SELECT 1")
        assert ask(url, "SHOW listen_addresses") == "127.0.0.1"
        assert ask(url, "SHOW unix_socket_directories") == ""
        data = state / "postgres" / "data"
        assert data.stat().st_mode & 0o077 == 0
        assert data.stat().st_uid != 0
        command = Path(f"/proc/{leader(state)}/cmdline").read_text()
        assert url.password not in command
        kept = [path for path in (state / "postgres").iterdir() if path.is_file()]
        assert not [path for path in kept if url.password in path.read_text(errors="replace")]
        assert (state / "postgres" / "server.log").stat().st_mode & 0o077 == 0


def test_what_was_committed_survives_a_kill(state: Path) -> None:
    server = EmbeddedPostgres(state / "postgres", SECRET)
    try:
        ask(server.start(), "CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(leader(state), signal.SIGKILL)
        assert wait_until(lambda: not server.is_running(), 10)
        server.stop()
        assert ask(server.start(), "SELECT n FROM kept") == 7
    finally:
        server.stop()


def test_it_ends_with_the_process_that_started_it(state: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from db.embedded import EmbeddedPostgres\n"
        "from db.secret import Secret\n"
        "EmbeddedPostgres(Path(sys.argv[1]), Secret(b'\\x01' * 32)).start()\n"
        "print('ready', flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, state / "postgres"], cwd=ROOT, stdout=subprocess.PIPE
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"ready\n"
        process = leader(state)
        starter.kill()
    assert wait_until(lambda: is_gone(process), 20)


def orphan(state: Path) -> subprocess.Popen[bytes]:
    """Start a server on the data as no process of ours does: nobody waits for it, nothing ends it."""
    found = place.settle(state / "postgres", SECRET, None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    argv = [found.binaries.folder / "postgres", "-D", found.data, "-p", str(port), "-k", ""]
    ids = {"user": found.account.uid, "group": found.account.gid, "extra_groups": []} if IS_ROOT else {}
    with (state / "orphan.log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            argv, cwd="/", stdout=log, stderr=log, **ids
        )
    ready: Callable[[], bool] = lambda: "ready" in (found.data / "postmaster.pid").read_text()  # noqa: E731
    assert wait_until(lambda: (found.data / "postmaster.pid").exists() and ready(), 20)
    return process


def test_a_server_left_by_an_earlier_run_is_ended_and_its_data_served(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        ask(server.start(), "CREATE TABLE kept AS SELECT 7 AS n")
    left = orphan(state)
    with server:
        assert left.wait(10) == 0
        assert ask(server.start(), "SELECT n FROM kept") == 7


def test_a_stale_process_file_that_names_a_stranger_does_not_hinder_it(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        pass
    stale = state / "postgres" / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{state / 'postgres' / 'data'}\n0\n5432\n\n127.0.0.1\n0 0\nready\n")
    with server:
        assert ask(server.start(), "SELECT 1") == 1


def test_a_second_process_is_told_who_has_the_data(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        url = server.start()
        with pytest.raises(PostgresError, match="already runs") as caught:
            EmbeddedPostgres(state / "postgres", SECRET).start()
        assert caught.value.code == "postgres_in_use"
        assert running_url(state / "postgres", SECRET) == url
        assert server.is_running()
    assert running_url(state / "postgres", SECRET) is None


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PostgresError, match=f"Port {port}.*Stop that one and start again"):
            EmbeddedPostgres(state / "postgres", SECRET, port=port).start()


def test_a_remembered_port_that_is_taken_is_replaced(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        first = server.start().port
    assert first is not None
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", first))
        taken.listen()
        with EmbeddedPostgres(state / "postgres", SECRET) as server:
            assert server.start().port != first


def test_a_lost_secret_costs_no_data(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        ask(server.start(), "CREATE TABLE kept AS SELECT 7 AS n")
    with EmbeddedPostgres(state / "postgres", Secret(b"\x02" * 32)) as server:
        url = server.start()
        assert ask(url, "SELECT n FROM kept") == 7
        assert str(url.password) not in (state / "postgres" / "server.log").read_text()


def test_data_of_another_version_is_left_alone_and_named(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        pass
    version = state / "postgres" / "data" / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(PostgresError, match=r"made by PostgreSQL 14.*COURSEWRIGHT_POSTGRES_BIN") as caught:
        server.start()
    assert caught.value.message.endswith(".")
    assert version.read_text() == "14\n"


def test_data_of_another_account_is_left_alone_and_named(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        pass
    data = state / "postgres" / "data"
    if IS_ROOT:
        os.chown(data, 54_321, 54_321)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    with pytest.raises(PostgresError, match=r"belongs to the account .*COURSEWRIGHT_STATE"):
        server.start()


def test_below_a_closed_folder_it_still_starts(state: Path, fallback: Path) -> None:
    closed = state / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "postgres", SECRET) as server:
        assert ask(server.start(), "SELECT 1") == 1
    assert (closed / "postgres" / "data").exists() is not IS_ROOT
    assert bool(list(fallback.glob("postgres-*/data"))) is IS_ROOT
    with server:
        assert ask(server.start(), "SELECT 1") == 1


def test_binaries_below_a_closed_folder_are_copied_for_the_account(state: Path, fallback: Path) -> None:
    closed = state / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(next(iter(binaries._packaged_folders())).parent, closed / "pg", symlinks=True)
    with EmbeddedPostgres(state / "postgres", SECRET, bin_folder=closed / "pg" / "bin") as server:
        assert ask(server.start(), "SELECT 1") == 1
    assert bool(list(fallback.glob("postgresql-*/bin/postgres"))) is IS_ROOT


def test_a_bin_folder_without_a_server_is_refused(state: Path) -> None:
    with pytest.raises(PostgresError, match=r"COURSEWRIGHT_POSTGRES_BIN is .* or leave it out"):
        EmbeddedPostgres(state / "postgres", SECRET, bin_folder=state).start()


def test_a_failed_start_tells_the_end_of_the_log_and_lets_go_of_the_data(state: Path) -> None:
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        pass
    broken = state / "postgres" / "data" / "postgresql.conf"
    before = broken.read_text()
    broken.write_text(before + "\nno_such_setting = 1\n")
    with pytest.raises(PostgresError, match="no_such_setting"):
        server.start()
    broken.write_text(before)
    with server:
        assert server.is_running()


def test_a_half_made_data_folder_is_made_again(state: Path) -> None:
    (state / "postgres" / "data.new" / "base").mkdir(parents=True)
    with EmbeddedPostgres(state / "postgres", SECRET) as server:
        assert ask(server.start(), "SELECT 1") == 1
    assert not (state / "postgres" / "data.new").exists()
