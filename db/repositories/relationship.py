"""Who follows, mutes and blocks whom, as one of the two sees it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from db.enums import RelationshipStatus
from db.models.cohort import CohortMember
from db.models.relationship import UserRelationship
from db.models.user import User

ACTIVE, MUTED, IGNORED, BLOCKED = RelationshipStatus
_FOLLOWS = frozenset({ACTIVE, MUTED})
_MINE, _THEIRS = aliased(UserRelationship), aliased(UserRelationship)
_IS_BLOCKED_BY_ME = and_(_MINE.status.is_not(None), _MINE.status == BLOCKED)
_BLOCKS_ME = and_(_THEIRS.status.is_not(None), _THEIRS.status == BLOCKED)


class Circle(StrEnum):
    """The people that a person can list."""

    CLASSMATES = "classmates"
    FOLLOWED = "followed"
    MUTED = "muted"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class PersonRow:
    """Somebody else, with what the viewer feels (`status`) and whether the other one follows the viewer."""

    id: uuid.UUID
    username: str
    full_name: str | None
    created_at: datetime
    status: RelationshipStatus | None
    follows_me: bool

    @property
    def is_followed(self) -> bool:
        """Whether the viewer follows, muted or not."""
        return self.status in _FOLLOWS

    @property
    def is_muted(self) -> bool:
        """Whether the viewer wants to hear nothing of this person."""
        return self.status in {MUTED, IGNORED}

    @property
    def is_blocked(self) -> bool:
        """Whether the viewer blocks."""
        return self.status is BLOCKED

    @property
    def is_friend(self) -> bool:
        """Whether both follow each other."""
        return self.is_followed and self.follows_me


class RelationshipRepository:
    """All SQL on both sides of a relationship; a policy lets a person change her own side alone.

    Who is inactive or hides is never found, and who blocks the viewer only where the viewer blocks too: her
    own blocks stay hers to take back.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, viewer_id: uuid.UUID, username: str) -> PersonRow | None:
        """Somebody else by the exact username."""
        statement = _people(viewer_id).where(User.username == username, or_(~_BLOCKS_ME, _IS_BLOCKED_BY_ME))
        row = self._session.execute(statement).one_or_none()
        return None if row is None else PersonRow(*row)

    def of_circle(
        self, viewer_id: uuid.UUID, circle: Circle, *, after: str | None, limit: int
    ) -> list[PersonRow]:
        """The people of a circle in the order of their usernames, from the one behind `after` on."""
        statement = _people(viewer_id).where(_is_in(viewer_id, circle))
        if after is not None:
            statement = statement.where(User.username > after)
        rows = self._session.execute(statement.order_by(User.username).limit(limit))
        return [PersonRow(*row) for row in rows]

    def lock(self, viewer_id: uuid.UUID) -> None:
        """Let one transaction at a time change whom the viewer follows, mutes or blocks."""
        key = func.hashtextextended(f"relationships:{viewer_id}", 0)
        self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def put(self, viewer_id: uuid.UUID, other_id: uuid.UUID, status: RelationshipStatus | None) -> None:
        """Store what the viewer feels; None forgets it. Triggers tell the other side's row."""
        row = UserRelationship
        if status is None:
            self._session.execute(
                delete(row).where(row.follower_id == viewer_id, row.following_id == other_id)
            )
            return
        values = {"follower_id": viewer_id, "following_id": other_id, "status": status}
        self._session.execute(
            insert(row)
            .values(values)
            .on_conflict_do_update(
                index_elements=[row.follower_id, row.following_id],
                set_={"status": status},
                where=row.status != status,
            )
        )


def _people(viewer_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    follows_me = func.coalesce(_THEIRS.status.in_(_FOLLOWS), False)
    return (
        select(User.id, User.username, User.full_name, User.created_at, _MINE.status, follows_me)
        .outerjoin(_MINE, and_(_MINE.follower_id == viewer_id, _MINE.following_id == User.id))
        .outerjoin(_THEIRS, and_(_THEIRS.follower_id == User.id, _THEIRS.following_id == viewer_id))
        .where(User.id != viewer_id, User.is_active, ~User.is_hidden)
    )


def _is_in(viewer_id: uuid.UUID, circle: Circle) -> ColumnElement[bool]:
    if circle is Circle.BLOCKED:
        return _MINE.status == BLOCKED
    if circle is Circle.MUTED:
        return and_(_MINE.status.in_((MUTED, IGNORED)), ~_BLOCKS_ME)
    if circle is Circle.FOLLOWED:
        return and_(_MINE.status.in_(_FOLLOWS), ~_BLOCKS_ME)
    mine, theirs = aliased(CohortMember), aliased(CohortMember)
    shares_a_cohort = exists().where(
        mine.user_id == viewer_id, theirs.cohort_id == mine.cohort_id, theirs.user_id == User.id
    )
    return and_(shares_a_cohort, ~_BLOCKS_ME, ~_IS_BLOCKED_BY_ME)
