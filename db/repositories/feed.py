"""Reads what people did, as far as a viewer may: her home feed, a cohort's, and one person's.

Who may read what is decided by the functions that are called here, in the database. They take the viewer, and
refuse when the transaction acts for somebody else.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Text, Uuid, column
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from db.base import Word
from db.enums import ActivityType
from db.repositories.function import LAST_ID, called, moment

Place = tuple[datetime, uuid.UUID]
"""Where in a feed an item stands; the page behind it begins after it."""

_ITEM = (
    column("id", Uuid),
    column("username", Text),
    column("full_name", Text),
    column("activity_type", Word(ActivityType)),
    column("metadata", JSONB),
    column("created_at", DateTime(timezone=True)),
)


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
    def cursor(self) -> Place:
        """Where the page after this item begins."""
        return self.created_at, self.id


class FeedRepository:
    """Pages of feeds, newest first, each only with items behind `before`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ticker(self, viewer_id: uuid.UUID, *, before: Place | None = None, limit: int = 20) -> list[FeedItem]:
        """What those did whom a person follows: public and, where both follow each other, friends' items.

        Never of people she muted, of either side of a block, or of people who hide.
        """
        return self._page("read_feed", viewer_id, False, before=before, limit=limit)

    def home(self, viewer_id: uuid.UUID, *, before: Place | None = None, limit: int = 20) -> list[FeedItem]:
        """The ticker's items, and among them all of her own and the public ones of her classmates."""
        return self._page("read_feed", viewer_id, True, before=before, limit=limit)

    def of_cohort(
        self, viewer_id: uuid.UUID, cohort_id: uuid.UUID, *, before: Place | None = None, limit: int = 20
    ) -> list[FeedItem]:
        """What the members of a cohort did, by the rules of `home`; nothing for who is not one of them."""
        return self._page("read_place", viewer_id, None, cohort_id, before=before, limit=limit)

    def of_person(
        self, viewer_id: uuid.UUID, person_id: uuid.UUID, *, before: Place | None = None, limit: int = 20
    ) -> list[FeedItem]:
        """What one person did: public items for anybody, friends' items between friends, all for herself."""
        return self._page("read_place", viewer_id, person_id, None, before=before, limit=limit)

    def _page(
        self, reader: str, *whose: uuid.UUID | bool | None, before: Place | None, limit: int
    ) -> list[FeedItem]:
        at, number = before or (None, LAST_ID)
        people = ((bool if isinstance(value, bool) else uuid.UUID, value) for value in whose)
        rest = (moment(at, "infinity"), (uuid.UUID, number), (int, limit))
        return [FeedItem(*row) for row in called(self._session, reader, _ITEM, *people, *rest)]
