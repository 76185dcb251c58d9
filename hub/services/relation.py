"""Whom a person follows, mutes and blocks, and whom she can find."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from db.enums import RelationshipStatus
from db.errors import Conflict, Invalid, NotFound
from db.repositories.event import EventRepository
from db.repositories.relationship import Circle, PersonRow, RelationshipRepository
from db.unit_of_work import UnitOfWork
from hub.services.person import Begin
from hub.services.viewer import Viewer

_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,49}")
_NOBODY: Final = "There is nobody of this name whom you can see: check how it is spelled."
_ACTIVE, _MUTED, _IGNORED, _BLOCKED = RelationshipStatus
Status = RelationshipStatus | None
Change = Callable[[Status], Status]


class Oneself(Conflict):
    """Nobody follows, mutes or blocks herself."""

    code = "oneself"


@dataclass(frozen=True)
class PeoplePage:
    """People in the order of their usernames, and where to read on."""

    items: list[PersonRow]
    next: str | None


def list_people(begin: Begin, viewer: Viewer, circle: Circle, after: str | None, limit: int) -> PeoplePage:
    """Return the people of a circle behind the one named `after`. Invalid for what can be no name."""
    if after is not None and not _USERNAME.fullmatch(after):
        raise Invalid("This page of the list can't be found: read it again from its start.")
    with begin() as uow:
        people = RelationshipRepository(uow.session)
        rows = people.of_circle(viewer.id, circle, after=after, limit=limit + 1)
    return PeoplePage(rows[:limit], rows[limit - 1].username if len(rows) > limit else None)


def require_person(uow: UnitOfWork, viewer: Viewer, username: str) -> PersonRow:
    """Return somebody else by the exact name. NotFound for who is not there, hides, or across a block."""
    person = _find(uow, viewer, username)
    if person.is_blocked:
        raise NotFound(_NOBODY)
    return person


def follow(begin: Begin, viewer: Viewer, username: str) -> PersonRow:
    """Follow somebody; who is muted stays so."""
    changes = {None: _ACTIVE, _IGNORED: _MUTED}
    return _change(begin, viewer, username, lambda status: changes.get(status, status))


def unfollow(begin: Begin, viewer: Viewer, username: str) -> PersonRow:
    """Follow somebody no longer; who is muted stays so."""
    changes: dict[Status, Status] = {_ACTIVE: None, _MUTED: _IGNORED}
    return _change(begin, viewer, username, lambda status: changes.get(status, status))


def mute(begin: Begin, viewer: Viewer, username: str) -> PersonRow:
    """Hear nothing of somebody any more, who is not told."""
    changes = {None: _IGNORED, _ACTIVE: _MUTED}
    return _change(begin, viewer, username, lambda status: changes.get(status, status))


def unmute(begin: Begin, viewer: Viewer, username: str) -> PersonRow:
    """Hear of somebody again."""
    changes: dict[Status, Status] = {_IGNORED: None, _MUTED: _ACTIVE}
    return _change(begin, viewer, username, lambda status: changes.get(status, status))


def block(begin: Begin, viewer: Viewer, username: str) -> PersonRow:
    """Hide both from each other; the viewer follows no longer."""
    return _change(begin, viewer, username, lambda _: _BLOCKED, is_of_block=True)


def unblock(begin: Begin, viewer: Viewer, username: str) -> PersonRow:
    """Take a block back; whom the viewer followed before, she has to follow again."""
    return _change(
        begin, viewer, username, lambda status: None if status is _BLOCKED else status, is_of_block=True
    )


def _change(
    begin: Begin, viewer: Viewer, username: str, change: Change, *, is_of_block: bool = False
) -> PersonRow:
    with begin() as uow:
        people, events = RelationshipRepository(uow.session), EventRepository(uow.session)
        people.lock(viewer.id)
        person = _find(uow, viewer, username)
        if person.is_blocked and not is_of_block:
            raise NotFound(_NOBODY)
        status = change(person.status)
        if status is person.status:
            return person
        people.put(viewer.id, person.id, status)
        changed = PersonRow(
            person.id, person.username, person.full_name, person.created_at, status, person.follows_me
        )
        events.people_changed(viewer.username)
        if is_of_block or changed.is_followed != person.is_followed:  # who is muted must not notice
            events.people_changed(person.username)
        uow.commit()
    return changed


def _find(uow: UnitOfWork, viewer: Viewer, username: str) -> PersonRow:
    if username.lower() == viewer.username:
        raise Oneself("This is you: follow, mute or block somebody else.")
    if not _USERNAME.fullmatch(username.lower()):
        raise NotFound(_NOBODY)
    person = RelationshipRepository(uow.session).find(viewer.id, username)
    if person is None:
        raise NotFound(_NOBODY)
    return person
