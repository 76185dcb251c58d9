"""Finds posts of the forum by words, for one person."""

import math
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, DateTime, Double, Integer, Text, Uuid, column
from sqlalchemy.orm import Session

from db.repositories.function import LAST_ID, called

HitPlace = tuple[float, uuid.UUID]
"""Where in the results a hit stands: its score and its id."""

_HIT = (
    column("id", Uuid),
    column("thread_id", Uuid),
    column("title", Text),
    column("module_id", Integer),
    column("username", Text),
    column("full_name", Text),
    column("excerpt", Text),
    column("is_solved", Boolean),
    column("upvotes", Integer),
    column("score", Double),
    column("created_at", DateTime(timezone=True)),
)


@dataclass(frozen=True)
class Hit:
    """A post that was found, with its thread and the place in the text; plain text, no markup."""

    id: uuid.UUID
    thread_id: uuid.UUID
    title: str
    module_id: int | None
    username: str | None
    full_name: str | None
    excerpt: str
    is_solved: bool
    upvotes: int
    score: float
    created_at: datetime

    @property
    def cursor(self) -> HitPlace:
        """Where the page after this hit begins."""
        return self.score, self.id


@dataclass(frozen=True)
class SearchFilter:
    """Which posts are wanted; None is no condition. `is_solved` is about the thread."""

    module_id: int | None = None
    is_solved: bool | None = None
    author: str | None = None
    since: datetime | None = None


class ForumSearchRepository:
    """Full-text search, with titles that resemble the words where the text says them hardly anywhere."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(
        self,
        viewer_id: uuid.UUID,
        words: str,
        wanted: SearchFilter = SearchFilter(),
        *,
        before: HitPlace | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """The best posts for `words`, written as in a web search: "a phrase", or, -without.

        Only the newest 300 posts that say the words are ranked. By the rules of `ForumRepository`.
        """
        score, number = before or (math.inf, LAST_ID)
        rows = called(
            self._session,
            "search_forum",
            _HIT,
            (uuid.UUID, viewer_id),
            (str, words),
            (int, wanted.module_id),
            (bool, wanted.is_solved),
            (str, wanted.author),
            (datetime, wanted.since),
            (float, score),
            (uuid.UUID, number),
            (int, limit),
        )
        return [Hit(*row) for row in rows]
