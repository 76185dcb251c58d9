"""The activity feed, page by page."""

import base64
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.enums import ActivityType
from db.errors import Invalid
from db.repositories import feed as stored
from db.repositories.feed import FeedRepository
from hub.services.person import Begin
from hub.services.relation import require_person
from hub.services.viewer import Viewer

Cursor = tuple[datetime, uuid.UUID]
Read = Callable[[FeedRepository, Cursor | None, int], list[stored.FeedItem]]


@dataclass(frozen=True)
class FeedItem:
    """Something that a person did, as another one reads it."""

    id: uuid.UUID
    username: str
    full_name: str | None
    activity_type: ActivityType
    key: str | None
    title: str
    metadata: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True)
class FeedPage:
    """Feed items, the newest first, and where to read on."""

    items: list[FeedItem]
    next: str | None


def read_feed(begin: Begin, viewer: Viewer, before: str | None = None, limit: int = 20) -> FeedPage:
    """Return what the person may see, behind the cursor `before`. Invalid for a cursor that is none."""
    return _page(
        begin,
        viewer,
        before,
        limit,
        lambda feeds, place, most: feeds.home(viewer.id, before=place, limit=most),
    )


def read_cohort(begin: Begin, viewer: Viewer, slug: str, before: str | None, limit: int) -> FeedPage:
    """Return what the members of one of the person's cohorts did, as far as she may see it."""
    cohort = next(each.cohort_id for each in viewer.cohorts if each.slug == slug)
    return _page(
        begin,
        viewer,
        before,
        limit,
        lambda feeds, place, most: feeds.of_cohort(viewer.id, cohort, before=place, limit=most),
    )


def read_person(begin: Begin, viewer: Viewer, username: str, before: str | None, limit: int) -> FeedPage:
    """Return what one person did, as far as the viewer may see it. NotFound where there is no profile."""
    if username.lower() == viewer.username:
        person_id = viewer.id
    else:
        with begin() as uow:
            person_id = require_person(uow, viewer, username).id
    return _page(
        begin,
        viewer,
        before,
        limit,
        lambda feeds, place, most: feeds.of_person(viewer.id, person_id, before=place, limit=most),
    )


def _page(begin: Begin, viewer: Viewer, before: str | None, limit: int, read: Read) -> FeedPage:
    place = parse_cursor(before) if before else None
    with begin() as uow:
        rows = read(FeedRepository(uow.session), place, limit + 1)
    following = format_cursor(rows[limit - 1].cursor) if len(rows) > limit else None
    return FeedPage([_present(row, viewer) for row in rows[:limit]], following)


def format_cursor(cursor: Cursor) -> str:
    """Write a place in the feed as one word."""
    return base64.urlsafe_b64encode(f"{cursor[0].isoformat()}|{cursor[1]}".encode()).decode()


def parse_cursor(text: str) -> Cursor:
    """Read what `format_cursor` wrote. Invalid for anything else."""
    try:
        moment, number = base64.urlsafe_b64decode(text.encode()).decode().split("|")
        cursor = datetime.fromisoformat(moment), uuid.UUID(number)
    except ValueError:
        raise Invalid("This page of the feed can't be found: read it again from its start.") from None
    if cursor[0].tzinfo is None:
        raise Invalid("This page of the feed can't be found: read it again from its start.")
    return cursor


def _present(row: stored.FeedItem, viewer: Viewer) -> FeedItem:
    key = row.metadata.get("key")
    metadata = dict(row.metadata)
    if row.username != viewer.username:
        metadata.pop("score", None)  # that somebody passed is told, how well is her own business
    return FeedItem(
        id=row.id,
        username=row.username,
        full_name=row.full_name,
        activity_type=row.activity_type,
        key=str(key) if key is not None else None,
        title=str(row.metadata.get("title", "")),
        metadata=metadata,
        created_at=row.created_at,
    )
