"""What a student is told of each graded cell: the outcome, and a reason that gives nothing away."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode

from curriculum.grading import outputs
from curriculum.grading.mark import CellMark, cell_mark
from curriculum.grading.protocol.message import Outcome
from curriculum.grading.score import CellScore, Reading
from db.enums import TestOutcome

LONGEST_REASON = 1_000
_NOT_WRITTEN = "Not written yet: raise NotImplementedError() still stands in a function that this test calls."
_NO_ANSWER = "Nothing was written here yet."
_NO_MESSAGE = "The result is not what this test expects."
_WROTE_TO_STDERR = "Something was written to standard error while the test ran, which counts as a failure."
_STOPPED = {
    Outcome.TIMEOUT: TestOutcome.TIMEOUT,
    Outcome.KILLED: TestOutcome.KILLED,
    Outcome.NOT_RUN: TestOutcome.NOT_RUN,
    Outcome.MANUAL: TestOutcome.MANUAL,
}


@dataclass(frozen=True)
class TestResult:
    """One graded cell as the student reads it; `is_marked` once a person gave the points."""

    __test__ = False

    grade_id: str
    title: str
    points: float
    max_points: float
    outcome: TestOutcome
    reason: str | None
    comment: str | None
    seconds: float | None = None
    peak_mb: float | None = None
    is_marked: bool = False

    def as_json(self) -> dict[str, Any]:
        """The form in which it is stored and sent."""
        return {**asdict(self), "outcome": self.outcome.value}


def results_of(
    reading: Reading, notebooks: Mapping[str, NotebookNode], titles: Mapping[str, str]
) -> list[TestResult]:
    """The results of a submission in the order of its notebook's cells; `titles` by grade id."""
    positions = {
        (name, _grade_id(cell)): (cell, index)
        for name, notebook in notebooks.items()
        for index, cell in enumerate(notebook.cells)
    }
    nowhere = (None, len(positions))

    def position(score: CellScore) -> tuple[str, int]:
        return score.notebook, positions.get((score.notebook, score.name), nowhere)[1]

    return [
        _result(score, positions.get((score.notebook, score.name), nowhere)[0], reading, titles)
        for score in sorted(reading.cells, key=position)
    ]


def _result(
    score: CellScore, cell: NotebookNode | None, reading: Reading, titles: Mapping[str, str]
) -> TestResult:
    mark = CellMark() if cell is None or not score.is_test else cell_mark(cell)
    outcome, reason = judged(score, cell)
    return TestResult(
        grade_id=score.name,
        title=titles.get(score.name) or re.sub("[-_]+", " ", score.name).strip().capitalize(),
        points=score.points,
        max_points=score.max_points,
        outcome=outcome,
        reason=reason,
        comment=reading.comments.get((score.notebook, score.name)),
        seconds=mark.seconds,
        peak_mb=mark.peak_mb,
        is_marked=score.manual is not None,
    )


def judged(score: CellScore, cell: NotebookNode | None) -> tuple[TestOutcome, str | None]:
    """How a graded cell ended, and the reason as the student may read it."""
    if not score.is_test:
        is_blank = score.manual is None and not score.needs_manual
        return TestOutcome.MANUAL, _NO_ANSWER if is_blank else None
    if score.manual is not None or cell is None:
        return _by_points(score), None
    mark = cell_mark(cell)
    if mark.outcome in _STOPPED:
        return _STOPPED[mark.outcome], mark.reason or outputs.SENTENCES.get(mark.outcome)
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return _of_error(str(output.ename), str(output.evalue), mark.reason)
        if output.output_type == "stream" and output.name == "stderr":
            return TestOutcome.FAILED, _WROTE_TO_STDERR
    return _by_points(score), None


def _of_error(ename: str, evalue: str, reason: str | None) -> tuple[TestOutcome, str]:
    """An assertion's message is written for students; other texts may hold what the test keeps hidden."""
    if ename == "NotImplementedError":
        return TestOutcome.ERROR, _NOT_WRITTEN
    if reason is not None:
        return TestOutcome.FAILED if ename == "AssertionError" else TestOutcome.ERROR, reason
    if ename == "AssertionError":
        return TestOutcome.FAILED, evalue.strip()[:LONGEST_REASON] or _NO_MESSAGE
    if ename == "NameError":
        return TestOutcome.ERROR, f"{ename}: {evalue.strip()[:LONGEST_REASON]}"
    return TestOutcome.ERROR, f"{ename[:100]} was raised while the test ran."


def _by_points(score: CellScore) -> TestOutcome:
    if score.points >= score.max_points:
        return TestOutcome.PASSED
    return TestOutcome.PARTIAL if score.points > 0 else TestOutcome.FAILED


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
