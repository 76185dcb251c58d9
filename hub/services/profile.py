"""What one person may know of another."""

from dataclasses import dataclass
from datetime import date

from db.repositories.achievement_view import AchievementViewRepository
from db.repositories.relationship import PersonRow
from db.repositories.user import UserRepository
from hub.services.achievement import Featured, featured_of
from hub.services.person import Begin
from hub.services.relation import require_person
from hub.services.share import Shares
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class Profile:
    """A person as another one sees her, or as she sees herself; nothing of her work or her courses."""

    username: str
    full_name: str | None
    since: date
    is_me: bool
    is_followed: bool
    follows_me: bool
    is_friend: bool
    is_muted: bool
    featured: list[Featured]


def read_profile(begin: Begin, viewer: Viewer, shares: Shares, username: str) -> Profile:
    """Return the profile of an exact username. NotFound for who is not there, hides, or across a block."""
    known = shares.read(begin)
    with begin() as uow:
        if is_me := username.lower() == viewer.username:
            person = _oneself(UserRepository(uow.session), viewer)
        else:
            person = require_person(uow, viewer, username)
        featured = featured_of(AchievementViewRepository(uow.session), person.id, known)
    return Profile(
        username=person.username,
        full_name=person.full_name,
        since=person.created_at.date(),
        is_me=is_me,
        is_followed=person.is_followed,
        follows_me=person.follows_me,
        is_friend=person.is_friend,
        is_muted=person.is_muted,
        featured=featured,
    )


def _oneself(users: UserRepository, viewer: Viewer) -> PersonRow:
    since = users.joined_at(viewer.id)
    return PersonRow(viewer.id, viewer.username, viewer.full_name, since, status=None, follows_me=False)
