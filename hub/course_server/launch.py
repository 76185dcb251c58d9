"""What the spawner starts for a hub user `course-<slug>`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules
from db.access import Access
from hub.course_server.name import course_user

CONFIGURATION = Path(__file__).with_name("jupyter")
TOP = Path(__file__).resolve().parents[2]
PACKAGES = tuple(TOP / name for name in ("db", "curriculum", "hub", "extensions/coursewright_lab"))
FOLDERS = ("source", "release", "submitted", "autograded", "feedback", "exchange", ".tmp")
SYSTEM_FILES = tuple(Path(p) for p in ("/etc", "/proc", "/sys/fs/cgroup", "/sys/devices/system/cpu"))


@dataclass(frozen=True)
class LaunchSpec:
    """One course server: the command, its environment beyond the hub's own, and the border around it."""

    argv: tuple[str, ...]
    env: dict[str, str]
    home: Path
    packages: Path
    account: str
    rules: Rules


def launch_spec(
    slug: str, *, state: Path, access: Access, service_url: str, student_python: Path
) -> LaunchSpec:
    """Describe the course server of cohort `slug`, whose files lie in `<state>/courses/<slug>`."""
    state = state.resolve()
    home, packages = state / "courses" / slug, state / "packages"
    scripts = Path(sys.executable).parent
    return LaunchSpec(
        argv=(str(scripts / "jupyterhub-singleuser"), f"--ServerApp.root_dir={home}", "--allow-root"),
        env=_places(slug, home, packages, scripts)
        | access.course_env(slug)
        | {"COURSEWRIGHT_SERVICE_URL": service_url, "COURSEWRIGHT_STUDENT_PYTHON": str(student_python)},
        home=home,
        packages=packages,
        account=course_user(slug),
        rules=_rules(home, packages, student_python),
    )


def prepare(spec: LaunchSpec) -> None:
    """Make the course's folders, open to their owner alone, and the way to our packages."""
    for folder in (spec.home, *(spec.home / name for name in FOLDERS)):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    _link_packages(spec.packages)


def _places(slug: str, home: Path, packages: Path, scripts: Path) -> dict[str, str]:
    return {
        "COURSEWRIGHT_COHORT": slug,
        "COURSEWRIGHT_COURSE_ROOT": str(home),
        "HOME": str(home),
        "JUPYTER_CONFIG_PATH": str(CONFIGURATION),
        "JUPYTER_PATH": str(CONFIGURATION / "data"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "LANG": "C.UTF-8",
        "PATH": f"{scripts}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(packages),
        "SHELL": "/bin/bash",
        "TMPDIR": str(home / ".tmp"),
    }


def _rules(home: Path, packages: Path, student_python: Path) -> Rules:
    """The cohort's folder to write; the system and both environments to read; nothing else of the state."""
    pythons = confine.python_folders(Path(sys.executable)) + confine.python_folders(student_python)
    code = (packages, *PACKAGES, TOP / "extensions")
    read = dict.fromkeys((*confine.SYSTEM, *SYSTEM_FILES, *pythons, *code))
    return Rules(read=tuple(read), write=(home,), network=True)


def _link_packages(folder: Path) -> None:
    """Python lists the folder it imports from; a checkout's top may hold the state and stays closed."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for target in PACKAGES:
        link = folder / target.name
        if not link.is_symlink() or link.readlink() != target:
            link.unlink(missing_ok=True)
            link.symlink_to(target)
