"""Nothing of a run is left when it ends, however it ends."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.sandbox import confine
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.grading import outcomes, run

REPOSITORY = Path(__file__).resolve().parents[3]
OK = Outcome.OK
_OF_THE_DRIVER = "the driver that is killed"


@pytest.fixture(scope="module", params=confine.tiers(), ids=lambda tier: tier.name.lower())
def runner(request: pytest.FixtureRequest) -> Iterator[TwoProcessRunner]:
    """An engine of each tier."""
    with TwoProcessRunner(STUDENT_PYTHON, tier=request.param) as made:
        yield made


def test_nothing_of_a_run_is_left(runner: TwoProcessRunner) -> None:
    marker = f"left-behind-{os.getpid()}-{runner.tier.name}"
    stay = (
        "import os, signal, subprocess, sys, time\n"
        f"sleeper = [sys.executable, '-S', '-c', 'import time; time.sleep(300)', {marker!r}]\n"
        "for detached in (False, True):\n"
        "    try:\n        subprocess.Popen(sleeper, start_new_session=detached)\n"
        "    except OSError:\n        pass\n"
        "if os.fork() == 0:\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    if os.fork() == 0:\n"
        "        os.execv(sys.executable, sleeper)\n"
        "    os._exit(0)\n"
    )
    assert outcomes(run(runner, stay)) == [OK]
    assert _processes_with(marker) == []


def test_killing_the_driver_leaves_no_process() -> None:
    for tier in confine.tiers():
        marker = f"orphan_{os.getpid()}_{tier.name.lower()}"
        script = (
            f"# {_OF_THE_DRIVER}\nimport sys\nfrom pathlib import Path\n"
            "from curriculum.grading.sandbox.tier import Tier\n"
            "from curriculum.grading.two_process_runner import TwoProcessRunner\n"
            "from tests.factories.grading import graded, run\n"
            f"runner = TwoProcessRunner(Path({str(STUDENT_PYTHON)!r}), tier=Tier[{tier.name!r}])\n"
            f"run(runner, 'print(1)', imports=[{marker!r}])\nprint('warm', flush=True)\n"
            f"run(runner, '!sleep 300 &', 'while True: pass', imports=[{marker!r}])\n"
        )
        driver = subprocess.Popen(
            [sys.executable, "-c", script], cwd=REPOSITORY, stdout=subprocess.PIPE, env=os.environ
        )
        with driver:
            assert driver.stdout is not None
            driver.stdout.readline()
            _wait_until(lambda marker=marker: len(_processes_with(marker)) >= 4)
            driver.kill()
        _wait_until(lambda marker=marker: _processes_with(marker) == [])


def _processes_with(marker: str) -> list[str]:
    """The command lines of all living processes that name `marker`; this one's tests do not."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
                state = (
                    (entry / "stat")
                    .read_text(encoding="utf-8", errors="replace")
                    .rpartition(")")[2]
                    .split()[0]
                )
            except OSError:
                continue
            if (
                marker in command
                and state != "Z"
                and "driver" not in command
                and "-c\0import sys\n" not in command
            ):
                found.append(command)
    return found


def _wait_until(is_so: object, seconds: float = 30.0) -> None:
    assert callable(is_so)
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)
