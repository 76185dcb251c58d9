"""The part of the fake service that lists where to read on, and lets links be proposed and decided on."""

from dataclasses import dataclass, field

from tests.coursewright_lab.fake_course import Json

MODULE = "m01-foundations"
PROPOSED = "2026-11-20T11:00:00+00:00"
DECIDED = "2026-11-20T12:00:00+00:00"
PAGE = 3
MOST_WAITING = 2


def link(number: int, title: str, **changes: object) -> Json:
    """Return a link with what anybody of the cohort may know of it."""
    fields: Json = {
        "id": f"r{number}",
        "title": title,
        "url": f"https://example.org/{number}",
        "type": "article",
        "difficulty": "beginner",
        "description": "Says it once more in other words.",
        "votes": 0,
        "has_my_vote": False,
        "state": "approved",
        "reason": None,
        "username": None,
        "proposed_at": PROPOSED,
        "decided_at": None,
        "decided_by": None,
    }
    return fields | changes


def _curriculum() -> list[Json]:
    return [
        link(1, "Bitcoin: a peer-to-peer cash system", votes=4, type="documentation", difficulty="advanced"),
        link(2, "How a block is made", votes=2, type="video"),
        link(3, "Hashes by hand", votes=1, type="tutorial", difficulty="intermediate"),
        link(4, "What a fork is"),
    ]


@dataclass
class Resources:
    """The links of the first module, and the keys under which they were proposed."""

    links: list[Json] = field(default_factory=_curriculum)
    keys: dict[str, str] = field(default_factory=dict)

    def listed(self, before: str) -> Json:
        """Return a page of what everybody finds, in an order that votes of this visit do not change."""
        found = [each for each in self.links if each["state"] == "approved"]
        start = int(before or 0)
        more = start + PAGE < len(found)
        items = [self._seen(each) for each in found[start : start + PAGE]]
        return {"items": items, "next": str(start + PAGE) if more else None}

    def vote(self, number: str, *, is_good: bool) -> Json:
        """Count the learner's vote once."""
        found = self._find(number)
        found["votes"] += int(is_good) - int(found["has_my_vote"])
        found["has_my_vote"] = is_good
        return self._seen(found)

    def own(self, username: str) -> Json:
        """Return the person's links that wait or were declined."""
        mine = [each for each in self.links if each["username"] == username]
        open_ = [each for each in mine if each["state"] in {"waiting", "declined"}]
        return {"items": [_proposal(each) for each in open_[::-1]], "next": None}

    def refusal(self, username: str, said: Json) -> tuple[int, str, str] | None:
        """Return why a link is not taken: status, code and message."""
        if "localhost" in said["url"]:
            message = "This address leads to one computer alone: give one that everybody can reach."
            return 422, "invalid_address", message
        if sum(each["state"] == "waiting" for each in self.own(username)["items"]) >= MOST_WAITING:
            return (
                429,
                "rate_limited",
                f"{MOST_WAITING} links of yours wait for your instructor: take one back.",
            )
        return None

    def propose(self, username: str, said: Json) -> Json:
        """Keep a link, which waits; the same key gives the same one."""
        key = said.pop("idempotency_key")
        if key not in self.keys:
            number = len(self.links) + 1
            self.links.append(link(number, said.pop("title"), **said, state="waiting", username=username))
            self.keys[key] = f"r{number}"
        return _proposal(self._find(self.keys[key]))

    def take_back(self, number: str) -> Json:
        """Withdraw a link."""
        found = self._find(number)
        found["state"] = "withdrawn"
        return _proposal(found)

    def queue(self, state: str) -> Json:
        """Return the cohort's links for its staff."""
        found = [each for each in self.links if each["username"] and each["state"] == state]
        return {"items": [_for_staff(each) for each in found], "next": None}

    def decide(self, number: str, said: Json) -> Json:
        """Approve or decline."""
        found = self._find(number)
        found.update(state=said["decision"], reason=said.get("reason"), decided_at=DECIDED, decided_by="Ines")
        return _for_staff(found)

    def _find(self, number: str) -> Json:
        return next(each for each in self.links if each["id"] == number)

    def _seen(self, found: Json) -> Json:
        names = ("id", "title", "url", "type", "difficulty", "description", "votes", "has_my_vote")
        return {name: found[name] for name in names}


def _proposal(found: Json) -> Json:
    names = ("id", "title", "url", "type", "difficulty", "description", "state", "reason")
    return {name: found[name] for name in (*names, "proposed_at", "decided_at")}


def _for_staff(found: Json) -> Json:
    more = {name: found[name] for name in ("votes", "username", "decided_by")}
    place = {"module": MODULE, "module_title": "Blockchain Foundations"}
    return {**_proposal(found), **more, **place, "full_name": str(found["username"]).title()}
