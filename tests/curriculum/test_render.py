"""Notebooks: the same bytes each time, valid, and without a trace of a solution in the student's form."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from curriculum.build import build
from curriculum.built import Built, Exercise
from curriculum.cell import Role
from curriculum.nbgrader_cells import split_hidden
from curriculum.notebook import parse_notebook, stamp, version_of
from curriculum.render import DEFAULT_VALUES, render_released
from curriculum.verify import AWKWARD_VALUES

PRINT_HASHES = """
from curriculum.build import build
from curriculum.notebook import digest
built = build()
print([digest(item.notebook).hex() for item in built.lessons])
print([(digest(item.source).hex(), digest(item.released).hex()) for item in built.exercises])
"""


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


def hidden_lines(exercise: Exercise) -> set[str]:
    """Every line that a student must never see: hidden tests, solutions, model answers."""
    hidden: set[str] = set()
    public: set[str] = set()
    for cell in exercise.template.cells:
        lines = cell.text.split("\n")
        if cell.role is Role.TEST:
            hidden |= {line for line, is_hidden in split_hidden(cell.text) if is_hidden}
            public |= {line for line, is_hidden in split_hidden(cell.text) if not is_hidden}
        elif cell.role is Role.SOLUTION:
            begin, end = (
                next(i for i, line in enumerate(lines) if mark in line) for mark in ("### BEGIN", "### END")
            )
            hidden |= set(lines[begin : end + 1])
            public |= set(lines[:begin]) | set(lines[end + 1 :])
        elif cell.role is Role.ANSWER:
            hidden |= set(lines)
        else:
            public |= set(lines)
    told = "\n".join(public)
    return {line.strip() for line in hidden if len(line.strip()) > 12 and line.strip() not in told}


def test_two_processes_with_different_hash_seeds_build_the_same_bytes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINT_HASHES],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_every_notebook_is_valid_and_every_cell_has_its_own_id(built: Built) -> None:
    for content in (*(item.notebook for item in built.lessons), *(item.source for item in built.exercises)):
        notebook = nbformat.reads(content.decode(), as_version=4)
        nbformat.validate(notebook)
        ids = [cell.id for cell in notebook.cells]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("values", [DEFAULT_VALUES, AWKWARD_VALUES])
def test_no_line_of_a_solution_or_hidden_test_is_in_what_a_student_gets(
    built: Built, values: dict[str, str]
) -> None:
    for exercise in built.exercises:
        secrets = hidden_lines(exercise)
        assert len(secrets) > 10
        released = render_released(exercise.template, values).decode()
        texts = [cell["source"] for cell in parse_notebook(released.encode())["cells"]]
        for secret in secrets:
            assert json.dumps(secret, ensure_ascii=False)[1:-1] not in released
            assert not any(secret in text for text in texts)


def test_a_released_notebook_has_no_output_to_trust(built: Built) -> None:
    for exercise in built.exercises:
        for cell in parse_notebook(exercise.released)["cells"]:
            assert cell.get("outputs", []) == []


def test_graded_cells_are_the_same_for_every_learner(built: Built) -> None:
    for exercise in built.exercises:
        one, other = (
            [
                cell
                for cell in parse_notebook(render_released(exercise.template, values))["cells"]
                if is_graded(cell)
            ]
            for values in (DEFAULT_VALUES, AWKWARD_VALUES)
        )
        assert one == other


def is_graded(cell: dict[str, dict[str, dict[str, bool]]]) -> bool:
    return cell["metadata"].get("nbgrader", {}).get("grade", False)


def test_the_version_changes_with_the_content_and_only_with_it(built: Built) -> None:
    exercise = next(item for item in built.exercises if item.template.variables)
    notebook = parse_notebook(exercise.released)
    assert stamp(notebook) == exercise.released
    assert version_of(render_released(exercise.template, AWKWARD_VALUES)) != exercise.version


def test_the_learners_words_are_in_the_notebooks_metadata_for_the_grader(built: Built) -> None:
    exercise = next(item for item in built.exercises if item.template.variables)
    about = parse_notebook(render_released(exercise.template, AWKWARD_VALUES))["metadata"]["coursewright"]
    assert about["variant"] == {name: AWKWARD_VALUES[name] for name in exercise.template.variables}
    assert about["key"] == exercise.key
    assert about["kind"] == "exercise"
