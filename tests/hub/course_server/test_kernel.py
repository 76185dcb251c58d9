"""Kernels on a course server."""

import subprocess
import sys
from pathlib import Path

import pytest

from curriculum.grading.sandbox import confine
from hub.course_server import kernel


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("submitted/ada/m01", True),
        ("autograded/ada/m01", True),
        ("source/m01", False),
        ("submitted-notes", False),
    ],
)
def test_whose_notebook_it_is_follows_from_its_folder(tmp_path: Path, folder: str, expected: bool) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert kernel.is_students_work(tmp_path / folder, tmp_path) is expected


def test_a_link_into_the_students_work_counts_as_such(tmp_path: Path) -> None:
    (tmp_path / "submitted").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "submitted")
    assert kernel.is_students_work(tmp_path / "mine", tmp_path)


def test_no_kernel_is_told_a_secret(tmp_path: Path) -> None:
    given = {
        "PGPASSWORD": "p",
        "JUPYTERHUB_API_TOKEN": "t",
        "NBGRADER_DB_URL": "u",
        "PYTHONPATH": "x",
        "LANG": "C",
    }
    told = kernel.environment(given, Path("/env/bin/python"), tmp_path)
    assert not {"PGPASSWORD", "JUPYTERHUB_API_TOKEN", "NBGRADER_DB_URL", "PYTHONPATH"} & set(told)
    assert told["LANG"] == "C"


def test_a_students_notebook_sees_its_own_folder_alone(tmp_path: Path) -> None:
    own, source, home = (tmp_path / name for name in ("submitted/ada/m01", "source/m01", "scratch"))
    for folder in (own, source, home):
        folder.mkdir(parents=True)
        (folder / "file").write_text("text", encoding="utf-8")
    connection = tmp_path / "connection.json"
    connection.write_text("{}", encoding="utf-8")
    border = kernel.rules(Path(sys.executable), connection, own, home)

    def read(path: Path) -> str:
        command = confine.command(["cat", str(path)], border)
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert [read(folder / "file") for folder in (own, source, home)] == ["text", "", "text"]
