"""Links that people propose for a module of their cohort, until its staff decides and after."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from db.enums import ResourceDifficulty, ResourceState, ResourceType
from db.models.catalogue import Module
from db.models.resource import LearningResource
from db.models.user import User

Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True)
class NewResource:
    """What somebody proposes, and whether it needs nobody else's approval."""

    module_id: int
    cohort_id: uuid.UUID
    author_id: uuid.UUID
    idempotency_key: uuid.UUID
    title: str
    url: str
    type: ResourceType
    difficulty: ResourceDifficulty
    description: str
    is_approved: bool


@dataclass(frozen=True)
class Proposal:
    """A link of a cohort as stored; its author, and who decided, are None once they are gone."""

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
    author_id: uuid.UUID | None
    username: str | None
    full_name: str | None
    proposed_at: datetime
    decided_at: datetime | None
    decider: str | None
    decider_name: str | None

    @property
    def place(self) -> Place:
        """Where it stands among others: by when it was decided, or proposed."""
        return self.decided_at or self.proposed_at, self.id


_ROW = LearningResource
_AUTHOR, _STAFF = aliased(User), aliased(User)


class ResourceProposalRepository:
    """All SQL on proposed links; policies show them to their author and the cohort's staff alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, author_id: uuid.UUID) -> None:
        """Let one transaction at a time propose for this person."""
        key = func.hashtextextended(f"resource:{author_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def by_key(self, author_id: uuid.UUID, key: uuid.UUID) -> Proposal | None:
        """What the person proposed under this idempotency key."""
        return self._one(_ROW.added_by == author_id, _ROW.idempotency_key == key)

    def get(self, resource_id: uuid.UUID) -> Proposal | None:
        """One link of a cohort."""
        return self._one(_ROW.id == resource_id)

    def count_waiting(self, author_id: uuid.UUID) -> int:
        """How many links of the person wait."""
        mine = (_ROW.added_by == author_id, _ROW.state == ResourceState.WAITING)
        return self._session.scalar(select(func.count()).where(*mine)) or 0

    def count_since(self, author_id: uuid.UUID, moment: datetime) -> int:
        """How many links the person proposed since, those that she took back too."""
        mine = (_ROW.added_by == author_id, _ROW.created_at >= moment)
        return self._session.scalar(select(func.count()).where(*mine)) or 0

    def is_listed(self, module_id: int, cohort_id: uuid.UUID, url: str) -> bool:
        """Whether the cohort finds this address in the module's list already."""
        here = or_(_ROW.cohort_id.is_(None), _ROW.cohort_id == cohort_id)
        known = (_ROW.module_id == module_id, _ROW.url == url, _ROW.state == ResourceState.APPROVED)
        return bool(self._session.scalar(select(exists().where(*known, here))))

    def add(self, new: NewResource, at: datetime) -> uuid.UUID | None:
        """Store a link; None when the cohort has this address for the module, wherever that one stands."""
        decided = {"decided_by": new.author_id, "decided_at": at} if new.is_approved else {}
        statement = insert(_ROW).values(
            module_id=new.module_id,
            cohort_id=new.cohort_id,
            title=new.title,
            url=new.url,
            resource_type=new.type,
            difficulty=new.difficulty,
            description=new.description,
            added_by=new.author_id,
            idempotency_key=new.idempotency_key,
            state=ResourceState.APPROVED if new.is_approved else ResourceState.WAITING,
            created_at=at,
            **decided,
        )
        # Naming the key would need to see the row that is in the way, and it may be somebody else's.
        return self._session.scalar(statement.on_conflict_do_nothing().returning(_ROW.id))

    def of_author(
        self, author_id: uuid.UUID, module_id: int, cohort_id: uuid.UUID, *, after: Place | None, limit: int
    ) -> list[Proposal]:
        """The person's links of a module that wait or were declined, behind `after`, the newest first."""
        mine = (_ROW.added_by == author_id, _ROW.module_id == module_id, _ROW.cohort_id == cohort_id)
        is_open = _ROW.state.in_((ResourceState.WAITING, ResourceState.DECLINED))
        return self._page([*mine, is_open], after, limit, is_oldest_first=False)

    def of_cohort(
        self, cohort_id: uuid.UUID, state: ResourceState, *, after: Place | None, limit: int
    ) -> list[Proposal]:
        """A cohort's links behind `after`: those that wait the oldest first, others the newest first."""
        here = [_ROW.cohort_id == cohort_id, _ROW.state == state]
        return self._page(here, after, limit, is_oldest_first=state is ResourceState.WAITING)

    def hold(self, cohort_id: uuid.UUID, resource_id: uuid.UUID) -> Proposal | None:
        """One link of the cohort, on which nobody else decides until the commit."""
        self._session.execute(select(_ROW.id).where(_ROW.id == resource_id).with_for_update())
        return self._one(_ROW.id == resource_id, _ROW.cohort_id == cohort_id)

    def decide(
        self, resource_id: uuid.UUID, state: ResourceState, reason: str | None, by: uuid.UUID, at: datetime
    ) -> None:
        """Store what the staff decided."""
        values = {"state": state, "reason": reason, "decided_by": by, "decided_at": at}
        self._session.execute(update(_ROW).where(_ROW.id == resource_id).values(values))

    def take_back(self, author_id: uuid.UUID, resource_id: uuid.UUID) -> None:
        """Withdraw a link of the person's that waits; another one is left as it is."""
        mine = (_ROW.id == resource_id, _ROW.added_by == author_id, _ROW.state == ResourceState.WAITING)
        self._session.execute(update(_ROW).where(*mine).values(state=ResourceState.WITHDRAWN))

    def _one(self, *conditions: ColumnElement[bool]) -> Proposal | None:
        row = self._session.execute(_statement().where(*conditions)).one_or_none()
        return None if row is None else Proposal(*row)

    def _page(
        self, conditions: list[ColumnElement[bool]], after: Place | None, limit: int, *, is_oldest_first: bool
    ) -> list[Proposal]:
        moment = func.coalesce(_ROW.decided_at, _ROW.created_at)
        place = tuple_(moment, _ROW.id)
        if after is not None:
            conditions.append(place > after if is_oldest_first else place < after)
        order = (moment, _ROW.id) if is_oldest_first else (moment.desc(), _ROW.id.desc())
        statement = _statement().where(*conditions).order_by(*order).limit(limit)
        return [Proposal(*row) for row in self._session.execute(statement)]


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            _ROW.id,
            Module.slug,
            Module.title,
            _ROW.title,
            _ROW.url,
            _ROW.resource_type,
            _ROW.difficulty,
            _ROW.description,
            _ROW.upvotes,
            _ROW.state,
            _ROW.reason,
            _ROW.added_by,
            _AUTHOR.username,
            _AUTHOR.full_name,
            _ROW.created_at,
            _ROW.decided_at,
            _STAFF.username,
            _STAFF.full_name,
        )
        .join(Module, Module.id == _ROW.module_id)
        .outerjoin(_AUTHOR, _AUTHOR.id == _ROW.added_by)
        .outerjoin(_STAFF, _STAFF.id == _ROW.decided_by)
        .where(_ROW.cohort_id.is_not(None))
    )
