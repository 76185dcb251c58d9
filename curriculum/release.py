"""Releases the exercises to one cohort through nbgrader: folders and gradebook, only what changed."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

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


def release(
    built: Built,
    course_root: Path,
    gradebook: URL,
    memory: Path,
    due_dates: Mapping[str, datetime] = MappingProxyType({}),
) -> Released:
    """Release each exercise whose source or due date differs from the last release to this gradebook.

    `course_root` is the cohort's nbgrader folder, its name the cohort's slug; `memory` is a folder outside
    the instructors' reach that keeps what was released. An assignment that nbgrader refuses, because learners
    have submitted and its cells changed, keeps its old release and is named in `problems`.
    """
    shelf = Shelf(memory / course_root.name, _address(gradebook))
    known = shelf.sources()
    fresh = [item for item in built.exercises if known.get(item.key) != _fingerprint(item, due_dates)]
    outcome = _convert(fresh, course_root.name, gradebook, due_dates) if fresh else {}
    problems: list[str] = []
    for item in fresh:
        result = outcome[item.key]
        if isinstance(result, str):
            problems.append(f"{item.key} was not released ({result}): give a changed exercise a new key")
            continue
        install(course_root, "source", item.key, item.source)
        install(course_root, "release", item.key, result)
        shelf.put(item.key, result)
        known[item.key] = _fingerprint(item, due_dates)
        shelf.write(known)
    notebooks = {item.key: content for item in built.exercises if (content := shelf.get(item.key))}
    changed = tuple(item.key for item in fresh if isinstance(outcome[item.key], bytes))
    return Released(notebooks, changed, tuple(problems))


def _address(gradebook: URL) -> str:
    return gradebook.set(password=None).render_as_string()


def _fingerprint(exercise: Exercise, due_dates: Mapping[str, datetime]) -> str:
    return f"{hashlib.sha256(exercise.source).hexdigest()} {_due(exercise, due_dates)}"


def _due(exercise: Exercise, due_dates: Mapping[str, datetime]) -> str | None:
    due = due_dates.get(exercise.key)
    return due.isoformat() if due else None


def _convert(
    exercises: Collection[Exercise], course: str, gradebook: URL, due_dates: Mapping[str, datetime]
) -> dict[str, bytes | str]:
    """Each exercise's released bytes, or why nbgrader refused it."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        root = Path(folder)
        for item in exercises:
            place = root / "source" / item.key
            place.mkdir(parents=True)
            (place / f"{item.key}.ipynb").write_bytes(item.source)
        request = {
            "root": str(root),
            "gradebook": gradebook.render_as_string(hide_password=False),
            "course": course,
            "assignments": {item.key: _due(item, due_dates) for item in exercises},
        }
        errors = _run_converter(request)
        return {name: error or _released(root, name) for name, error in errors.items()}


def _run_converter(request: dict[str, Any]) -> dict[str, str | None]:
    done = subprocess.run(
        [sys.executable, "-m", "curriculum.convert"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        names = ", ".join(request["assignments"])
        message = f"nbgrader could not release {names} ({reason[0]}): check its database."
        raise Unavailable(message, code="release_failed")
    errors: dict[str, str | None] = json.loads(done.stdout)
    return errors


def _released(root: Path, name: str) -> bytes:
    content = (root / "release" / name / f"{name}.ipynb").read_bytes()
    return stamp(parse_notebook(content))
