"""Queues latest attempts for grading once more, as an instructor asks for it, and tells how far they are."""

from collections.abc import Sequence

from db.enums import GradingState
from db.errors import NotFound
from db.repositories.cohort import CohortRepository
from db.repositories.queue import QueueRepository
from db.repositories.submission import Submission, SubmissionRepository
from hub.services.person import Begin

_SILENCE = 30.0
"""Seconds after which a worker that was not heard of counts as gone."""


def queue(begin: Begin, slug: str, assignment: str, students: Sequence[str] | None) -> int:
    """Queue the latest attempt of these students, or of everybody; return how many were not queued already.

    NotFound, and nothing queued, when one of the students handed nothing in.
    """
    with begin() as uow:
        cohort = CohortRepository(uow.session).require(slug)
        names = None if students is None else list(students)
        submissions = SubmissionRepository(uow.session)
        found = submissions.latest_of_cohort(cohort.id, assignment, names)
        missing = sorted(set(names or ()) - {each.username for each in found})
        if missing:
            raise NotFound(f"{', '.join(missing)} handed nothing in for {assignment}: choose other students.")
        jobs = QueueRepository(uow.session)
        queued = [
            each for each in found if jobs.defer_grading(each.id, f"{slug}/{assignment}/{each.username}")
        ]
        for each in queued:
            submissions.set_state(each.id, GradingState.QUEUED)
        uow.commit()
    return len(queued)


def has_workers(begin: Begin) -> bool:
    """Tell whether a worker is there that will take what was queued."""
    with begin() as uow:
        return QueueRepository(uow.session).has_workers(_SILENCE)


def progress(begin: Begin, slug: str, assignment: str) -> tuple[Submission, ...]:
    """Return the latest attempt of each student of the cohort at the assignment, graded or not."""
    with begin() as uow:
        cohort = CohortRepository(uow.session).require(slug)
        return tuple(SubmissionRepository(uow.session).latest_of_cohort(cohort.id, assignment))
