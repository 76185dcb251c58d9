"""Where to read on: links of modules to outside material, and who finds them good."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.enums import ResourceDifficulty, ResourceState, ResourceType
from db.models.catalogue import Module
from db.models.resource import LearningResource, LearningResourceVote

Place = tuple[int, uuid.UUID]
"""Where in a module's list a link stands: by its votes, then by its id."""


@dataclass(frozen=True)
class ResourceRow:
    """A link as one person sees it: `votes` of everybody, and whether one of them is hers."""

    id: uuid.UUID
    module_id: int
    title: str
    url: str
    type: ResourceType | None
    difficulty: ResourceDifficulty | None
    description: str | None
    votes: int
    has_my_vote: bool

    @property
    def place(self) -> Place:
        """Where the page after it begins."""
        return self.votes, self.id


class ResourceRepository:
    """All SQL on links and votes; a policy lets a person reach her own votes alone, a trigger counts them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_module(
        self, user_id: uuid.UUID, cohort_id: uuid.UUID, module_id: int, *, after: Place | None, limit: int
    ) -> list[ResourceRow]:
        """What a cohort finds in the list of a module behind `after`, those with the most votes first."""
        row = LearningResource
        statement = _listed(user_id, cohort_id).where(row.module_id == module_id)
        if after is not None:
            votes, number = after
            has_as_many = and_(row.upvotes == votes, row.id > number)
            statement = statement.where(or_(row.upvotes < votes, has_as_many))
        statement = statement.order_by(row.upvotes.desc(), row.id).limit(limit)
        return [ResourceRow(*found) for found in self._session.execute(statement)]

    def get(self, user_id: uuid.UUID, cohort_id: uuid.UUID, resource_id: uuid.UUID) -> ResourceRow | None:
        """One link that a cohort finds in the list of a published module."""
        is_published = exists().where(Module.id == LearningResource.module_id, Module.is_published)
        statement = _listed(user_id, cohort_id).where(LearningResource.id == resource_id, is_published)
        found = self._session.execute(statement).one_or_none()
        return None if found is None else ResourceRow(*found)

    def vote(self, user_id: uuid.UUID, resource_id: uuid.UUID) -> None:
        """Keep that the person finds the link good; a second time changes nothing."""
        values = {"user_id": user_id, "resource_id": resource_id}
        self._session.execute(insert(LearningResourceVote).values(values).on_conflict_do_nothing())

    def take_back(self, user_id: uuid.UUID, resource_id: uuid.UUID) -> None:
        """Forget her vote, if there is one."""
        vote = LearningResourceVote
        self._session.execute(delete(vote).where(vote.user_id == user_id, vote.resource_id == resource_id))


def _listed(user_id: uuid.UUID, cohort_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    row, vote = LearningResource, LearningResourceVote
    is_mine = exists().where(vote.resource_id == row.id, vote.user_id == user_id)
    is_here = or_(row.cohort_id.is_(None), row.cohort_id == cohort_id)
    return select(
        row.id,
        row.module_id,
        row.title,
        row.url,
        row.resource_type,
        row.difficulty,
        row.description,
        row.upvotes,
        is_mine,
    ).where(is_here, row.state == ResourceState.APPROVED)
