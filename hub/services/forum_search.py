"""Finds posts of the forum by words."""

import base64
import math
import uuid
from dataclasses import dataclass
from datetime import datetime

from db.errors import Invalid
from db.repositories import forum_search as stored
from db.repositories.forum_search import ForumSearchRepository, HitPlace, SearchFilter
from hub.services.forum import Reader
from hub.services.person import Begin
from hub.services.viewer import Viewer

_NO_PAGE = "This page of what was found can't be read: search again."


@dataclass(frozen=True)
class Hit:
    """A post that was found; `excerpt` is None where it might give a solution away."""

    id: uuid.UUID
    thread_id: uuid.UUID
    title: str
    module: str | None
    key: str | None
    username: str | None
    full_name: str | None
    excerpt: str | None
    is_solved: bool
    upvotes: int
    created_at: datetime


@dataclass(frozen=True)
class HitPage:
    """Posts, the best first, and where to read on."""

    items: list[Hit]
    next: str | None


@dataclass(frozen=True)
class Sought:
    """What is looked for: words as in a web search, in a module, in solved threads or others."""

    words: str
    module: str | None = None
    is_solved: bool | None = None


def search(begin: Begin, viewer: Viewer, sought: Sought, cursor: str | None, limit: int) -> HitPage:
    """Return the posts that say the words, behind the cursor; titles that resemble them follow."""
    place = _parse(cursor) if cursor else None
    with begin() as uow:
        reader = Reader(uow, viewer)
        module = reader.module(sought.module).id if sought.module is not None else None
        wanted = SearchFilter(module_id=module, is_solved=sought.is_solved)
        repository = ForumSearchRepository(uow.session)
        rows = repository.find(viewer.id, sought.words, wanted, before=place, limit=limit + 1)
        facts = reader.posts.facts({row.thread_id for row in rows})
        keys = {number: each.anchor.key for number, each in facts.items() if each.anchor}
        folded = reader.folded(keys.values())
        items = [_present(reader, row, keys.get(row.thread_id), folded) for row in rows[:limit]]
    following = _format(rows[limit - 1].cursor) if len(rows) > limit else None
    return HitPage(items, following)


def _present(reader: Reader, row: stored.Hit, key: str | None, folded: frozenset[str]) -> Hit:
    is_mine = row.username is not None and row.username == reader.viewer.username
    return Hit(
        id=row.id,
        thread_id=row.thread_id,
        title=row.title,
        module=reader.name_of(row.module_id),
        key=key,
        username=row.username,
        full_name=row.full_name,
        excerpt=None if key in folded and not is_mine else row.excerpt,
        is_solved=row.is_solved,
        upvotes=row.upvotes,
        created_at=row.created_at,
    )


def _format(place: HitPlace) -> str:
    return base64.urlsafe_b64encode(f"{place[0]!r}|{place[1]}".encode()).decode()


def _parse(text: str) -> HitPlace:
    try:
        score, number = base64.urlsafe_b64decode(text.encode()).decode().split("|")
        place = float(score), uuid.UUID(number)
    except ValueError:
        raise Invalid(_NO_PAGE) from None
    if not math.isfinite(place[0]):
        raise Invalid(_NO_PAGE)
    return place
