"""Finds the person behind a hub user name."""

from collections.abc import Callable

from db.claim import Claim
from db.repositories.viewer import ViewerRepository
from db.unit_of_work import UnitOfWork
from hub.services.viewer import Membership, Viewer

Begin = Callable[[], UnitOfWork]
BeginAs = Callable[[Claim | None], UnitOfWork]


def find_viewer(begin: Begin, username: str) -> Viewer | None:
    """Return the active person of this name with the roles in active cohorts; None when there is none."""
    with begin() as uow:
        row = ViewerRepository(uow.session).find(username)
    if row is None:
        return None
    cohorts = tuple(Membership(each.cohort_id, each.slug, each.name, each.role) for each in row.cohorts)
    return Viewer(row.id, row.username, row.full_name, row.role, cohorts)
