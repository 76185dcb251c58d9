"""Queues latest attempts for grading once more, as an instructor asks for it, and tells how far they are."""

from collections.abc import Sequence

from db.enums import GradingState
from db.errors import NotFound
from db.repositories.cohort import CohortRepository
from db.repositories.queue import QueueRepository
from db.repositories.submission import Submission, SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.services.deed import Actor, note
from hub.services.person import Begin

_SILENCE = 30.0
"""Seconds after which a worker that was not heard of counts as gone."""


def queue(begin: Begin, slug: str, assignment: str, students: Sequence[str] | None, actor: Actor) -> int:
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
        queued = sum(requeue(uow, each, slug) for each in found)
        if queued:
            place = {"cohort": slug, "assignment": assignment, "attempts": queued}
            note(uow, actor, "grading.queued", f"assignment {slug}/{assignment}", **place)
        uow.commit()
    return queued


def requeue(uow: UnitOfWork, submission: Submission, slug: str) -> bool:
    """Queue an attempt once more in the caller's transaction; False when it was queued already."""
    lock = f"{slug}/{submission.key}/{submission.username}"
    is_new = QueueRepository(uow.session).defer_grading(submission.id, lock)
    if is_new:
        SubmissionRepository(uow.session).set_state(submission.id, GradingState.QUEUED)
    return is_new


def has_workers(begin: Begin) -> bool:
    """Tell whether a worker is there that will take what was queued."""
    with begin() as uow:
        return QueueRepository(uow.session).has_workers(_SILENCE)


def progress(begin: Begin, slug: str, assignment: str) -> tuple[Submission, ...]:
    """Return the latest attempt of each student of the cohort at the assignment, graded or not."""
    with begin() as uow:
        cohort = CohortRepository(uow.session).require(slug)
        return tuple(SubmissionRepository(uow.session).latest_of_cohort(cohort.id, assignment))
