"""`coursewright grade` judges every notebook it is given, and says of each what became of it."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from curriculum.nbgrader_cells import released_form
from tests.factories.classroom import (
    SOLUTION,
    STUDENT_PYTHON,
    as_bytes,
    code,
    mark,
    notebook_of,
    source_notebook,
)
from tests.hub.cli.conftest import ROOT, run_apart

ANSWERS = {
    "right": SOLUTION,
    "half": "def mean(numbers):\n    return sum(numbers) // len(numbers)",
    "endless": "while True:\n    pass",
    "unclosed": "def mean(numbers:\n    return 1",
}
FIELDS = {"path", "score", "max_score", "status", "tests", "integrity", "tier"}
TEST_FIELDS = {"grade_id", "points", "max_points", "outcome", "seconds", "peak_mb", "reason"}


@dataclass(frozen=True)
class Desk:
    """A folder with an instructor's notebook and submissions of all sorts."""

    folder: Path

    @property
    def source(self) -> str:
        return str(self.folder / "source.ipynb")

    def path(self, name: str) -> str:
        return str(self.folder / f"{name}.ipynb")

    def grade(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run_apart(
            "grade", "--source", self.source, "--python", str(STUDENT_PYTHON), "--timeout", "2", *arguments
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    source = as_bytes(source_notebook(with_essay=True))
    (folder / "source.ipynb").write_bytes(source)
    for name, answer in ANSWERS.items():
        notebook = released_form(json.loads(source))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "mean":
                cell["source"] = answer
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook))
    (folder / "text.ipynb").write_text("no notebook")
    os.mkfifo(folder / "pipe.ipynb")
    return Desk(folder)


@pytest.fixture(scope="module")
def done(desk: Desk) -> subprocess.CompletedProcess[str]:
    names = [*ANSWERS, "text", "pipe", "missing"]
    return desk.grade("--json", *map(desk.path, names), desk.path("right"))


@pytest.fixture(scope="module")
def verdicts(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    return {Path(verdict["path"]).stem: verdict for verdict in json.loads(done.stdout)}


def test_the_result_is_one_array_in_the_order_of_the_arguments(verdicts: dict[str, dict[str, Any]]) -> None:
    assert list(verdicts) == [*ANSWERS, "text", "pipe", "missing"]
    assert all(set(verdict) == FIELDS for verdict in verdicts.values())
    assert all(set(test) == TEST_FIELDS for verdict in verdicts.values() for test in verdict["tests"])


@pytest.mark.parametrize(
    ("name", "score", "status", "outcomes"),
    [
        ("right", 10, "graded", ["passed", "passed", "manual"]),
        ("half", 4, "graded", ["passed", "failed", "manual"]),
        ("endless", 0, "graded", ["error", "error", "manual"]),
        ("unclosed", 0, "graded", ["error", "error", "manual"]),
        ("text", 0, "quarantined", ["not_run"] * 3),
        ("pipe", 0, "quarantined", ["not_run"] * 3),
        ("missing", 0, "failed", ["not_run"] * 3),
    ],
)
def test_each_submission_gets_its_verdict(
    verdicts: dict[str, dict[str, Any]], name: str, score: float, status: str, outcomes: list[str]
) -> None:
    verdict = verdicts[name]
    assert (verdict["score"], verdict["max_score"], verdict["status"]) == (score, 15, status)
    assert [test["outcome"] for test in verdict["tests"]] == outcomes
    assert bool(verdict["integrity"]) == (name in {"unclosed", "text", "pipe", "missing"})
    assert bool(verdict["tier"]) == (status == "graded")


def test_a_judged_test_tells_its_time_and_its_reason(verdicts: dict[str, dict[str, Any]]) -> None:
    first, second, _ = verdicts["half"]["tests"]
    assert 0 < first["seconds"] < 2
    assert first["peak_mb"] > 0
    assert first["reason"] is None
    assert second["reason"] == "Halves count too."
    assert "HIDDEN" not in json.dumps(verdicts)


def test_the_exit_code_says_whether_all_were_judged(
    desk: Desk, done: subprocess.CompletedProcess[str]
) -> None:
    assert done.returncode == 1
    assert "named twice" in done.stderr
    assert desk.grade(desk.path("half")).returncode == 0


def test_a_person_reads_a_table_and_can_keep_the_graded_notebooks(desk: Desk, tmp_path: Path) -> None:
    shown = desk.grade("--out", str(tmp_path / "out"), desk.path("right"), desk.path("half"))
    assert "mean-of-fractions (failed)" in shown.stdout
    assert "2 of 2 judged, 7.00 points on average." in shown.stdout
    graded = [json.loads(path.read_text()) for path in (tmp_path / "out").iterdir()]
    assert len(graded) == 2
    assert all(any(cell.get("execution_count") for cell in notebook["cells"]) for notebook in graded)


def plain(*cells: Any) -> bytes:  # noqa: ANN401
    return as_bytes(notebook_of(list(cells)))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "There is no file"),
        (b"hello", "not a notebook"),
        (plain(code("1")), "is no nbgrader source"),
        (
            plain(*[code("assert x", **mark("same", grade=True, points=1))] * 2),
            "several cells with the id 'same'",
        ),
        (
            plain(code("### AUTOTEST mean([1])", **mark("auto", grade=True, locked=True, points=1))),
            "still to be made from its AUTOTEST lines",
        ),
    ],
)
def test_a_source_that_cannot_judge_is_named_with_what_to_do(
    desk: Desk, tmp_path: Path, source: bytes | None, words: str
) -> None:
    path = tmp_path / "source.ipynb"
    if source is not None:
        path.write_bytes(source)
    refused = run_apart("grade", "--source", str(path), "--python", str(STUDENT_PYTHON), desk.path("right"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert words in " ".join(refused.stderr.split())
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["x.ipynb"], 2, "Give the instructor's notebook"),
        (["--source", "x.ipynb"], 2, "Name the notebooks"),
        (["--source", "x.ipynb", "--python", "/no/python", "x.ipynb"], 1, "There is no file x.ipynb"),
        (["--course", "."], 2, "Name one assignment"),
        (["--jobs", "0", "--source", "x", "y"], 2, "--jobs"),
        (["--timeout", "0", "--source", "x", "y"], 2, "--timeout"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(arguments: list[str], code: int, words: str) -> None:
    refused = run_apart("grade", *arguments)
    assert (refused.returncode, refused.stdout) == (code, "")
    assert words in refused.stderr


def test_the_tier_is_told_at_once() -> None:
    told = run_apart("grade", "--tier")
    assert told.returncode == 0
    assert "landlock" in told.stdout


def test_a_weak_test_cell_is_found(tmp_path: Path) -> None:
    path = tmp_path / "source.ipynb"
    solution = code(
        "### BEGIN SOLUTION\ndef one():\n    return 1\n### END SOLUTION", **mark("one", solution=True)
    )
    path.write_bytes(plain(solution, code("one()", **mark("weak", grade=True, locked=True, points=2))))
    found = run_apart("grade", "--audit", str(path), "--json", "--python", str(STUDENT_PYTHON))
    assert found.returncode == 1
    assert [finding["grade_id"] for finding in json.loads(found.stdout)] == ["weak"]


def test_it_imports_neither_nbgrader_nor_the_platform() -> None:
    script = (
        "import sys; from hub.cli.main import main; code = main(sys.argv[1:]);"
        "print([n for n in ('nbgrader', 'sqlalchemy', 'jupyterhub', 'jupytext') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "grade", "--source", "missing.ipynb", "x.ipynb"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@contextlib.contextmanager
def running(desk: Desk, *arguments: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:  # noqa: ANN401
    command = [sys.executable, "-m", "hub", "grade", "--source", desk.source, "--python", str(STUDENT_PYTHON)]
    with subprocess.Popen([*command, *arguments], cwd=ROOT, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_reader_who_leaves_is_no_error(desk: Desk) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with running(desk, "--json", desk.path("right"), stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (0, b"")


def test_ctrl_c_prints_what_is_known_and_waits_for_nothing(desk: Desk) -> None:
    arguments = ("--json", "--jobs", "1", "--timeout", "200", desk.path("right"), desk.path("endless"))
    control, terminal = pty.openpty()
    with running(desk, *arguments, stdout=subprocess.PIPE, stderr=terminal) as process:
        os.close(terminal)
        seen = b""
        while b"1/2" not in seen:
            seen += os.read(control, 4096)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=30)
    with contextlib.suppress(OSError):
        seen += os.read(control, 4096)
    os.close(control)
    assert process.returncode == 130
    assert [verdict["score"] for verdict in json.loads(printed)] == [10]
    assert b"Stopped: 1 of 2 were graded." in seen
