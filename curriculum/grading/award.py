"""Gives a learner the achievements that what she did has earned her, each once."""

import logging
import uuid
from datetime import datetime
from typing import Protocol

from pydantic import ValidationError
from sqlalchemy.orm import Session

from curriculum.achievement import Condition, Criteria
from db.enums import ActivityType, ReferenceType
from db.repositories.achievement import AchievementRepository, OpenAchievement, Tally
from db.repositories.activity import ActivityRepository, NewActivity
from db.repositories.user import Person

_log = logging.getLogger(__name__)


class Events(Protocol):
    """Whoever tells people that the feed has something new."""

    def activity_added(self, username: str, activity_id: uuid.UUID) -> None:
        """Tell of a new feed item."""


def award(session: Session, person: Person, at: datetime, events: Events) -> list[str]:
    """Give every achievement that is earned now, and note how far the others are; the slugs given.

    Runs in the caller's transaction, under its lock on the learner's progress; doing so twice gives nothing
    more, and what was earned stays.
    """
    achievements = AchievementRepository(session)
    open_ones = achievements.open_for(person.id)
    if not open_ones:
        return []
    tally = achievements.tally(person.id)
    given = []
    for each in open_ones:
        conditions = _conditions(each)
        if conditions is None:
            continue
        have, need = measure(conditions, tally)
        if have >= need:
            achievements.earn(person.id, each.id, at)
            _tell(session, person, each, at, events)
            given.append(each.slug)
        elif have:
            achievements.note_progress(person.id, each.id, {"have": have, "need": need})
    return given


def _conditions(achievement: OpenAchievement) -> tuple[Condition, ...] | None:
    """What it takes; None, which is reported, where that can't be read: it must not cost anybody a grade."""
    try:
        return Criteria.model_validate(achievement.criteria).all
    except ValidationError as error:
        _log.error(
            "Nobody can earn the achievement %s: its criteria are damaged (%s). "
            "Start the platform again, which loads it anew.",
            achievement.slug,
            error.errors(include_url=False, include_input=False)[0]["msg"],
        )
        return None


def measure(conditions: tuple[Condition, ...], tally: Tally) -> tuple[int, int]:
    """How much there is and how much it takes; of several conditions, how many hold."""
    if len(conditions) == 1:
        only = conditions[0]
        return min(count(only, tally), only.at_least), only.at_least
    return sum(count(each, tally) >= each.at_least for each in conditions), len(conditions)


def count(condition: Condition, tally: Tally) -> int:
    """What the fact of a condition counts to; 0 where the tally does not know it."""
    if condition.track or condition.module:
        return sum(
            condition.track in {None, module.track} and condition.module in {None, module.slug}
            for module in tally.modules.get(condition.fact, ())
        )
    return tally.counts.get(condition.fact, 0)


def _tell(session: Session, person: Person, earned: OpenAchievement, at: datetime, events: Events) -> None:
    what = ActivityType.EARNED_ACHIEVEMENT
    activity = NewActivity(
        user_id=person.id,
        activity_type=what,
        visibility=person.default_visibility,
        dedupe_key=f"{what}:{person.id}:{earned.id}",
        reference_type=ReferenceType.ACHIEVEMENT,
        reference_id=earned.id,
        metadata={"key": earned.slug, "title": earned.title},
        created_at=at,
    )
    added = ActivityRepository(session).add(activity)
    if added is not None:
        events.activity_added(person.username, added)
