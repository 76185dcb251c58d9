"""The staff of a cohort decides which links its members find, and takes one away again."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from db.enums import ResourceDifficulty, ResourceState, ResourceType
from db.errors import Conflict, NotFound
from db.repositories import resource_proposal as stored
from db.repositories.event import EventRepository
from db.repositories.resource_proposal import ResourceProposalRepository
from db.unit_of_work import UnitOfWork
from hub.services.deed import Actor, note
from hub.services.feed import format_cursor, parse_cursor
from hub.services.person import Begin
from hub.services.viewer import Viewer

_GONE = "Your cohort has no such link: it may have been taken back. Read the list again."


class AlreadyDecided(Conflict):
    """Somebody else of the staff decided."""

    code = "already_decided"


@dataclass(frozen=True)
class Decision:
    """What the staff decides; `replace` says that it knows of the decision before."""

    resource: uuid.UUID
    state: ResourceState
    reason: str | None
    replace: bool


@dataclass(frozen=True)
class StaffResource:
    """A link of a cohort as its staff sees it."""

    id: uuid.UUID
    module: str
    module_title: str
    title: str
    url: str
    type: ResourceType | None
    difficulty: ResourceDifficulty | None
    description: str | None
    votes: int
    state: ResourceState
    reason: str | None
    username: str | None
    full_name: str | None
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True)
class StaffResourcePage:
    """Links of a cohort, and where to read on."""

    items: list[StaffResource]
    next: str | None


def list_links(
    begin: Begin, viewer: Viewer, slug: str, *, state: ResourceState, before: str | None, limit: int
) -> StaffResourcePage:
    """Return a cohort's links: those that wait the oldest first, others the newest first."""
    place = parse_cursor(before) if before else None
    with begin() as uow:
        proposals = ResourceProposalRepository(uow.session)
        rows = proposals.of_cohort(_cohort_id(viewer, slug), state, after=place, limit=limit + 1)
    following = format_cursor(rows[limit - 1].place) if len(rows) > limit else None
    return StaffResourcePage([_present(row) for row in rows[:limit]], following)


def decide(begin: Begin, viewer: Viewer, slug: str, decision: Decision, now: datetime) -> StaffResource:
    """Put a link into the list, or keep or take it out of it; the same decision again changes nothing.

    AlreadyDecided when it does not wait any more and `replace` is not set.
    """
    cohort_id = _cohort_id(viewer, slug)
    with begin() as uow:
        proposals = ResourceProposalRepository(uow.session)
        row = proposals.hold(cohort_id, decision.resource)
        if row is None:
            raise NotFound(_GONE)
        if (row.state, row.reason) != (decision.state, decision.reason):
            if row.state is not ResourceState.WAITING and not decision.replace:
                raise AlreadyDecided("This link was decided on already: look at it, and decide again.")
            proposals.decide(row.id, decision.state, decision.reason, viewer.id, now)
            _tell(uow, viewer, slug, row, decision)
        after = proposals.get(row.id) or row
        uow.commit()
    return _present(after)


def _tell(uow: UnitOfWork, viewer: Viewer, slug: str, row: stored.Proposal, decision: Decision) -> None:
    details = {
        "cohort": slug,
        "module": row.module,
        "author": None if row.author_id is None else str(row.author_id),
        "before": row.state.value,
    }
    action = f"resource.{decision.state.value}"
    note(uow, Actor(viewer.id, viewer.username), action, f"resource {row.id}", **details)
    if row.username is not None:
        EventRepository(uow.session).resource_moved(row.username, row.id, row.module, decision.state)


def _cohort_id(viewer: Viewer, slug: str) -> uuid.UUID:
    return next(each.cohort_id for each in viewer.cohorts if each.slug == slug)  # the rule saw to it


def _present(row: stored.Proposal) -> StaffResource:
    return StaffResource(
        id=row.id,
        module=row.module,
        module_title=row.module_title,
        title=row.title,
        url=row.url,
        type=row.type,
        difficulty=row.difficulty,
        description=row.description,
        votes=row.votes,
        state=row.state,
        reason=row.reason,
        username=row.username,
        full_name=row.full_name,
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
        decided_by=row.decider_name or row.decider,
    )
