"""A member of a cohort proposes where to read on, and sees what becomes of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from curriculum.web_address import UnusableAddress, read_web_address
from db.enums import ResourceDifficulty, ResourceState, ResourceType
from db.errors import Conflict, Invalid, NotFound, RateLimited
from db.repositories import resource_proposal as stored
from db.repositories.event import EventRepository
from db.repositories.resource_proposal import NewResource, ResourceProposalRepository
from db.unit_of_work import UnitOfWork
from hub.services.feed import format_cursor, parse_cursor
from hub.services.person import Begin
from hub.services.resource import require_module
from hub.services.viewer import Viewer

MOST_WAITING = 5
MOST_IN_A_DAY = 40
_GONE = "You have no such link that waits: read the list again."


class InvalidAddress(Invalid):
    """Not an address that everybody can follow."""

    code = "invalid_address"


class AlreadyListed(Conflict):
    """The address is in the list."""

    code = "already_listed"


class AlreadyProposed(Conflict):
    """The address waits, or was declined."""

    code = "already_proposed"


class AlreadyDecided(Conflict):
    """The staff was quicker."""

    code = "already_decided"


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to propose."""

    title: str
    url: str
    type: ResourceType
    difficulty: ResourceDifficulty
    description: str
    idempotency_key: uuid.UUID


@dataclass(frozen=True)
class Proposal:
    """A link as who proposed it sees it; `reason` says why it was declined."""

    id: uuid.UUID
    title: str
    url: str
    type: ResourceType | None
    difficulty: ResourceDifficulty | None
    description: str | None
    state: ResourceState
    reason: str | None
    proposed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class ProposalPage:
    """Links, the newest first, and where to read on."""

    items: list[Proposal]
    next: str | None


def propose(begin: Begin, viewer: Viewer, key: str, wanted: Wanted, now: datetime) -> Proposal:
    """Store a link for a published module of the person's cohort; it waits, unless she is its staff.

    The same idempotency key gives the same link again. InvalidAddress, AlreadyListed and AlreadyProposed for
    an address that can't be added, RateLimited while too many of hers wait.
    """
    url = _read(wanted.url)
    with begin() as uow:
        module = require_module(uow, viewer, key)
        proposals = ResourceProposalRepository(uow.session)
        proposals.lock(viewer.id)
        row = proposals.by_key(viewer.id, wanted.idempotency_key)
        if row is None:
            row = _add(uow, viewer, _new(viewer, module.id, wanted, url), now)
        uow.commit()
    return _present(row)


def list_own(begin: Begin, viewer: Viewer, key: str, before: str | None, limit: int) -> ProposalPage:
    """Return the person's links of a module that are not in its list: those that wait or were declined."""
    place = parse_cursor(before) if before else None
    with begin() as uow:
        module = require_module(uow, viewer, key)
        assert viewer.cohort is not None  # noqa: S101  (else the module was not found)
        cohort = viewer.cohort.cohort_id
        proposals = ResourceProposalRepository(uow.session)
        rows = proposals.of_author(viewer.id, module.id, cohort, after=place, limit=limit + 1)
    following = format_cursor(rows[limit - 1].place) if len(rows) > limit else None
    return ProposalPage([_present(row) for row in rows[:limit]], following)


def take_back(begin: Begin, viewer: Viewer, resource_id: uuid.UUID) -> Proposal:
    """Take back a link of the person's own; twice changes nothing. AlreadyDecided when it waits no more."""
    with begin() as uow:
        proposals = ResourceProposalRepository(uow.session)
        row = proposals.get(resource_id)
        if row is None or row.author_id != viewer.id:
            raise NotFound(_GONE)
        if row.state is not ResourceState.WITHDRAWN:
            proposals.take_back(viewer.id, resource_id)
            row = proposals.get(resource_id) or row
            if row.state is not ResourceState.WITHDRAWN:
                raise AlreadyDecided("Your instructor decided on this link already: read the list again.")
            EventRepository(uow.session).resource_moved(viewer.username, row.id, row.module, row.state)
        uow.commit()
    return _present(row)


def _read(address: str) -> str:
    try:
        return read_web_address(address)
    except UnusableAddress as error:
        raise InvalidAddress(str(error)) from None


def _new(viewer: Viewer, module_id: int, wanted: Wanted, url: str) -> NewResource:
    assert viewer.cohort is not None  # noqa: S101  (else the module was not found)
    return NewResource(
        module_id=module_id,
        cohort_id=viewer.cohort.cohort_id,
        author_id=viewer.id,
        idempotency_key=wanted.idempotency_key,
        title=wanted.title,
        url=url,
        type=wanted.type,
        difficulty=wanted.difficulty,
        description=wanted.description,
        is_approved=viewer.can_grade(viewer.cohort.slug),
    )


def _add(uow: UnitOfWork, viewer: Viewer, new: NewResource, now: datetime) -> stored.Proposal:
    proposals = ResourceProposalRepository(uow.session)
    if proposals.is_listed(new.module_id, new.cohort_id, new.url):
        raise AlreadyListed("This link is in the list of the module already: vote for it there.")
    _keep_limits(proposals, new, now)
    number = proposals.add(new, now)
    row = None if number is None else proposals.get(number)
    if row is None:
        raise AlreadyProposed(
            "This link was proposed for the module before, and waits or was declined: propose another one."
        )
    if not new.is_approved:
        EventRepository(uow.session).resource_moved(viewer.username, row.id, row.module, row.state)
    return row


def _keep_limits(proposals: ResourceProposalRepository, new: NewResource, now: datetime) -> None:
    if new.is_approved:
        return
    if proposals.count_waiting(new.author_id) >= MOST_WAITING:
        raise RateLimited(
            f"{MOST_WAITING} links of yours wait for your instructor: take one back, or propose this one "
            "when she has looked at them.",
            retry_after=3600,
        )
    if proposals.count_since(new.author_id, now - timedelta(days=1)) >= MOST_IN_A_DAY:
        raise RateLimited(
            f"{MOST_IN_A_DAY} links in one day are enough: propose the next one tomorrow.", retry_after=3600
        )


def _present(row: stored.Proposal) -> Proposal:
    return Proposal(
        id=row.id,
        title=row.title,
        url=row.url,
        type=row.type,
        difficulty=row.difficulty,
        description=row.description,
        state=row.state,
        reason=row.reason,
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
    )
