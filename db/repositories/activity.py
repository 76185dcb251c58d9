"""The feed: what people did, and what of it a viewer may read."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.enums import ActivityType, ReferenceType, RelationshipStatus, Visibility
from db.models.activity import Activity
from db.models.cohort import CohortMember
from db.models.relationship import UserRelationship
from db.models.user import User

ViewerId = uuid.UUID | InstrumentedAttribute[uuid.UUID]
"""One viewer, or the column of a statement about many."""


@dataclass(frozen=True)
class NewActivity:
    """Something a person did; the same `dedupe_key` is told only once. Without `created_at`: just now."""

    user_id: uuid.UUID
    activity_type: ActivityType
    visibility: Visibility
    dedupe_key: str
    reference_type: ReferenceType | None = None
    reference_id: uuid.UUID | None = None
    reference_module_id: int | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None


@dataclass(frozen=True)
class FeedItem:
    """One item as a viewer reads it."""

    id: uuid.UUID
    username: str
    full_name: str | None
    activity_type: ActivityType
    metadata: dict[str, Any]
    created_at: datetime

    @property
    def cursor(self) -> tuple[datetime, uuid.UUID]:
        """Where the page after this item begins."""
        return self.created_at, self.id


class ActivityRepository:
    """All SQL on the feed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, activity: NewActivity) -> uuid.UUID | None:
        """Store an item; None when it was told already."""
        statement = (
            insert(Activity)
            .values(
                user_id=activity.user_id,
                activity_type=activity.activity_type,
                visibility=activity.visibility,
                dedupe_key=activity.dedupe_key,
                reference_type=activity.reference_type,
                reference_id=activity.reference_id,
                reference_module_id=activity.reference_module_id,
                details=activity.metadata,
                created_at=activity.created_at or func.now(),
            )
            .on_conflict_do_nothing(index_elements=[Activity.dedupe_key])
            .returning(Activity.id)
        )
        return self._session.scalar(statement)

    def page(
        self, viewer_id: uuid.UUID, *, before: tuple[datetime, uuid.UUID] | None = None, limit: int = 20
    ) -> list[FeedItem]:
        """What the viewer may see, newest first, only items behind `before`.

        That is: her own; public and, between people who follow each other, friends' items of those she
        follows; public items of those who share a cohort with her. Never of people she muted or of either
        side of a block.
        """
        statement = (
            select(
                Activity.id,
                User.username,
                User.full_name,
                Activity.activity_type,
                Activity.details,
                Activity.created_at,
            )
            .join(User, User.id == Activity.user_id)
            .where(or_(Activity.user_id == viewer_id, is_visible_to(viewer_id)))
            .order_by(Activity.created_at.desc(), Activity.id.desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(tuple_(Activity.created_at, Activity.id) < tuple_(*before))
        return [FeedItem(*row) for row in self._session.execute(statement)]


def is_visible_to(viewer_id: ViewerId) -> ColumnElement[bool]:
    """The condition under which a viewer who is not the author may read the item."""
    author = Activity.user_id
    public = Activity.visibility == Visibility.PUBLIC
    friends = Activity.visibility == Visibility.FRIENDS
    edge = UserRelationship
    followed = exists().where(
        edge.follower_id == viewer_id,
        edge.following_id == author,
        edge.status == RelationshipStatus.ACTIVE,
        edge.is_blocked_by.is_(False),
        or_(public, and_(friends, edge.is_mutual)),
    )
    return or_(followed, and_(public, _is_classmate(viewer_id), ~_is_shut_out(viewer_id)))


def _is_classmate(viewer_id: ViewerId) -> ColumnElement[bool]:
    mine, hers = aliased(CohortMember), aliased(CohortMember)
    return exists().where(
        mine.user_id == viewer_id, hers.cohort_id == mine.cohort_id, hers.user_id == Activity.user_id
    )


def _is_shut_out(viewer_id: ViewerId) -> ColumnElement[bool]:
    edge = UserRelationship
    unwanted = (RelationshipStatus.MUTED, RelationshipStatus.BLOCKED)
    return exists().where(
        or_(
            and_(
                edge.follower_id == viewer_id,
                edge.following_id == Activity.user_id,
                edge.status.in_(unwanted),
            ),
            and_(
                edge.follower_id == Activity.user_id,
                edge.following_id == viewer_id,
                edge.status == RelationshipStatus.BLOCKED,
            ),
        )
    )
