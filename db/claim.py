"""For whom a transaction acts: what row-level security goes by."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """A person, or the course server of a cohort; nobody while both are None."""

    person_id: uuid.UUID | None = None
    course: str | None = None

    def settings(self) -> dict[str, str]:
        """The values of PostgreSQL's settings that the policies read."""
        return {
            "coursewright.person": str(self.person_id or ""),
            "coursewright.course": self.course or "",
        }
