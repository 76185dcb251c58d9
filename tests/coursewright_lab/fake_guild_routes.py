"""The fake service's people, profiles and achievements."""

from tornado.web import HTTPError

from tests.coursewright_lab.fake_guild import NOBODY
from tests.coursewright_lab.fake_state import Handler


class CohortFeed(Handler):
    def get(self, slug: str) -> None:  # noqa: ARG002
        heard = [item for item in self.state.feed if self.state.guild.can_hear(item)]
        self.answer({"items": heard, "next": None})


class People(Handler):
    def get(self) -> None:
        circle = self.get_argument("circle", "classmates")
        self.answer({"items": self.state.guild.circle(circle), "next": None})


class Profile(Handler):
    def get(self, username: str) -> None:
        found = self.state.guild.profile(username, self.state.username)
        if found is None:
            raise HTTPError(404, NOBODY)
        self.answer(found)


class PersonFeed(Handler):
    def get(self, username: str) -> None:
        mine = [item for item in self.state.feed if item["username"] == username]
        heard = [item for item in mine if self.state.guild.can_hear(item)]
        self.answer({"items": heard, "next": None})


class Relation(Handler):
    def put(self, username: str, switch: str) -> None:
        self._set(username, switch, is_on=True)

    def delete(self, username: str, switch: str) -> None:
        self._set(username, switch, is_on=False)

    def _set(self, username: str, switch: str, *, is_on: bool) -> None:
        found = self.state.guild.change(username, switch, is_on=is_on)
        if found is None:
            raise HTTPError(404, NOBODY)
        self.answer(found)


class Privacy(Handler):
    def get(self) -> None:
        self.answer(self.state.guild.privacy)

    def put(self) -> None:
        self.state.guild.privacy = self.body()
        self.answer(self.state.guild.privacy)


class Achievements(Handler):
    def get(self) -> None:
        self.answer({"items": self.state.guild.achievements, "next": None})


class Feature(Handler):
    def put(self, slug: str) -> None:
        self.answer(self.state.guild.feature(slug, is_on=True))

    def delete(self, slug: str) -> None:
        self.answer(self.state.guild.feature(slug, is_on=False))


ROUTES: dict[str, type[Handler]] = {
    "cohorts/([^/]+)/feed": CohortFeed,
    "me/privacy": Privacy,
    "people": People,
    "people/([^/]+)": Profile,
    "people/([^/]+)/feed": PersonFeed,
    "people/([^/]+)/(follow|mute|block)": Relation,
    "achievements": Achievements,
    "achievements/([^/]+)/feature": Feature,
}
