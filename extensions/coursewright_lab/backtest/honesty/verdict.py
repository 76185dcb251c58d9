"""What the examination of a strategy found."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """Whether the strategy looks ahead."""

    CLEAN = "clean"
    LEAK = "leak"
    NONDETERMINISTIC = "nondeterministic"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Verdict:
    """The finding; `bars` are the bars where it shows, `reason` says where and why."""

    status: Status
    bars: tuple[int, ...] = ()
    reason: str = ""

    @classmethod
    def unchecked(cls) -> "Verdict":
        """Return the verdict on a strategy that nobody examined."""
        return cls(Status.NOT_CHECKED, (), "Not asked for. Use --check-lookahead.")

    @property
    def is_honest(self) -> bool:
        """Whether nothing was found against the strategy."""
        return self.status in {Status.CLEAN, Status.NOT_CHECKED}

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return {"status": self.status.value, "bars": list(self.bars), "reason": self.reason}
