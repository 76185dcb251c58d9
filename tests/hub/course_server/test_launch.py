"""What a course server is started with, and what it can reach."""

import subprocess
import sys
from pathlib import Path

import pytest

from curriculum.grading.sandbox import confine
from db.access import Access
from db.secret import Secret
from hub.course_server.launch import LaunchSpec, launch_spec, prepare


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with the course of another cohort and a student's home."""
    for name in ("courses/other/source", "homes/ada"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "work").write_text("private", encoding="utf-8")
    return tmp_path


@pytest.fixture
def spec(state: Path) -> LaunchSpec:
    """The course server of cohort demo, its folders made."""
    access = Access("127.0.0.1", 5432, "coursewright", Secret.load_or_create(state / "secret"))
    spec = launch_spec(
        "demo",
        state=state,
        access=access,
        service_url="http://hub/services/x",
        student_python=Path(sys.executable),
    )
    prepare(spec)
    return spec


def _run(spec: LaunchSpec, *argv: str) -> subprocess.CompletedProcess[str]:
    command = confine.command(argv, spec.rules)
    return subprocess.run(command, env=spec.env, cwd=spec.home, capture_output=True, text=True, check=False)


def test_the_password_stands_beside_the_address_and_not_in_it(spec: LaunchSpec) -> None:
    assert (
        spec.env["NBGRADER_DB_URL"]
        == "postgresql+psycopg://coursewright_course_demo@127.0.0.1:5432/coursewright"
    )
    assert len(spec.env["PGPASSWORD"]) == 64
    assert spec.env["PGPASSWORD"] not in " ".join(spec.argv)


def test_folders_are_closed_to_others_even_if_they_were_open(spec: LaunchSpec) -> None:
    spec.home.chmod(0o755)
    prepare(spec)
    assert {folder.stat().st_mode & 0o777 for folder in (spec.home, spec.home / "source")} == {0o700}


def test_it_writes_its_own_course(spec: LaunchSpec) -> None:
    assert _run(spec, "touch", "source/new").returncode == 0
    assert (spec.home / "source/new").exists()


@pytest.mark.parametrize("path", ["secret", "courses/other/source/work", "homes/ada/work"])
def test_it_reads_nothing_else_of_the_state(spec: LaunchSpec, state: Path, path: str) -> None:
    answer = _run(spec, "cat", str(state / path))
    assert (answer.stdout, "Permission denied" in answer.stderr) == ("", True)


def test_it_cannot_list_the_state_or_change_the_platforms_code(spec: LaunchSpec, state: Path) -> None:
    assert _run(spec, "ls", str(state)).returncode != 0
    assert _run(spec, "touch", str(spec.packages / "hub" / "new.py")).returncode != 0


def test_it_imports_the_platforms_packages(spec: LaunchSpec) -> None:
    answer = _run(spec, sys.executable, "-c", "import hub.course_server.nbgrader, hub.formgrader")
    assert answer.returncode == 0, answer.stderr


def test_nbgrader_there_runs_students_code_in_the_sandbox_only(spec: LaunchSpec) -> None:
    code = """
from hub.course_server.nbgrader import settings
from nbgrader.apps import api, autogradeapp
found = settings().Autograde
print(autogradeapp.Autograde.__name__, api.Autograde.__name__)
print([each.__name__ for each in (*found.sanitize_preprocessors, *found.autograde_preprocessors)])
"""
    answer = _run(spec, sys.executable, "-c", code)
    assert answer.stdout.startswith("CoursewrightAutograde CoursewrightAutograde\n"), answer.stderr
    assert "RefuseStock" in answer.stdout
    assert "Execute" not in answer.stdout


ASK = """
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3", startup_timeout=60, cwd=sys.argv[1])
client.execute_interactive(sys.argv[2], timeout=60)
client.stop_channels()
manager.shutdown_kernel(now=True)
"""
LOOK = """
import os
print(sorted({"PGPASSWORD", "NBGRADER_DB_URL", "JUPYTERHUB_API_TOKEN"} & set(os.environ)))
try:
    print(open(os.path.join(os.environ["COURSE"], "source", "answer")).read())
except (OSError, KeyError):
    print(os.path.exists("."), "closed")
"""


@pytest.mark.parametrize(("folder", "answer"), [("source", "42"), ("submitted/ada", "True closed")])
def test_a_notebook_runs_without_the_servers_secrets_and_a_students_without_the_sources(
    spec: LaunchSpec, folder: str, answer: str
) -> None:
    (spec.home / folder).mkdir(parents=True, exist_ok=True)
    (spec.home / "source" / "answer").write_text("42", encoding="utf-8")
    look = LOOK.replace('os.environ["COURSE"]', repr(str(spec.home)))
    shown = _run(spec, sys.executable, "-W", "ignore", "-c", ASK, str(spec.home / folder), look)
    assert shown.stdout.split("\n")[:2] == ["[]", answer], shown.stderr[-2000:]
