"""Tells how far a grading is, often enough to be alive and seldom enough to cost nothing."""

import time
import uuid
from collections.abc import Callable

from db.repositories.event import EventRepository
from db.repositories.submission import SubmissionRepository
from db.unit_of_work import UnitOfWork

SECONDS_BETWEEN = 0.25


class Progress:
    """Called after each cell; stores and announces the count."""

    def __init__(self, begin: Callable[[], UnitOfWork], submission_id: uuid.UUID) -> None:
        self._begin = begin
        self._submission_id = submission_id
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell it, unless the last time was just now; the last cell is always told."""
        now = time.monotonic()
        if now < self._next and done < total:
            return
        self._next = now + SECONDS_BETWEEN
        with self._begin() as uow:
            submissions = SubmissionRepository(uow.session)
            submissions.set_progress(self._submission_id, done, total)
            EventRepository(uow.session).submission_changed(submissions.require(self._submission_id))
            uow.commit()
