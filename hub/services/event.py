"""Who may see a live event."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.claim import Claim
from db.enums import EventType
from db.repositories.audience import AudienceRepository
from db.repositories.user import UserRepository
from hub.services.person import BeginAs

_SUBJECT = {
    EventType.SUBMISSION: "submission_id",
    EventType.ACTIVITY: "activity_id",
    EventType.REGRADE: "submission_id",
    EventType.COURSE: "course_id",
    EventType.QUIZ: "answer_id",
    EventType.RESOURCE: "resource_id",
}
_OTHERS = {
    EventType.SUBMISSION: AudienceRepository.staff_of_submission,
    EventType.ACTIVITY: AudienceRepository.readers_of_activity,
    EventType.REGRADE: AudienceRepository.staff_of_submission,
    EventType.QUIZ: AudienceRepository.staff_of_answer,
    EventType.RESOURCE: AudienceRepository.staff_of_resource,
}
"""Who may see an event besides the person it is about; nobody where none is named."""


@dataclass(frozen=True)
class Event:
    """A hint that something changed, with the people who may receive it."""

    type: EventType
    data: dict[str, Any]
    usernames: frozenset[str]


def read_event(begin_as: BeginAs, payload: str, listeners: frozenset[str]) -> Event | None:
    """Return the event in a notification with the listeners who may see it; None if it is damaged."""
    try:
        data = json.loads(payload)
        kind = EventType(data.pop("type"))
        if kind is EventType.PEOPLE:
            return _of_people(begin_as, str(data["user"]), listeners, is_wide="reach" in data)
        if kind is EventType.FORUM:
            return _read_post(begin_as, data, listeners)
        who = str(data["user"])
        number = UUID(data[_SUBJECT[kind]])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    others = listeners - {who}
    if not others or kind not in _OTHERS:
        return Event(kind, data, listeners & {who})
    with begin_as(None) as uow:
        author = UserRepository(uow.session).by_username(who)
    if author is None:
        return None
    with begin_as(Claim(author.id)) as uow:  # who may see it follows from rows that its author may read
        allowed = _OTHERS[kind](AudienceRepository(uow.session), number)
    return Event(kind, data, listeners & (allowed | {who}))


def _of_people(begin_as: BeginAs, who: str, listeners: frozenset[str], *, is_wide: bool) -> Event | None:
    """The event does not say whose doing it was: nobody is told who blocks or hides."""
    others = listeners - {who}
    if not is_wide or not others:
        return Event(EventType.PEOPLE, {}, listeners & {who})
    with begin_as(None) as uow:
        person = UserRepository(uow.session).by_username(who)
    if person is None:
        return None
    with begin_as(Claim(person.id)) as uow:
        readers = AudienceRepository(uow.session).readers_of_person(person.id)
    return Event(EventType.PEOPLE, {}, listeners & (readers | {who}))


def _read_post(begin_as: BeginAs, data: dict[str, Any], listeners: frozenset[str]) -> Event:
    """An event of the forum names nobody; who may hear of a post follows from its author and its thread's."""
    number = UUID(data["post_id"])
    with begin_as(None) as uow:
        allowed = AudienceRepository(uow.session).readers_of_post(number)
    return Event(EventType.FORUM, data, listeners & allowed)
