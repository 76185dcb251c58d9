"""What graded cells are worth: one cell's automatic points, and a gradebook's word as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import marks_of
from curriculum.grading.mark import cell_mark
from curriculum.grading.protocol.message import Outcome
from curriculum.nbgrader_cells import checksum

ABSURD = "The value of this test is not between 0 and its points; ask your instructor to correct the test."


@dataclass(frozen=True)
class CellScore:
    """What one graded cell of one submission is worth; a manual score outweighs the automatic one."""

    notebook: str
    name: str
    max_points: float
    auto: float | None
    manual: float | None
    extra: float | None
    needs_manual: bool
    is_test: bool

    @property
    def points(self) -> float:
        """The points that count."""
        given = self.manual if self.manual is not None else self.auto
        return 0.0 if given is None else given + (self.extra or 0.0)

    @property
    def is_unjudged(self) -> bool:
        """Whether neither the autograder nor a person has looked at it, though the autograder should."""
        return self.is_test and self.auto is None and self.manual is None and not self.needs_manual


@dataclass(frozen=True)
class Reading:
    """The gradebook's present word on one student's submission of one assignment."""

    submission_id: str
    student: str
    assignment: str
    submitted_at: datetime | None
    cells: tuple[CellScore, ...]
    comments: Mapping[tuple[str, str], str]
    late_penalty: float

    @property
    def score(self) -> float:
        """Points after late penalties."""
        return max(sum(cell.points for cell in self.cells) - self.late_penalty, 0.0)

    @property
    def max_score(self) -> float:
        """Points that can be had."""
        return sum(cell.max_points for cell in self.cells)

    @property
    def needs_manual(self) -> bool:
        """Whether a person still has to look at a cell."""
        return any(cell.needs_manual for cell in self.cells)

    @property
    def is_judged(self) -> bool:
        """Whether every cell that the autograder judges has been judged."""
        return not any(cell.is_unjudged for cell in self.cells)


def automatic_points(cell: NotebookNode) -> float | None:
    """The points of a graded cell by its outputs, as nbgrader counts them; None where a person decides.

    An error or a word on standard error is worth nothing, a number as the last value is partial credit, and
    everything else is full marks; a test that only a person can judge fairly is left to one. A number above
    the points, at which nbgrader gives up, is worth nothing.
    """
    marks = marks_of(cell)
    most = float(marks["points"])
    if marks.get("solution"):
        return 0.0 if is_unanswered(cell) else None
    if cell.cell_type != "code":
        return None
    if cell_mark(cell).outcome is Outcome.MANUAL:
        return None
    for output in cell.outputs:
        if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr"):
            return 0.0
        if output.output_type == "execute_result":
            return 0.0 if is_absurd(cell) else _partial(output, most)
    return most


def is_unanswered(cell: NotebookNode) -> bool:
    """Whether an answer is still what was handed out."""
    given = marks_of(cell).get("checksum")
    return given is not None and given == checksum(cell)


def is_absurd(cell: NotebookNode) -> bool:
    """Whether a test's value is more than its points, or no text at all; nbgrader fails on both."""
    value = next((each for each in cell.outputs if each.output_type == "execute_result"), None)
    if cell.cell_type != "code" or marks_of(cell).get("solution") or value is None:
        return False
    most = float(marks_of(cell)["points"])
    shown = value.get("data", {}).get("text/plain")
    return not shown or _partial(value, most) > most


def _partial(output: NotebookNode, most: float) -> float:
    shown = output.data["text/plain"]
    if isinstance(shown, list):
        if len(shown) > 1:
            return most
        shown = shown[0]
    try:
        points = float(shown)
    except ValueError:
        return most
    return points if points >= 0 else most
