"""What the spawner starts for a hub user `course-<slug>`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules
from db.access import Access
from hub.course_server.name import course_user

CONFIGURATION = Path(__file__).with_name("jupyter")
PACKAGES = Path(__file__).resolve().parents[2]
FOLDERS = ("source", "release", "submitted", "autograded", "feedback", "exchange", ".tmp")
SERVES_SHELL = "/bin/bash"
SYSTEM_FILES = tuple(Path(p) for p in ("/etc", "/proc", "/sys/fs/cgroup", "/sys/devices/system/cpu"))


@dataclass(frozen=True)
class LaunchSpec:
    """One course server: the command, its environment beyond the hub's own, and the border around it."""

    argv: tuple[str, ...]
    env: dict[str, str]
    home: Path
    account: str
    rules: Rules


def launch_spec(
    slug: str, *, state: Path, access: Access, service_url: str, student_python: Path
) -> LaunchSpec:
    """Describe the course server of cohort `slug`, whose files lie in `<state>/courses/<slug>`."""
    home = state.resolve() / "courses" / slug
    scripts = Path(sys.executable).parent
    return LaunchSpec(
        argv=(str(scripts / "jupyterhub-singleuser"), f"--ServerApp.root_dir={home}", "--allow-root"),
        env=_environment(slug, home, scripts)
        | access.course_env(slug)
        | {"COURSEWRIGHT_SERVICE_URL": service_url},
        home=home,
        account=course_user(slug),
        rules=_rules(home, student_python),
    )


def _environment(slug: str, home: Path, scripts: Path) -> dict[str, str]:
    return {
        "COURSEWRIGHT_COHORT": slug,
        "COURSEWRIGHT_COURSE_ROOT": str(home),
        "HOME": str(home),
        "JUPYTER_CONFIG_PATH": str(CONFIGURATION),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "LANG": "C.UTF-8",
        "PATH": f"{scripts}:/usr/local/bin:/usr/bin:/bin",
        "SHELL": SERVES_SHELL,
        "TMPDIR": str(home / ".tmp"),
    }


def _rules(home: Path, student_python: Path) -> Rules:
    """The cohort's folder to write; the system and both environments to read; nothing else of the state."""
    code = tuple(PACKAGES / name for name in ("db", "curriculum", "hub", "extensions/coursewright_lab"))
    pythons = confine.python_folders(Path(sys.executable)) + confine.python_folders(student_python)
    read = dict.fromkeys(confine.SYSTEM + SYSTEM_FILES + pythons + code)
    return Rules(read=tuple(read), write=(home,), network=True)


def prepare(home: Path) -> None:
    """Make the course's folders, open to their owner alone; what exists already is mended."""
    for folder in (home, *(home / name for name in FOLDERS)):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
