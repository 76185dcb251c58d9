"""Release through nbgrader itself: folders, gradebook, and what a second release does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, make_url

from curriculum.build import build
from curriculum.built import Built
from curriculum.course_folder import install
from curriculum.grading.gradebook import opened, source_cells
from curriculum.release import Released, release

DUE = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a course folder called demo."""
    root = tmp_path_factory.mktemp("release")
    (root / "demo").mkdir()
    return root


@pytest.fixture(scope="module")
def gradebook(place: Path) -> URL:
    """An empty gradebook of nbgrader's own."""
    url = make_url(f"sqlite:///{place / 'gradebook.db'}")
    with pytest.MonkeyPatch.context() as patched:  # nbgrader calls alembic by its name
        patched.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        with opened(url, "demo"):
            pass
    return url


@pytest.fixture(scope="module")
def released(built: Built, place: Path, gradebook: URL) -> Released:
    """The first release of everything."""
    return release(built, place / "demo", gradebook, place / "memory", {"m01-hash-chain": DUE})


@contextmanager
def no_converter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*arguments: Any) -> None:  # noqa: ANN401
        raise AssertionError(arguments)

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", refuse)
        yield


def test_our_own_release_step_gives_the_bytes_that_nbgrader_gives(built: Built, released: Released) -> None:
    assert released.problems == ()
    assert released.notebooks == {exercise.key: exercise.released for exercise in built.exercises}


def test_the_gradebook_knows_cells_points_and_due_dates(
    built: Built, released: Released, gradebook: URL
) -> None:
    with opened(gradebook, "demo") as book:
        assignments = {item.name: (item.max_score, item.duedate) for item in book.assignments}
    assert assignments["m01-hash-chain"] == (15.0, DUE.replace(tzinfo=None))
    assert assignments["b1-encapsulate"] == (10.0, None)
    exercise = next(item for item in built.exercises if item.key == "m01-hash-chain")
    cells = source_cells(gradebook, "demo", exercise.key, exercise.key)
    points = {cell.name: cell.points for cell in cells if cell.points is not None}
    assert points == {test.name: float(test.points) for test in exercise.tests}


def test_source_and_release_stand_in_the_course_folder(built: Built, released: Released, place: Path) -> None:
    for exercise in built.exercises:
        for step, content in (("source", exercise.source), ("release", exercise.released)):
            assert (place / "demo" / step / exercise.key / f"{exercise.key}.ipynb").read_bytes() == content


def test_an_unchanged_release_starts_no_converter(
    built: Built, released: Released, place: Path, gradebook: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    with no_converter(monkeypatch):
        again = release(built, place / "demo", gradebook, place / "memory", {"m01-hash-chain": DUE})
    assert again == Released(released.notebooks, (), ())


def test_a_changed_cell_list_is_refused_once_somebody_submitted_and_the_old_release_stays(
    built: Built, released: Released, place: Path, gradebook: URL
) -> None:
    with opened(gradebook, "demo") as book:
        book.add_student("ada")
        book.add_submission("m01-hash-chain", "ada")
    exercise = next(item for item in built.exercises if item.key == "m01-hash-chain")
    notebook = json.loads(exercise.source)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "sound-chains-pass"]
    changed = replace(exercise, source=json.dumps(notebook).encode())
    only = replace(built, modules=(replace(built.modules[0], exercises=(changed,)),), blueprint=())
    outcome = release(only, place / "demo", gradebook, place / "memory")
    assert outcome.changed == ()
    assert "Cannot add or remove cells" in outcome.problems[0]
    assert outcome.notebooks["m01-hash-chain"] == exercise.released
    with opened(gradebook, "demo") as book:
        assert len(book.find_assignment("m01-hash-chain").submissions) == 1


def test_a_link_planted_in_the_course_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    course = tmp_path / "demo"
    course.mkdir()
    (course / "release").symlink_to(elsewhere)
    with pytest.raises(OSError, match="release"):
        install(course, "release", "task", b"{}")
    assert list(elsewhere.iterdir()) == []
