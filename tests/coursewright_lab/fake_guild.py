"""The people of the fake service: bob and cleo of the class, zoe of another one, as ada may see them."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
NOBODY = "There is nobody of this name whom you can see: check how it is spelled."
SWITCHES = {"follow": "is_followed", "mute": "is_muted", "block": "is_blocked"}


def person(username: str, **changes: object) -> Json:
    """Return somebody with whom the learner has nothing to do yet."""
    fields: Json = {
        "username": username,
        "full_name": username.title(),
        "is_followed": False,
        "follows_me": False,
        "is_friend": False,
        "is_muted": False,
        "is_blocked": False,
    }
    return fields | changes


def achievement(slug: str, title: str, **changes: object) -> Json:
    """Return an achievement that was not begun."""
    fields: Json = {
        "slug": slug,
        "title": title,
        "description": f"How {title} is earned.",
        "icon": "⛓",
        "category": "completion",
        "rarity": "common",
        "share": 40,
        "earned_at": None,
        "have": 0,
        "need": 5,
        "is_featured": False,
    }
    return fields | changes


def _achievements() -> list[Json]:
    earned: Json = {"have": None, "need": None}
    return [
        achievement("first-block", "First block", earned_at="2026-11-18T10:00:00+00:00", **earned),
        achievement("reader", "Reader", have=3, need=10, rarity="rare", share=0),
        achievement("chain", "Whole chain", rarity="legendary", share=1),
        achievement("early", "Early bird", earned_at="2026-11-20T10:00:00+00:00", **earned),
        achievement("steady", "Steady hand", earned_at="2026-11-19T10:00:00+00:00", **earned),
        achievement("perfect", "Perfect score", earned_at="2026-11-17T10:00:00+00:00", **earned),
    ]


@dataclass
class Guild:
    """All of it, changed by tests and through the API."""

    people: dict[str, Json] = field(
        default_factory=lambda: {
            "bob": person("bob", follows_me=True),
            "cleo": person("cleo"),
            "zoe": person("zoe", full_name=None),
        }
    )
    classmates: tuple[str, ...] = ("bob", "cleo")
    gone: set[str] = field(default_factory=set)
    privacy: Json = field(default_factory=lambda: {"default_visibility": "friends", "is_hidden": False})
    achievements: list[Json] = field(default_factory=_achievements)

    def find(self, username: str, *, or_blocked: bool = False) -> Json | None:
        """Return somebody who is there for the learner."""
        found = None if username in self.gone else self.people.get(username)
        return found if found and (or_blocked or not found["is_blocked"]) else None

    def circle(self, name: str) -> list[Json]:
        """Return the people of a circle."""
        there = [each for each in self.people.values() if each["username"] not in self.gone]
        if name == "classmates":
            return [each for each in there if each["username"] in self.classmates and not each["is_blocked"]]
        return [each for each in there if each[f"is_{name}"]]

    def change(self, username: str, switch: str, *, is_on: bool) -> Json | None:
        """Turn a switch and return how things stand; a block takes the place of the others."""
        found = self.find(username, or_blocked=switch == "block")
        if found is None:
            return None
        if switch == "block" and is_on:
            found.update(is_followed=False, is_muted=False)
        found[SWITCHES[switch]] = is_on
        found["is_friend"] = found["is_followed"] and found["follows_me"]
        return found

    def can_hear(self, item: Json) -> bool:
        """Tell whether an item of the feed reaches the learner."""
        known = self.people.get(item["username"])
        is_shut = known is not None and (known["is_muted"] or known["is_blocked"])
        return not is_shut and item["username"] not in self.gone

    def profile(self, username: str, me: str) -> Json | None:
        """Return somebody's profile, or the learner's own."""
        found = person(me) if username == me else self.find(username)
        if found is None:
            return None
        shown = [each for each in self.achievements if each["is_featured"]] if username == me else []
        return found | {"since": "2026-09-14", "is_me": username == me, "featured": shown}

    def feature(self, slug: str, *, is_on: bool) -> Json:
        """Show an achievement, or no longer."""
        found = next(each for each in self.achievements if each["slug"] == slug)
        found["is_featured"] = is_on
        return found
