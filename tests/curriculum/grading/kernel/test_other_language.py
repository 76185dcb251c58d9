"""A notebook in another language runs in a kernel of its own behind the same border."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import Execution, GradingJob, Limits, RunnerUnavailableError
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.tier import Tier
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON, code, notebook_of
from tests.factories.grading import graded, outcomes, shown

OK, ERROR, TIMEOUT = Outcome.OK, Outcome.ERROR, Outcome.TIMEOUT
KILLED, NOT_RUN = Outcome.KILLED, Outcome.NOT_RUN
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq")


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel of another name and language, found as an installed one is."""
    for folder in [tmp_path, *tmp_path.parents][:-2]:
        if folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o755)
    place = tmp_path / "kernels" / "parrot"
    place.mkdir(parents=True)
    argv = [str(STUDENT_PYTHON), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Parrot", "language": "parrot"}
    (place / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("PGPASSWORD", "a-secret-of-the-grader")


@pytest.fixture
def runner() -> Iterator[TwoProcessRunner]:
    with TwoProcessRunner(STUDENT_PYTHON) as made:
        yield made


def parrot_notebook(*cells: str | NotebookNode) -> NotebookNode:
    kernel = {"name": "parrot", "display_name": "Parrot", "language": "parrot"}
    return notebook_of([code(cell) if isinstance(cell, str) else cell for cell in cells], kernelspec=kernel)


def run(runner: TwoProcessRunner, *cells: str | NotebookNode, limits: Limits | None = None) -> Execution:
    notebook = parrot_notebook(*cells)
    return runner.run(GradingJob(notebook, notebook, limits or Limits()), lambda _done, _total: None)


@pytest.mark.usefixtures("parrot")
def test_its_cells_run_and_its_tests_judge(runner: TwoProcessRunner) -> None:
    done = run(
        runner,
        "def double(x):\n    return 2 * x\nprint('hi')\ndouble(4)",
        graded("assert double(2) == 4", "right"),
        graded("assert double(2) == 5, 'not 5'", "wrong"),
        "import os; print(dict(os.environ), os.getcwd())",
        "open('/etc/passwd')",
        "import socket; socket.create_connection(('127.0.0.1', 1))",
        "import os; (os.path.exists('/usr'), os.path.exists('/etc/passwd'), os.path.exists('/home'))",
    )
    assert outcomes(done) == [OK, OK, ERROR, OK, ERROR, ERROR, OK]
    assert [output["output_type"] for output in done.cells[0].outputs] == ["stream", "execute_result"]
    assert done.cells[2].outputs[-1]["evalue"] == "not 5"
    assert "secret" not in shown(done, 3)
    assert "(True, False, False)" in shown(done, 6)


@pytest.mark.usefixtures("parrot")
def test_a_cell_that_never_ends_and_a_kernel_that_dies_end_the_notebook(runner: TwoProcessRunner) -> None:
    endless = run(runner, "1", "while True: pass", "1", limits=Limits(cell_seconds=1.0))
    assert outcomes(endless) == [OK, TIMEOUT, NOT_RUN]
    dead = run(runner, "import os; os._exit(1)", "1", graded("assert True"))
    assert outcomes(dead) == [KILLED, NOT_RUN, NOT_RUN]
    assert all(cell.outputs[-1]["output_type"] == "error" for cell in dead.cells)


def test_a_kernel_that_is_not_installed_is_the_machines_fault(runner: TwoProcessRunner) -> None:
    with pytest.raises(RunnerUnavailableError, match="no kernel 'parrot'"):
        run(runner, "1")


@pytest.mark.usefixtures("parrot")
def test_without_namespaces_another_language_is_refused() -> None:
    assert Tier.LANDLOCK in confine.tiers()
    with (
        TwoProcessRunner(STUDENT_PYTHON, tier=Tier.LANDLOCK) as weaker,
        pytest.raises(RunnerUnavailableError, match="namespaces"),
    ):
        run(weaker, "1")
