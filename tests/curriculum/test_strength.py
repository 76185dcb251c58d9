"""A test of the curriculum that pays for nothing is told at its line, and what was found is remembered."""

import json
from pathlib import Path

import pytest

from curriculum.build import build
from curriculum.grading.runner import Execution, GradingJob, OnCell
from curriculum.grading.two_process_runner import TwoProcessRunner
from curriculum.strength import Auditor, find_weak_tests
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.sources import EXERCISE, write_content

WEAK = EXERCISE.replace("double(2) == 4", "double(2) > 0").replace("double(21) == 42", "double(21) > 0")


class NoRunner:
    """A runner that must not be asked."""

    def run(self, job: GradingJob, on_cell: OnCell) -> Execution:
        """Fail."""
        raise AssertionError(f"what is remembered was run again: {job} {on_cell}")


def test_a_weak_test_is_told_at_its_line_and_a_sound_one_is_not(tmp_path: Path) -> None:
    with TwoProcessRunner(STUDENT_PYTHON) as runner:
        sound = find_weak_tests(build(write_content(tmp_path / "sound")), Auditor(runner))
        weak = find_weak_tests(build(write_content(tmp_path / "weak", exercise=WEAK)), Auditor(runner))
    assert sound == ()
    [problem] = map(str, weak)
    assert problem.startswith(
        "crypto/module-01-one/m01-double.md:27: the test 'doubles': it gives 2 of 2 points"
    )
    assert "an answer of 1 and" in problem
    assert problem.endswith("add a case whose answer is different")


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    """A folder that remembers the findings of the weak exercise."""
    with TwoProcessRunner(STUDENT_PYTHON) as runner:
        find_weak_tests(
            build(write_content(tmp_path / "weak", exercise=WEAK)), Auditor(runner, tmp_path / "memory")
        )
    return tmp_path / "memory"


def test_what_was_audited_is_remembered_by_content(remembered: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "weak")
    assert len(find_weak_tests(again, Auditor(NoRunner(), remembered))) == 1
    other = build(write_content(tmp_path / "other"))
    with pytest.raises(AssertionError, match="run again"):
        find_weak_tests(other, Auditor(NoRunner(), remembered))


def test_a_memory_that_cannot_be_read_is_made_anew(remembered: Path, tmp_path: Path) -> None:
    [kept] = remembered.iterdir()
    kept.write_text("{")
    with TwoProcessRunner(STUDENT_PYTHON) as runner:
        assert len(find_weak_tests(build(tmp_path / "weak"), Auditor(runner, remembered))) == 1
    assert len(json.loads(kept.read_text())) == 1
