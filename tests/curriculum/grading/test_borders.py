"""Neither process of a run reaches anything beside its own folder, in any tier of this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from curriculum.grading import account
from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules
from curriculum.grading.sandbox.tier import Tier
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.account import spare
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.grading import graded, outcomes, run, shown

REPOSITORY = Path(__file__).resolve().parents[3]
OK, ERROR, KILLED = Outcome.OK, Outcome.ERROR, Outcome.KILLED
PROBE = """
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def syscall(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")
def look(path):
    return os.listdir(path) if os.path.isdir(path) else os.read(os.open(path, os.O_RDONLY), 10)
"""
NEW_USERS = 0x10000000
MOUNT, UNSHARE, SHMGET, PTRACE, ATTACH = 165, 272, 29, 101, 16
REFUSED = {"PermissionError", "FileNotFoundError", "ProcessLookupError", "OSError"}


@pytest.fixture(scope="module", params=confine.tiers(), ids=lambda tier: tier.name.lower())
def runner(request: pytest.FixtureRequest) -> Iterator[TwoProcessRunner]:
    """An engine of each tier."""
    with TwoProcessRunner(STUDENT_PYTHON, tier=request.param) as made:
        yield made


@pytest.fixture
def forbidden(runner: TwoProcessRunner, tmp_path: Path) -> Iterator[list[str]]:
    """What neither process may do; each line would leave the machine as it is where no border holds."""
    for folder in [tmp_path, *tmp_path.parents][:-2]:
        if folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o755)
    tmp_path.chmod(0o777)
    places = (
        f"/proc/{os.getpid()}/environ",
        f"/proc/{os.getppid()}/environ",
        "/proc/1/environ",
        "/etc/passwd",
        "/etc/hostname",
        __file__,
        str(REPOSITORY / "curriculum" / "content"),
        str(REPOSITORY / "curriculum" / "grading" / "trusted" / "judge.py"),
        str(tmp_path),
        "/tmp",  # noqa: S108 - other runs' folders are there
        "/root",
        "/home",
        "/var",
        "/sys",
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = [
            f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)",
            f"os.open({str(tmp_path / 'left')!r}, os.O_CREAT | os.O_WRONLY)",
            f"os.kill({os.getpid()}, 0)",
            "os.kill(os.getppid() or 2, 0)",
            f"syscall({PTRACE}, {ATTACH}, os.getppid(), 0, 0)",
            f"syscall({MOUNT}, b'none', b'.', b'tmpfs', 0, 0)",
            "os.setuid(0) if os.getuid() else os.chown('.', 1, 1)",
        ]
        if runner.tier.has_seccomp:
            nothing = 0
            calls += [f"syscall({UNSHARE}, {NEW_USERS})", f"syscall({SHMGET}, 7, {nothing}, {nothing})"]
        yield [*(f"look({place!r})" for place in places), *calls]
    assert list(tmp_path.iterdir()) == []


def test_a_students_cell_reaches_nothing(runner: TwoProcessRunner, forbidden: list[str]) -> None:
    done = run(runner, PROBE, *forbidden, "open('own', 'w').write('x')")
    assert _got_through(forbidden, done.cells[1:-1]) == []
    assert (outcomes(done)[0], outcomes(done)[-1]) == (OK, OK)


def test_a_test_cell_reaches_nothing_and_writes_nothing(
    runner: TwoProcessRunner, forbidden: list[str]
) -> None:
    lines = [*forbidden, "os.open('own', os.O_CREAT | os.O_WRONLY)", "os.mkdir('folder')"]
    tests = [graded(f"{PROBE}\n{line}", f"t{number}") for number, line in enumerate(lines)]
    done = run(runner, *tests, graded(f"{PROBE}\nos.getpid()", "free"))
    assert _got_through(lines, done.cells[:-1]) == []
    assert outcomes(done)[-1] is OK


def _got_through(lines: list[str], cells: Sequence[CellResult]) -> list[str]:
    """The lines that were not refused by the kernel, each with what came instead."""
    ends = [cell.outputs[-1].get("ename", "no error") if cell.outputs else "no error" for cell in cells]
    return [f"{line}: {end}" for line, end in zip(lines, ends, strict=True) if end not in REFUSED]


def test_no_process_of_a_run_has_a_capability_or_can_gain_one(runner: TwoProcessRunner) -> None:
    ask = (
        "def rights():\n"
        "    lines = dict(l.split(':', 1) for l in open('/proc/self/status') if ':' in l)\n"
        "    return int(lines['CapEff'], 16), int(lines['CapPrm'], 16), int(lines['NoNewPrivs'])\n"
    )
    done = run(runner, ask, "rights()", graded(f"{ask}\nassert rights() == (0, 0, 1)"))
    assert "(0, 0, 1)" in shown(done, 1)
    assert outcomes(done)[-1] is OK


def test_both_processes_have_accounts_of_their_own_where_root_can_give_them(runner: TwoProcessRunner) -> None:
    mine = "import os\nprint(os.getuid(), os.getgid(), os.getgroups())"
    done = run(runner, mine, graded(f"{mine}\nos.getuid()"))
    student, trusted = (int(shown(done, cell).split()[0]) for cell in (0, 1))
    if account.is_privileged():
        assert student != trusted
        assert {student // 2000, trusted // 2000} == {29}
    else:
        assert student == trusted == os.getuid()


def test_the_warm_process_and_its_other_children_are_out_of_reach(runner: TwoProcessRunner) -> None:
    """What a run changes in shared modules stays its own, and no descriptor leads outside."""
    spoil = "import json, numpy\njson.dumps = lambda *a, **k: 'spoiled'\nnumpy.array = json.dumps"
    descriptors = (
        "import os\nfor fd in range(3, 200):\n"
        "    try:\n        print(fd, os.readlink(f'/proc/self/fd/{fd}').split(':')[0])\n"
        "    except OSError:\n        pass"
    )
    assert outcomes(run(runner, spoil, imports=["numpy"])) == [OK]
    done = run(
        runner, "import json, numpy\nprint(json.dumps(1), numpy.array(1))", descriptors, imports=["numpy"]
    )
    assert shown(done, 0) == "1 1\n"
    kinds = sorted(line.split()[1] for line in shown(done, 1).splitlines())
    assert kinds.count("socket") <= 1 + 2  # the way to the trusted process, and the event loop's own pair
    assert not [kind for kind in kinds if kind.startswith("/") and not kind.startswith(("/memfd", "/dev"))]


def test_a_run_inside_another_border_is_confined_too(tmp_path: Path) -> None:
    """As on a course server, where /proc cannot be written and no namespace can be made."""
    tmp_path.chmod(0o777)
    for parent in [*tmp_path.parents][:-2]:
        if parent.stat().st_uid == os.getuid():
            parent.chmod(parent.stat().st_mode | 0o711)
    inner = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path\n"
        "from curriculum.grading.two_process_runner import TwoProcessRunner\n"
        "from tests.factories.grading import run\n"
        "cells = ['!true', 'import socket; socket.socket()', 'open(\"/etc/passwd\")', '1']\n"
        "with TwoProcessRunner(Path(sys.argv[2]), scratch=Path(sys.argv[3])) as runner:\n"
        "    done = run(runner, *cells)\n"
        "print(*[cell.outcome.value for cell in done.cells], done.tier)\n"
    )
    uid = spare(57_901)
    rules = Rules(read=(Path("/"),), write=(tmp_path,), uid=uid, gid=uid, network=True)
    command = [sys.executable, "-B", "-c", inner, str(REPOSITORY), str(STUDENT_PYTHON), str(tmp_path)]
    done = subprocess.run(
        confine.command(command, rules),
        env={"HOME": str(tmp_path), "PATH": os.defpath, "IPYTHONDIR": str(tmp_path), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split(maxsplit=4) == [OK, ERROR, ERROR, OK, f"{Tier.LANDLOCK}\n"], done.stderr


def test_an_ordinary_user_gets_the_same_borders(tmp_path: Path) -> None:
    """Only root can try: the engine as an account without rights, in each tier."""
    if spare(57_902) is None:
        return
    tmp_path.chmod(0o777)
    for parent in [*tmp_path.parents][:-2]:
        parent.chmod(parent.stat().st_mode | 0o711)
    inner = (
        "import os, sys; os.setgroups([]); os.setgid(57_902); os.setuid(57_902)\n"
        "sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path\n"
        "from curriculum.grading.sandbox import confine\n"
        "from curriculum.grading.two_process_runner import TwoProcessRunner\n"
        "from tests.factories.grading import graded, run\n"
        "cells = ['1', 'import socket; socket.create_connection((\"127.0.0.1\", 1))']\n"
        "cells += ['open(\"/etc/passwd\")']\n"
        "cells += [f'import os; os.kill({os.getpid()}, 0)', f'import os; os.listdir({sys.argv[1]!r})']\n"
        "for tier in confine.tiers():\n"
        "    with TwoProcessRunner(Path(sys.argv[2]), tier=tier, scratch=Path(sys.argv[3])) as runner:\n"
        "        done = run(runner, *cells, *(graded(cell, f't{n}') for n, cell in enumerate(cells)))\n"
        "    print(*[cell.outcome.value for cell in done.cells])\n"
    )
    command = [sys.executable, "-B", "-c", inner, str(REPOSITORY), str(STUDENT_PYTHON), str(tmp_path)]
    done = subprocess.run(
        command,
        cwd="/",
        env={"HOME": str(tmp_path), "PATH": os.defpath, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    each = " ".join([OK, ERROR, ERROR, ERROR, ERROR] * 2)
    assert done.stdout.splitlines() == [each] * len(confine.tiers()), done.stderr
