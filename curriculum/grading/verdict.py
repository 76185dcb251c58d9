"""The result of grading one file, in the form in which `coursewright grade` prints it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import Authored, marks_of, name_of
from curriculum.grading.judge import Judged
from curriculum.grading.mark import cell_mark
from curriculum.grading.results import judged as judged_cell
from curriculum.grading.score import CellScore, automatic_points
from db.enums import TestOutcome


class Status(StrEnum):
    """Whether a submission was judged; quarantined is its own fault, failed is this machine's."""

    GRADED = "graded"
    QUARANTINED = "quarantined"
    FAILED = "failed"


@dataclass(frozen=True)
class TestVerdict:
    """One graded cell."""

    __test__ = False

    grade_id: str
    points: float
    max_points: float
    outcome: TestOutcome
    seconds: float | None
    peak_mb: float | None
    reason: str | None


@dataclass(frozen=True)
class Verdict:
    """One submission."""

    path: str
    score: float
    max_score: float
    status: Status
    tests: tuple[TestVerdict, ...]
    integrity: tuple[str, ...]
    tier: str | None

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        return asdict(self)


def graded(path: str, judged: Iterable[Judged]) -> Verdict:
    """The verdict of a submission's graded notebooks."""
    found = list(judged)
    tests = tuple(_test(cell) for each in found for cell in each.notebook.cells if _is_graded(cell))
    return Verdict(
        path=path,
        score=round(sum(test.points for test in tests), 6),
        max_score=sum(test.max_points for test in tests),
        status=Status.GRADED,
        tests=tests,
        integrity=tuple(sentence for each in found for sentence in each.integrity),
        tier=next((str(each.execution.tier) for each in found), None),
    )


def not_judged(path: str, status: Status, sentence: str, authored: Mapping[str, Authored]) -> Verdict:
    """The verdict on what could not be judged: no points, no test run."""
    cells = [cell for each in authored.values() for cell in each.cells if cell.points is not None]
    tests = tuple(
        TestVerdict(cell.name, 0.0, cell.points or 0.0, TestOutcome.NOT_RUN, None, None, sentence)
        for cell in cells
    )
    most = sum(test.max_points for test in tests)
    return Verdict(path, 0.0, most, status, tests, (sentence,), None)


def _is_graded(cell: NotebookNode) -> bool:
    return bool(marks_of(cell).get("grade") or marks_of(cell).get("task"))


def _test(cell: NotebookNode) -> TestVerdict:
    marks = marks_of(cell)
    auto = automatic_points(cell) if marks.get("grade") else None
    score = CellScore(
        notebook="",
        name=name_of(cell),
        max_points=float(marks["points"]),
        auto=auto,
        manual=None,
        extra=None,
        needs_manual=auto is None,
        is_test=bool(marks.get("grade")) and not marks.get("solution") and cell.cell_type == "code",
    )
    outcome, reason = judged_cell(score, cell)
    mark = cell_mark(cell)
    seconds, peak = (mark.seconds, mark.peak_mb) if score.is_test else (None, None)
    return TestVerdict(score.name, score.points, score.max_points, outcome, seconds, peak, reason)
