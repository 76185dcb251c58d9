"""Starts a notebook's kernel on a course server: the students' Python, without the server's own secrets.

An instructor may well run what a student handed in. So no kernel gets the gradebook's password or the hub's
token, and one that starts among the students' files sees the folder of that notebook alone.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules

STUDENTS_WORK = ("submitted", "autograded", "feedback")
PASSED_ON = ("JPY_INTERRUPT_EVENT", "JPY_PARENT_PID", "JPY_SESSION_NAME", "LANG", "TZ")
MACHINE = tuple(Path(p) for p in ("/etc", "/proc", "/sys/devices/system/cpu"))


def main() -> None:
    """Become the kernel whose connection file is the first argument."""
    python, root = (
        Path(os.environ["COURSEWRIGHT_STUDENT_PYTHON"]),
        Path(os.environ["COURSEWRIGHT_COURSE_ROOT"]),
    )
    connection, folder = Path(sys.argv[1]), Path.cwd()
    is_students = is_students_work(folder, root)
    home = Path(tempfile.mkdtemp(prefix="kernel-", dir=root / ".tmp")) if is_students else root
    argv = confine.command(
        [str(python), "-m", "ipykernel_launcher", "-f", str(connection)],
        rules(python, connection, folder if is_students else root, home),
    )
    os.execve(argv[0], argv, environment(os.environ, python, home))  # noqa: S606


def is_students_work(folder: Path, root: Path) -> bool:
    """Tell whether a notebook in `folder` was written by a student of the course at `root`."""
    place = folder.resolve()
    return any(place.is_relative_to(root.resolve() / name) for name in STUDENTS_WORK)


def rules(python: Path, connection: Path, folder: Path, home: Path) -> Rules:
    """Read the students' environment and `folder`, write `home`, and talk to the server."""
    read = (*confine.SYSTEM, *MACHINE, *confine.python_folders(python), folder)
    return Rules(read=read, write=(home, connection), network=True)


def environment(given: Mapping[str, str], python: Path, home: Path) -> dict[str, str]:
    """Return what a kernel may know: nothing of the gradebook, the hub or the platform's packages."""
    return {name: given[name] for name in PASSED_ON if name in given} | {
        "HOME": str(home),
        "PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin",
        "SHELL": "/bin/bash",
        "TMPDIR": str(home / ".tmp" if (home / ".tmp").is_dir() else home),
    }


if __name__ == "__main__":
    main()
