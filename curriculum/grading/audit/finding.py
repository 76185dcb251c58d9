"""What the audit says of one test cell."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """What is wrong with a test cell: it pays for nothing, rejects its own solution, or cannot be judged."""

    WEAK = "weak"
    BROKEN = "broken"
    REFUSED = "refused"


@dataclass(frozen=True)
class Finding:
    """A test cell that an author should change.

    `cell` is its place in the notebook, `points` the most that an undeserving answer got of `max_points`,
    `stand_ins` say which answers got them, and `advice` what to do.
    """

    cell: int
    grade_id: str
    flaw: Flaw
    points: float
    max_points: float
    stand_ins: tuple[str, ...]
    advice: str

    @property
    def message(self) -> str:
        """The finding as a sentence without the name of the cell."""
        if self.flaw is not Flaw.WEAK:
            return self.advice
        first, *others = self.stand_ins
        more = f" and {len(others)} more of the audit's stand-ins" if others else ""
        return f"it gives {self.points:g} of {self.max_points:g} points to {first}{more}: {self.advice}"

    def __str__(self) -> str:
        return f"test {self.grade_id!r}: {self.message}"
