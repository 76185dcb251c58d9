"""The fake service's answers about a learner's own courses."""

import asyncio

from tests.coursewright_lab import fake_onboarding
from tests.coursewright_lab.fake_state import Handler


class Onboarding(Handler):
    def get(self) -> None:
        self.answer(self.state.own.offer())


class Preview(Handler):
    def post(self) -> None:
        self.answer(fake_onboarding.preview(self.body()))


class OwnCourseList(Handler):
    def get(self) -> None:
        found = [each for each in self.state.own.courses if each["state"] != "cancelled"]
        self.answer({"items": found, "next": None})

    def post(self) -> None:
        course = self.state.own.ask(self.body())
        if course["state"] == "queued":
            self.making = asyncio.get_running_loop().create_task(self.state.own.make(course))
        self.answer(course, 202)


class OwnCourse(Handler):
    def get(self, number: str) -> None:
        self.answer(self.state.own.find(number))

    def delete(self, number: str) -> None:
        course = self.state.own.find(number)
        course["state"] = "cancelled"
        self.answer(course)


class Archive(Handler):
    def post(self, number: str) -> None:
        self.state.own.put_away()
        self.answer(self.state.own.find(number))


class Restore(Handler):
    def post(self, number: str) -> None:
        self.state.own.put_away()
        course = self.state.own.find(number)
        course["status"] = "active"
        self.answer(course)


ROUTES: dict[str, type[Handler]] = {
    "onboarding": Onboarding,
    "onboarding/preview": Preview,
    "courses": OwnCourseList,
    "courses/([^/]+)": OwnCourse,
    "courses/([^/]+)/archive": Archive,
    "courses/([^/]+)/restore": Restore,
}
