"""How far a cohort is, told to its students without saying who is where."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Integer, column
from sqlalchemy.orm import Session

from db.repositories.function import called

_COLUMNS = (column("students", Integer), column("median", Integer), column("own", Integer))


@dataclass(frozen=True)
class Pace:
    """Over the published modules, in percent: the middle student, and the asker, None when she is none."""

    students: int
    median: int
    own: int | None


class PaceRepository:
    """Asks a function of the database that sees what its caller may not."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, cohort_id: uuid.UUID) -> Pace | None:
        """The pace of a cohort; None for who is not in it, and where fewer than five learn."""
        rows = called(self._session, "cohort_pace", _COLUMNS, (uuid.UUID, cohort_id))
        return Pace(*rows[0]) if rows else None
