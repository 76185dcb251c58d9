"""An exercise is accepted only if its solution passes and everything else does not."""

import sys
from pathlib import Path

import pytest

from curriculum.build import build
from curriculum.trial import Laboratory, TrialCell
from curriculum.verify import verify
from db.errors import Unavailable
from tests.factories.sources import EXERCISE, LESSON, WRONG, write_content

LABORATORY = Laboratory(Path(sys.executable))


def problems(root: Path, **files: str) -> list[str]:
    """What verification says about small content."""
    return [str(problem) for problem in verify(build(write_content(root, **files)), LABORATORY)]


def test_a_sound_exercise_raises_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_a_solution_that_fails_its_own_test_is_told_at_the_test(tmp_path: Path) -> None:
    found = problems(tmp_path, exercise=EXERCISE.replace("return 2 * number", "return 3 * number"))
    reason = "this cell fails with the author's own code (AssertionError: Twice 2 is 4.): correct it"
    assert found == [f"crypto/module-01-one/m01-double.md:27: {reason}"]


def test_a_starter_that_passes_is_no_exercise(tmp_path: Path) -> None:
    given = "```{code-cell}\n:given: twin\ndouble = lambda number: 2 * number\n```\n\n```{code-cell}\n:test:"
    exercise = EXERCISE.replace("```{code-cell}\n:test:", given)
    assert any("the starter already passes" in problem for problem in problems(tmp_path, exercise=exercise))


def test_a_wrong_solution_that_the_tests_accept_is_told_at_its_file(tmp_path: Path) -> None:
    found = problems(tmp_path, wrong=WRONG.replace("number**2", "number * 2"))
    assert found[0].startswith(
        "crypto/module-01-one/wrong/m01-double/squares.py:1: it fails none, not doubles"
    )


def test_a_rejection_without_words_is_told_at_the_test(tmp_path: Path) -> None:
    exercise = EXERCISE.replace(', "Twice 21 is 42."', "").replace("double(2) == 4", "double(2) > 0")
    found = problems(tmp_path, exercise=exercise)
    assert any("rejects adds without words for the student" in problem for problem in found)


def test_a_lesson_that_does_not_run_is_told_at_its_cell(tmp_path: Path) -> None:
    found = problems(tmp_path, lesson=LESSON.replace('print("hello")', "print(helo)"))
    assert found[0].startswith("crypto/module-01-one/m01-l1.md:14: this cell fails")


def test_what_was_tried_once_is_remembered_by_content(tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    trial = [TrialCell("only", "assert 1 == 2, 'no'")]
    first = Laboratory(Path(sys.executable), memory).run([trial])
    assert first[0].failed == {"only": "AssertionError: no"}
    kept = next(memory.iterdir())
    kept.write_text('{"failed": {}, "seconds": 1.0}')
    assert Laboratory(Path(sys.executable), memory).run([trial])[0].failed == {}


def test_a_trial_that_kills_its_process_is_a_failure_and_the_next_one_runs(tmp_path: Path) -> None:
    trials = [[TrialCell("dies", "import os; os._exit(3)")], [TrialCell("lives", "x = 1")]]
    outcomes = LABORATORY.run(trials)
    assert list(outcomes[0].failed) == ["dies"]
    assert "ended itself" in outcomes[0].failed["dies"]
    assert outcomes[1].failed == {}


def test_a_missing_python_is_told_with_what_to_do() -> None:
    with pytest.raises(Unavailable, match="make setup"):
        Laboratory(Path("/nowhere/python")).run([[TrialCell("only", "x = 1")]])
