"""A confined program sees and reaches only what its rules name."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Limits, Rules
from tests.factories.account import spare

PYTHON = Path(sys.executable)
BASE = Path(sys.base_prefix)
ACCOUNT = spare(58_900)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder the program may write, owned by the account it runs under."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    for parent in [tmp_path, *list(tmp_path.parents)[:-2]]:
        if parent.stat().st_uid == os.getuid():
            parent.chmod(parent.stat().st_mode | 0o711)
    if ACCOUNT is not None:
        os.chown(folder, ACCOUNT, ACCOUNT)
    return folder


@pytest.fixture
def rules(scratch: Path) -> Rules:
    """A grading border around `scratch`."""
    read = (*confine.SYSTEM, *confine.python_folders(PYTHON), BASE, Path("/proc/self"))
    return Rules(read=read, write=(scratch,), uid=ACCOUNT, gid=ACCOUNT, limits=Limits())


def _run(code: str, rules: Rules, scratch: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = confine.command([str(PYTHON), "-I", "-S", "-c", code], rules)
    return subprocess.run(
        command, cwd=scratch, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def _fails(code: str, rules: Rules, scratch: Path) -> str:
    done = _run(code, rules, scratch)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_its_own_folder_can_be_written(rules: Rules, scratch: Path) -> None:
    done = _run("open('made', 'w').write('x')", rules, scratch)
    assert (done.returncode, done.stderr) == (0, "")
    assert (scratch / "made").read_text() == "x"


@pytest.mark.parametrize("path", ["/etc/passwd", "/root", "/proc/1/environ", "/proc/1/cmdline", __file__])
def test_nothing_else_on_disk_can_be_read(rules: Rules, scratch: Path, path: str) -> None:
    assert "PermissionError" in _fails(
        f"import os; os.listdir({path!r}) if os.path.isdir({path!r}) else open({path!r})", rules, scratch
    )


def test_what_can_be_read_cannot_be_written(rules: Rules, scratch: Path) -> None:
    folder = scratch.parent / "shown"
    folder.mkdir()
    (folder / "file").write_text("kept")
    folder.chmod(0o777)
    (folder / "file").chmod(0o666)
    shown = replace(rules, read=(*rules.read, folder))
    assert _run(f"open({str(folder / 'file')!r}).read()", shown, scratch).returncode == 0
    assert "PermissionError" in _fails(f"open({str(folder / 'file')!r}, 'w')", shown, scratch)
    assert "PermissionError" in _fails(f"open({str(folder / 'new')!r}, 'w')", shown, scratch)
    assert (folder / "file").read_text() == "kept"


def test_there_is_no_network(rules: Rules, scratch: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert "PermissionError" in _fails(
            f"import socket; socket.create_connection(('127.0.0.1', {port}))", rules, scratch
        )


def test_network_stays_where_it_is_allowed(rules: Rules, scratch: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=5)"
        assert _run(code, replace(rules, network=True), scratch).returncode == 0


@pytest.mark.parametrize("network", [True, False])
def test_other_processes_cannot_be_signalled_nor_looked_into(
    rules: Rules, scratch: Path, network: bool
) -> None:
    open_rules = replace(rules, network=network, read=(*rules.read, Path("/proc")))
    assert "Error" in _fails(f"import os; os.kill({os.getpid()}, 0)", open_rules, scratch)
    assert "PermissionError" in _fails(f"open('/proc/{os.getpid()}/environ').read()", open_rules, scratch)


def test_no_capability_is_left(rules: Rules, scratch: Path) -> None:
    done = _run(
        "print([l.split()[1] for l in open('/proc/self/status') if l.startswith('Cap')])", rules, scratch
    )
    effective = json.loads(done.stdout.replace("'", '"'))[:3]
    assert {int(mask, 16) for mask in effective} == {0}


def test_its_processes_die_with_it(rules: Rules, scratch: Path) -> None:
    code = (
        "import subprocess, sys\n"
        "sleeper = [sys.executable, '-I', '-S', '-c', 'import time; time.sleep(100)']\n"
        "subprocess.Popen(sleeper, start_new_session=True)\n"
    )
    done = _run(code, rules, scratch)
    assert done.returncode == 0
    assert str(scratch) not in _working_folders()


def test_memory_is_bounded(rules: Rules, scratch: Path) -> None:
    tight = replace(rules, limits=Limits(memory_bytes=256 << 20))
    assert "MemoryError" in _fails("x = bytearray(512 << 20)", tight, scratch)


def test_a_file_cannot_grow_past_its_limit(rules: Rules, scratch: Path) -> None:
    tight = replace(rules, limits=Limits(file_bytes=1000))
    _run("open('big', 'wb', buffering=0).write(bytes(5000))", tight, scratch)
    assert (scratch / "big").stat().st_size <= 1000


def test_a_program_that_does_not_start_says_why(rules: Rules, scratch: Path) -> None:
    done = subprocess.run(
        confine.command(["/nowhere/python"], rules), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 125
    assert "/nowhere/python does not start" in done.stderr


def test_the_machine_offers_a_tier_that_holds() -> None:
    assert confine.tier() is not confine.Tier.NONE


def _working_folders() -> set[str]:
    folders = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                folders.add(str((entry / "cwd").readlink()))
            except OSError:
                continue
    return folders
