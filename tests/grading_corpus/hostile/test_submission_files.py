"""No file that is handed in stops a batch, earns what it does not deserve, or shows another file."""

import json
import subprocess
import sys
from typing import Any

import nbformat
import pytest

from tests.grading_corpus.conftest import STUDENT_PYTHON
from tests.grading_corpus.hostile import submission_files

SECRET = "canary-of-the-grader"
COMMAND = "import sys; from hub.cli import main; sys.exit(main())"
NAMES = [*submission_files.CONTENTS, "a link", "a loop", "a pipe"]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The verdict on each hostile file by its name, from one command with an honest one first and last."""
    folder = tmp_path_factory.mktemp("batch")
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    (folder / "handed-in").mkdir()
    paths = submission_files.write(folder / "handed-in", secret)
    paths.pop("a folder")  # a folder is no submission, but a place where submissions are
    source = folder / "source.ipynb"
    nbformat.write(submission_files.source(), source)
    paths = {"first": source, **paths, "last": folder / "honest.ipynb"}
    nbformat.write(submission_files.source(), paths["last"])
    command = [
        sys.executable,
        "-c",
        COMMAND,
        "grade",
        "--json",
        "--timeout",
        "5",
        "--python",
        str(STUDENT_PYTHON),
    ]
    done = subprocess.run(
        [*command, "--source", str(source), *map(str, paths.values())],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 1, done.stderr  # some were set aside, and none broke the command
    assert SECRET not in done.stdout + done.stderr
    verdicts = {verdict["path"]: verdict for verdict in json.loads(done.stdout)}
    return {name: verdicts[str(path)] for name, path in paths.items()}


@pytest.mark.parametrize("place", ["first", "last"])
def test_honest_submissions_beside_them_get_their_points(
    batch: dict[str, dict[str, Any]], place: str
) -> None:
    assert (batch[place]["status"], batch[place]["score"], batch[place]["max_score"]) == ("graded", 5, 5)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_earns_nothing_and_is_answered_with_a_sentence(
    batch: dict[str, dict[str, Any]], name: str
) -> None:
    verdict = batch[name]
    assert verdict["status"] in {"graded", "quarantined"}, verdict
    assert not verdict["score"]
    assert verdict["max_score"] in {0, 5, None}
    if verdict["status"] == "quarantined":
        assert verdict["integrity"]
