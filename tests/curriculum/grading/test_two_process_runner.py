"""A run judges cells one by one, in every tier that this machine offers, and leaves nothing behind."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import GradingJob, Limits, RunnerUnavailableError
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Limits as ProcessLimits
from curriculum.grading.sandbox.tier import Tier
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON, code, notebook_of, text
from tests.factories.grading import graded, outcomes, run, shown

OK, ERROR, TIMEOUT = Outcome.OK, Outcome.ERROR, Outcome.TIMEOUT
KILLED, NOT_RUN = Outcome.KILLED, Outcome.NOT_RUN


@pytest.fixture(scope="module", params=confine.tiers(), ids=lambda tier: tier.name.lower())
def runner(request: pytest.FixtureRequest) -> Iterator[TwoProcessRunner]:
    """An engine of each tier."""
    with TwoProcessRunner(STUDENT_PYTHON, tier=request.param) as made:
        yield made


def test_the_tier_is_told_with_each_run(runner: TwoProcessRunner) -> None:
    assert run(runner, "1").tier == runner.tier


def test_outputs_are_those_of_a_notebook(runner: TwoProcessRunner) -> None:
    done = run(
        runner,
        "x = 20",
        "print('hi')\nx + 1",
        "1 / 0",
        "!echo shell",
        "await __import__('asyncio').sleep(0, 7)",
    )
    assert outcomes(done) == [OK, OK, ERROR, OK, OK]
    assert [output["output_type"] for output in done.cells[1].outputs] == ["stream", "execute_result"]
    assert done.cells[1].outputs[1]["execution_count"] == 2
    assert done.cells[2].outputs[0]["ename"] == "ZeroDivisionError"
    assert shown(done, 3) == "shell\n"
    assert "7" in shown(done, 4)


def test_a_test_judges_what_the_student_wrote(runner: TwoProcessRunner) -> None:
    done = run(
        runner,
        "def double(x):\n    return 2 * x",
        graded("assert double(21) == 42", "right"),
        graded("assert double(21) == 43, 'not 43'", "wrong"),
    )
    assert outcomes(done) == [OK, OK, ERROR]
    assert done.cells[2].outputs[-1]["evalue"] == "not 43"


def test_two_runs_share_no_names_and_no_random_numbers(runner: TwoProcessRunner) -> None:
    draw = (
        "import random\nimport numpy as np\n"
        "print(random.random(), np.random.rand(), 'left' in globals())\nleft = 1"
    )
    first, second = (run(runner, draw, imports=["numpy"]) for _ in range(2))
    assert shown(first).endswith("False\n")
    assert shown(second).endswith("False\n")
    assert not set(shown(first).split()[:2]) & set(shown(second).split()[:2])


def test_progress_is_told_cell_by_cell(runner: TwoProcessRunner) -> None:
    told: list[tuple[int, int]] = []
    notebook = notebook_of([code("1"), text("between"), code("2")])
    runner.run(GradingJob(notebook, notebook), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_slow_cell_costs_only_itself(runner: TwoProcessRunner) -> None:
    done = run(runner, "while True: pass", "'still here'", limits=Limits(cell_seconds=0.5))
    assert outcomes(done) == [TIMEOUT, OK]
    assert done.cells[0].outputs[-1]["output_type"] == "error"


def test_a_cell_that_ignores_the_clock_ends_the_notebook_but_not_its_points(runner: TwoProcessRunner) -> None:
    deaf = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
    started = time.monotonic()
    done = run(
        runner, "x = 1", graded("assert x == 1", "before"), deaf, graded("assert x", "after"),
        limits=Limits(cell_seconds=0.5),
    )  # fmt: skip
    assert outcomes(done)[:3] == [OK, OK, TIMEOUT]
    assert outcomes(done)[3] is not OK
    assert time.monotonic() - started < 30


def test_a_test_that_never_ends_costs_only_itself(runner: TwoProcessRunner) -> None:
    done = run(
        runner, "x = 1", graded("while True: pass", "endless"), graded("assert x == 1", "after"),
        limits=Limits(cell_seconds=0.5),
    )  # fmt: skip
    assert outcomes(done) == [OK, TIMEOUT, OK]


def test_the_time_of_the_whole_notebook_is_limited(runner: TwoProcessRunner) -> None:
    slow = "import time\ntime.sleep(0.6)"
    done = run(runner, slow, slow, slow, "1", limits=Limits(wall_seconds=1))
    assert outcomes(done) == [OK, TIMEOUT, NOT_RUN, NOT_RUN]


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("os._exit(0)", "ended itself"),
        ("os.kill(os.getpid(), 9)", "by a signal"),
        ("import ctypes; ctypes.string_at(0)", "by a signal"),
    ],
)
def test_a_cell_that_was_not_executed_has_an_error(runner: TwoProcessRunner, end: str, reason: str) -> None:
    done = run(
        runner, f"import os\n{end}", "assert True", graded("assert True", "free"), graded("assert end")
    )
    assert outcomes(done)[:2] == [KILLED, NOT_RUN]
    assert reason in str(done.cells[0].reason)
    assert outcomes(done)[3] is not OK
    assert all(cell.outputs[-1]["output_type"] == "error" for cell in done.cells if cell.outcome is not OK)


def test_output_is_cut(runner: TwoProcessRunner) -> None:
    flood = ("print('x' * 10_000_000)", "!yes | head -c 5000000", "1")
    done = run(runner, *flood, limits=Limits(output_bytes=1000))
    assert outcomes(done) == [OK, OK, OK]
    assert all(len(str(cell.outputs)) < 3000 for cell in done.cells)


def test_memory_is_limited_and_measured(runner: TwoProcessRunner) -> None:
    small = Limits(process=ProcessLimits(memory_bytes=512 << 20))
    done = run(runner, "x = bytearray(1 << 30)", "y = bytearray(200 << 20)", limits=small)
    assert outcomes(done) == [ERROR, OK]
    assert done.cells[1].peak_mb > 200


def test_memory_of_all_processes_together_is_limited(runner: TwoProcessRunner) -> None:
    spread = (
        "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n"
        "        x = bytearray(150 << 20)\n        time.sleep(60)\ntime.sleep(60)"
    )
    done = run(runner, spread, limits=Limits(process=ProcessLimits(memory_bytes=500 << 20)))
    assert outcomes(done) == [KILLED]
    assert "memory" in str(done.cells[0].reason)


def test_disk_is_limited(runner: TwoProcessRunner) -> None:
    fill = "import time\nfor n in range(100):\n    open(f'{n}', 'wb').write(bytes(1 << 20))\ntime.sleep(60)"
    done = run(runner, fill, limits=Limits(process=ProcessLimits(disk_bytes=8 << 20)))
    assert outcomes(done) == [ERROR if runner.tier.has_namespaces else KILLED]


def test_processor_time_is_limited(runner: TwoProcessRunner) -> None:
    done = run(runner, "while True: pass", limits=Limits(process=ProcessLimits(cpu_seconds=2)))
    assert outcomes(done) == [KILLED]
    assert "processor time" in str(done.cells[0].reason)


def test_a_flood_of_processes_stops(runner: TwoProcessRunner) -> None:
    flood = "import os\nfor _ in range(1000):\n    if os.fork() == 0:\n        import time; time.sleep(60)"
    done = run(runner, flood, limits=Limits(process=ProcessLimits(processes=20)))
    assert outcomes(done) in ([ERROR], [KILLED])


def test_limits_of_the_assignment_hold_and_not_those_of_the_submission(runner: TwoProcessRunner) -> None:
    source, submission = (notebook_of([code("while True: pass"), code("1")]) for _ in range(2))
    source.metadata["coursewright"] = {"limits": {"cell_seconds": 0.5}}
    submission.metadata["coursewright"] = {"limits": {"cell_seconds": 500}}
    done = runner.run(GradingJob(submission, source), lambda _done, _total: None)
    assert outcomes(done) == [TIMEOUT, OK]


def test_garbage_on_every_descriptor_earns_nothing(runner: TwoProcessRunner) -> None:
    forge = (
        "import os\nfor fd in range(3, 50):\n    try: os.write(fd, b'[1]\\n' * 50)\n    except OSError: pass"
    )
    done = run(runner, forge, graded("assert forge() == 1"))
    assert outcomes(done)[1] is not OK


def test_exit_and_input_end_nothing(runner: TwoProcessRunner) -> None:
    assert outcomes(run(runner, "exit()", "input()", "1")) == [OK, ERROR, OK]


def test_files_of_the_assignment_are_there_but_no_notebook(runner: TwoProcessRunner, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a,b")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "one.csv").write_text("1")
    (tmp_path / "solution.ipynb").write_text("{}")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "tools.py").write_text("seven = 7")
    listing = "import os, tools\nprint(sorted(n for n in os.listdir('.') if n[0] != '.'), tools.seven)"
    done = run(runner, listing, "open('data.csv', 'a').write('c')", files=tmp_path)
    assert outcomes(done) == [OK, OK]
    assert shown(done, 0) == "['data.csv', 'tables', 'tools.py'] 7\n"
    assert (tmp_path / "data.csv").read_text() == "a,b"


def test_the_environment_holds_nothing_of_the_graders(
    runner: TwoProcessRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "a-secret-of-the-grader")
    done = run(runner, "import os\nprint(dict(os.environ))\nprint(open('/proc/self/environ').read())")
    assert outcomes(done) == [OK]
    assert "secret-of-the-grader" not in shown(done)


def test_folders_on_disk_are_removed_however_deep(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in [*tmp_path.parents][:-2]:
        if parent.stat().st_uid == os.getuid():
            parent.chmod(parent.stat().st_mode | 0o711)
    deep = "import os\nfor _ in range(3000):\n    os.mkdir('d')\n    os.chdir('d')"
    with TwoProcessRunner(STUDENT_PYTHON, scratch=tmp_path, tier=Tier.LANDLOCK) as made:
        assert outcomes(run(made, deep)) == [OK]
    assert list(tmp_path.iterdir()) == []


def test_a_python_that_is_not_there_is_the_machines_fault(tmp_path: Path) -> None:
    with (
        TwoProcessRunner(tmp_path / "bin" / "python") as made,
        pytest.raises(RunnerUnavailableError, match="start"),
    ):
        run(made, "1")


def test_a_machine_without_a_sandbox_refuses_unless_accepted_by_name() -> None:
    with pytest.raises(RunnerUnavailableError, match="accept unconfined"):
        TwoProcessRunner(STUDENT_PYTHON, tier=Tier.NONE)
    with TwoProcessRunner(STUDENT_PYTHON, tier=Tier.NONE, accept_unconfined=True) as made:
        done = run(made, "x = 1", graded("assert x == 1"))
    assert (outcomes(done), done.tier) == ([OK, OK], "none")
