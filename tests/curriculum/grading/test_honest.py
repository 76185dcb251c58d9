"""Honest work gets from this engine what it gets from stock nbgrader, in every mark and every notebook.

What stock nbgrader makes of the corpus is written down beside it; the live comparison is `make bench
ARGS=equality`, and a small sample of it is here.
"""

import itertools
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from nbgrader.preprocessors import LimitOutput

from curriculum.grading.integrity.authored import marks_of, name_of, read_source
from curriculum.grading.integrity.reading import read
from curriculum.grading.judge import Judge
from curriculum.grading.language import language_info
from curriculum.grading.ledger import entry_of
from curriculum.grading.runner import Limits
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON
from tests.grading_corpus.honest.corpus import Exercise, Submission, exercises
from tests.grading_corpus.honest.course import Course
from tests.grading_corpus.honest.likeness import digest, normal
from tests.grading_corpus.honest.record import RECORD, RECORDED_ON, graded, scores

EXERCISES = {exercise.name: exercise for exercise in exercises()}
SLOW = {"slow"}
PARAMETERS = [
    pytest.param(name, marks=pytest.mark.journey if name in SLOW else ()) for name in sorted(EXERCISES)
]


@pytest.fixture(scope="module")
def runner() -> Iterator[TwoProcessRunner]:
    with TwoProcessRunner(STUDENT_PYTHON) as runner:
        yield runner


@pytest.fixture(scope="module")
def record() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def test_the_record_covers_at_least_300_submissions(record: dict[str, dict[str, Any]]) -> None:
    assert {name: len(told) for name, told in record.items()} == {
        name: exercise.count for name, exercise in EXERCISES.items()
    }
    assert sum(map(len, record.values())) >= 300


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_score_and_notebook_is_that_of_stock_nbgrader(
    name: str, runner: TwoProcessRunner, record: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    exercise = EXERCISES[name]
    for file, text in exercise.files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(runner.workers) as pool:
        found = dict(pool.map(lambda each: _grade(each, exercise, runner, tmp_path), exercise.submissions()))
    parts = ("scores", "notebook") if sys.version_info[:2] == RECORDED_ON else ("scores",)
    unequal = {
        student: (told, record[name][student])
        for student, told in found.items()
        if any(told[part] != record[name][student][part] for part in parts)
    }
    assert unequal == {}


def _grade(
    submission: Submission, exercise: Exercise, runner: TwoProcessRunner, files: Path
) -> tuple[str, dict[str, Any]]:
    source = read_source(read(json.dumps(exercise.source).encode()).notebook)
    judge = Judge(
        runner,
        Limits(cell_seconds=exercise.cell_seconds),
        language_info(STUDENT_PYTHON),
        after=lambda notebook: LimitOutput().preprocess(notebook, {})[0],
    )
    judged = judge.judge(read(json.dumps(submission.notebook).encode()), source, files=files)
    entry = entry_of(submission.student, exercise.name, judged.notebook)
    by_hand = {name_of(cell): None for cell in judged.notebook.cells if marks_of(cell).get("task")}
    return submission.student, {"scores": {**entry.points, **by_hand}, "notebook": digest(judged.notebook)}


@pytest.mark.journey
@pytest.mark.parametrize("name", ["accounts", "essays", "tables"])
def test_a_sample_is_graded_alike_by_the_real_nbgrader_tracebacks_included(name: str, tmp_path: Path) -> None:
    exercise = EXERCISES[name]
    sample = list(itertools.islice(exercise.submissions(), 5))
    course = Course(tmp_path, STUDENT_PYTHON)
    course.make(exercise.cell_seconds)
    course.add(exercise, sample)
    told = []
    for command in (
        ("nbgrader", "autograde", name),
        ("coursewright", "grade", "--course", ".", "--force", name),
    ):
        course.run(*command)
        told.append(
            {
                each.student: (scores(course, name, each.student), normal(graded(course, name, each.student)))
                for each in sample
            }
        )
    assert told[0] == told[1]
