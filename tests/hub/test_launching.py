"""What a student's server may see and use."""

from pathlib import Path

import pytest

from db.access import Access
from db.secret import Secret
from hub.accounts import Accounts
from hub.launching import LAB_SETTINGS, Launch, Launcher
from hub.setting import Isolation
from hub.settings import REPOSITORY

STUDENT_PYTHON = Path("/opt/student/bin/python")


@pytest.fixture
def launcher(tmp_path: Path) -> Launcher:
    """A launcher of a platform in shared mode."""
    access = Access("127.0.0.1", 5999, "coursewright", Secret(b"x" * 32))
    accounts = Accounts(tmp_path, Isolation.SHARED)
    return Launcher(accounts, access, STUDENT_PYTHON, "http://127.0.0.1:8000/services/coursewright")


@pytest.fixture
def launch(launcher: Launcher) -> Launch:
    """Ada's server."""
    return launcher.prepare("ada")


def test_a_students_server_runs_on_the_students_python_in_her_home(launch: Launch, tmp_path: Path) -> None:
    assert launch.argv[:3] == (str(STUDENT_PYTHON), "-m", "jupyterhub.singleuser")
    assert launch.home == tmp_path / "homes" / "ada"
    assert launch.env["TMPDIR"] == str(launch.home / ".tmp")
    assert (launch.home / ".tmp").stat().st_mode & 0o777 == 0o700


def test_her_environment_names_the_service_and_no_database(launch: Launch) -> None:
    ours = {name for name in launch.env if name.startswith("COURSEWRIGHT_")}
    assert ours == {"COURSEWRIGHT_SERVICE_URL"}
    text = " ".join([*launch.env, *launch.env.values(), *launch.argv, launch.rules.to_json()])
    assert "5999" not in text
    assert "PGPASSWORD" not in text


def test_she_writes_to_her_home_alone(launch: Launch) -> None:
    assert launch.rules.write == (launch.home,)


def test_she_reads_neither_the_state_nor_the_platforms_sources(launch: Launch, tmp_path: Path) -> None:
    forbidden = [tmp_path, tmp_path / "secret", tmp_path / "courses", Path("/proc"), Path("/etc/shadow")]
    forbidden += [REPOSITORY / name for name in ("curriculum", "db", "hub", "hub/api")]
    for path in forbidden:
        assert not any(path == each or each in path.parents for each in launch.rules.read), path
    assert LAB_SETTINGS in launch.rules.read


def test_her_limits_leave_room_for_numpy_and_bound_open_files(launch: Launch) -> None:
    assert launch.rules.limits is not None
    assert launch.rules.limits.address_bytes is None
    assert launch.rules.limits.open_files == 4096


def test_a_course_server_has_the_gradebook_and_the_courses_folder(launcher: Launcher, tmp_path: Path) -> None:
    launch = launcher.prepare("course-demo")
    assert launch.home == (tmp_path / "courses" / "demo").resolve()
    assert "PGPASSWORD" in launch.env
    assert launch.home in launch.rules.write
    assert tmp_path / "homes" not in launch.rules.read
