"""A run judges cells one by one, and students' code reaches nothing beside its own folder."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from curriculum.grading.runner import CellOutcome, Execution, Limits
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Limits as ProcessLimits
from curriculum.grading.sandbox.rules import Rules
from curriculum.grading.sandbox_runner import RunnerUnavailableError, SandboxRunner
from tests.factories.classroom import STUDENT_PYTHON, code, notebook_of, text

REPOSITORY = Path(__file__).resolve().parents[3]
OK, ERROR, TIMEOUT = CellOutcome.OK, CellOutcome.ERROR, CellOutcome.TIMEOUT
KILLED, NOT_RUN = CellOutcome.KILLED, CellOutcome.NOT_RUN


def run(*sources: str, limits: Limits | None = None, files: Path | None = None) -> Execution:
    """Run cells in the real sandbox."""
    notebook = notebook_of([text("# Title"), *map(code, sources)])
    return SandboxRunner(STUDENT_PYTHON).run(
        notebook, limits or Limits(), lambda _done, _total: None, files=files
    )


def outcomes(execution: Execution) -> list[CellOutcome]:
    return [cell.outcome for cell in execution.cells]


def shown(execution: Execution, cell: int = -1) -> str:
    """All text that a cell put out."""
    outputs = execution.cells[cell].outputs
    return "".join(str(o.get("text") or o.get("data") or o.get("evalue")) for o in outputs)


def test_outputs_are_those_of_a_notebook() -> None:
    done = run(
        "x = 20", "print('hi')\nx + 1", "1 / 0", "!echo shell", "await __import__('asyncio').sleep(0, 7)"
    )
    assert outcomes(done) == [OK, OK, ERROR, OK, OK]
    assert [output["output_type"] for output in done.cells[1].outputs] == ["stream", "execute_result"]
    assert done.cells[2].outputs[0]["ename"] == "ZeroDivisionError"
    assert shown(done, 3) == "shell\n"
    assert "7" in shown(done, 4)


def test_a_small_notebook_takes_less_than_a_second_of_waiting() -> None:
    run("1")
    fastest = min(run("x = 1", "x").seconds for _ in range(3))
    assert fastest < 3  # about 0.3 s on a quiet machine


def test_progress_is_told_cell_by_cell() -> None:
    told: list[tuple[int, int]] = []
    notebook = notebook_of([code("1"), text("between"), code("2")])
    SandboxRunner(STUDENT_PYTHON).run(notebook, Limits(), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_slow_cell_costs_only_itself() -> None:
    done = run("while True: pass", "'still here'", limits=Limits(cell_seconds=0.5))
    assert outcomes(done) == [TIMEOUT, OK]
    assert done.cells[0].outputs[-1]["output_type"] == "error"


def test_a_cell_that_ignores_the_clock_ends_the_notebook() -> None:
    deaf = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
    started = time.monotonic()
    done = run(deaf, "1", limits=Limits(cell_seconds=0.5))
    assert outcomes(done) == [TIMEOUT, NOT_RUN]
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "end", ["os._exit(0)", "os.kill(os.getpid(), 9)", "import ctypes; ctypes.string_at(0)"]
)
def test_a_cell_that_was_not_executed_has_an_error(end: str) -> None:
    done = run(f"import os\n{end}", "assert True")
    assert outcomes(done) == [KILLED, NOT_RUN]
    assert all(cell.outputs[-1]["output_type"] == "error" for cell in done.cells)


def test_output_is_cut() -> None:
    done = run("print('x' * 10_000_000)", "!yes | head -c 5000000", "1", limits=Limits(output_bytes=1000))
    assert outcomes(done) == [OK, OK, OK]
    assert all(len(str(cell.outputs)) < 3000 for cell in done.cells)


def test_memory_is_limited() -> None:
    small = Limits(process=ProcessLimits(memory_bytes=512 << 20))
    assert outcomes(run("x = bytearray(1 << 30)", "1", limits=small)) == [ERROR, OK]


def test_a_flood_of_processes_stops() -> None:
    flood = "import os\nfor _ in range(1000):\n    if os.fork() == 0:\n        import time; time.sleep(60)"
    done = run(flood, limits=Limits(process=ProcessLimits(processes=20)))
    assert outcomes(done) == [ERROR]


def test_a_forged_answer_is_taken_apart() -> None:
    done = run(
        "import os\nfor fd in range(3, 20):\n    try: os.write(fd, b'[1]\\n')\n    except OSError: pass", "1"
    )
    assert outcomes(done) == [KILLED, NOT_RUN]


def test_exit_and_input_end_nothing() -> None:
    assert outcomes(run("exit()", "input()", "1")) == [OK, ERROR, OK]


def test_files_of_the_assignment_are_there_but_no_notebook(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a,b")
    (tmp_path / "solution.ipynb").write_text("{}")
    done = run("import os\nprint(sorted(n for n in os.listdir('.') if n[0] != '.'))", files=tmp_path)
    assert "data.csv" in shown(done)
    assert "solution" not in shown(done)


def test_the_environment_holds_nothing_of_the_graders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "a-secret-of-the-grader")
    done = run("import os\nprint(dict(os.environ))\nprint(open('/proc/self/environ').read())")
    assert outcomes(done) == [OK]
    assert "secret-of-the-grader" not in shown(done)


@pytest.mark.parametrize(
    "path",
    [
        "/proc/{this}/environ",
        "/proc/{parent}/environ",
        "/etc/passwd",
        "/etc/shadow",
        str(Path(__file__)),
        str(Path(__file__).parents[3] / "curriculum" / "content"),
        "/tmp",  # noqa: S108 - other runs' folders are there
        "/root",
        "/home",
    ],
)
def test_nothing_of_the_machine_can_be_looked_into(path: str) -> None:
    path = path.format(this=os.getpid(), parent=os.getppid())
    look = f"import os\np = {path!r}\nprint(os.listdir(p) if os.path.isdir(p) else open(p, 'rb').read())"
    done = run(look)
    assert outcomes(done) == [ERROR]
    assert done.cells[0].outputs[-1]["ename"] in {"PermissionError", "FileNotFoundError"}


def test_no_server_of_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run(
            f"import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=2)",
            "import socket\nsocket.socket(socket.AF_UNIX).connect('/tmp/.s.PGSQL.5432')",
            "import asyncio\nasyncio.new_event_loop().close()",
        )
    assert outcomes(done) == [ERROR, ERROR, OK]


def test_a_run_inside_another_border_is_confined_too(tmp_path: Path) -> None:
    """As on a course server, where /proc cannot be written and no namespace can be made."""
    tmp_path.chmod(0o777)
    for parent in [*tmp_path.parents][:-2]:
        if parent.stat().st_uid == os.getuid():
            parent.chmod(parent.stat().st_mode | 0o711)
    inner = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path\n"
        "from nbformat.v4 import new_code_cell as code, new_notebook as notebook_of\n"
        "from curriculum.grading.runner import Limits\n"
        "from curriculum.grading.sandbox_runner import SandboxRunner\n"
        "cells = ['!true', '!true', 'import socket; socket.socket()', 'open(\"/etc/passwd\")', '1']\n"
        "done = SandboxRunner(Path(sys.argv[2]), scratch=Path(sys.argv[3])).run(\n"
        "    notebook_of(cells=[code(cell) for cell in cells]), Limits(), lambda done, total: None)\n"
        "print(*[cell.outcome.value for cell in done.cells])\n"
    )
    uid = 58_901 if os.getuid() == 0 else None
    rules = Rules(read=(Path("/"),), write=(tmp_path,), uid=uid, gid=uid, network=True)
    command = [sys.executable, "-B", "-c", inner, str(REPOSITORY), str(STUDENT_PYTHON), str(tmp_path)]
    done = subprocess.run(
        confine.command(command, rules),
        env={"HOME": str(tmp_path), "PATH": os.defpath, "IPYTHONDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == [OK, OK, ERROR, ERROR, OK], done.stderr


def test_a_python_that_is_not_there_is_the_machines_fault(tmp_path: Path) -> None:
    runner = SandboxRunner(tmp_path / "bin" / "python")
    with pytest.raises(RunnerUnavailableError, match="does not start"):
        runner.run(notebook_of([code("1")]), Limits(), lambda _done, _total: None)
