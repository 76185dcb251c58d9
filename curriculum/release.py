"""Releases the exercises to one cohort through nbgrader: folders and gradebook, only what changed."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from curriculum.built import Built, Exercise
from curriculum.course_folder import install
from curriculum.notebook import parse_notebook, stamp
from curriculum.shelf import Shelf
from db.errors import Unavailable

TIMEOUT = 600.0


@dataclass(frozen=True)
class Released:
    """What a cohort's students may open, by assignment, and what could not be released and why."""

    notebooks: dict[str, bytes]
    changed: tuple[str, ...]
    problems: tuple[str, ...]


def release(built: Built, course_root: Path, gradebook: URL, memory: Path) -> Released:
    """Release each exercise whose source differs from the last release to this course and gradebook.

    `course_root` is the cohort's nbgrader folder, its name the cohort's slug; `memory` is a folder outside
    the instructors' reach that keeps what was released. An assignment that nbgrader refuses, because learners
    have submitted and its cells changed, keeps its old release and is named in `problems`.
    """
    shelf = Shelf(memory / course_root.name, _address(gradebook))
    known = shelf.sources()
    fresh = [item for item in built.exercises if known.get(item.key) != _fingerprint(item)]
    outcome = _convert(fresh, course_root.name, gradebook) if fresh else {}
    problems: list[str] = []
    for item in fresh:
        result = outcome[item.key]
        if isinstance(result, str):
            problems.append(f"{item.key} was not released ({result}): give a changed exercise a new key")
            continue
        install(course_root, "source", item.key, item.source)
        install(course_root, "release", item.key, result)
        shelf.put(item.key, result)
        known[item.key] = _fingerprint(item)
        shelf.write(known)
    notebooks = {item.key: content for item in built.exercises if (content := shelf.get(item.key))}
    changed = tuple(item.key for item in fresh if isinstance(outcome[item.key], bytes))
    return Released(notebooks, changed, tuple(problems))


def _address(gradebook: URL) -> str:
    return gradebook.set(password=None).render_as_string()


def _fingerprint(exercise: Exercise) -> str:
    return hashlib.sha256(exercise.source).hexdigest()


def _convert(exercises: Iterable[Exercise], course: str, gradebook: URL) -> dict[str, bytes | str]:
    """Each exercise's released bytes, or why nbgrader refused it."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        root = Path(folder)
        names = [item.key for item in exercises]
        for item in exercises:
            place = root / "source" / item.key
            place.mkdir(parents=True)
            (place / f"{item.key}.ipynb").write_bytes(item.source)
        errors = _run_converter(root, names, course, gradebook)
        return {name: errors[name] or _released(root, name) for name in names}


def _run_converter(root: Path, names: list[str], course: str, gradebook: URL) -> dict[str, str | None]:
    request = {
        "root": str(root),
        "gradebook": gradebook.render_as_string(hide_password=False),
        "course": course,
        "assignments": names,
    }
    done = subprocess.run(
        [sys.executable, "-m", "curriculum.convert"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        env=_environment(),
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        message = f"nbgrader could not release {', '.join(names)} ({reason[0]}): check its database."
        raise Unavailable(message, code="release_failed")
    errors: dict[str, str | None] = json.loads(done.stdout)
    return errors


def _environment() -> dict[str, str]:
    """The environment in which nbgrader finds the programs that were installed beside it."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }


def _released(root: Path, name: str) -> bytes:
    content = (root / "release" / name / f"{name}.ipynb").read_bytes()
    return stamp(parse_notebook(content))
