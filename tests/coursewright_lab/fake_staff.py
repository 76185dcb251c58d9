"""The fake service's answers to those who teach."""

from tests.coursewright_lab.fake_state import Handler


class StaffRegrades(Handler):
    def get(self, slug: str) -> None:  # noqa: ARG002
        is_open = self.get_argument("state", "open") == "open"
        items = [each for each in self.state.requests_of_staff if (each["decision"] is None) == is_open]
        self.answer({"items": items, "next": None})


class RegradeAnswer(Handler):
    def put(self, slug: str, number: str) -> None:  # noqa: ARG002
        request = next(each for each in self.state.requests_of_staff if each["id"] == number)
        request.update(self.body(), answered_by="Ines", answered_at="2026-11-20T12:00:00+00:00")
        self.answer(request)


class ShortAnswers(Handler):
    def get(self, slug: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.queue())


class ShortAnswerDecision(Handler):
    def put(self, slug: str, number: str) -> None:  # noqa: ARG002
        decided = self.state.quizzes.decide(number, self.body())
        if decided is None:
            message = "This answer has 4 of 10 points already: look at it, and decide again."
            self.answer({"error": {"code": "already_decided", "message": message}}, 409)
        else:
            self.answer(decided)


class StaffResources(Handler):
    def get(self, slug: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.queue(self.get_argument("state")))


class ResourceDecision(Handler):
    def put(self, slug: str, number: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.decide(number, self.body()))


class CourseServer(Handler):
    def post(self, slug: str) -> None:
        self.state.course_server_polls += 1
        ready = self.state.course_server_polls > 1
        self.answer({"url": f"/user/course-{slug}/formgrader", "state": "ready" if ready else "starting"})


ROUTES: dict[str, type[Handler]] = {
    "cohorts/([^/]+)/regrade-requests": StaffRegrades,
    "cohorts/([^/]+)/regrade-requests/([^/]+)/answer": RegradeAnswer,
    "cohorts/([^/]+)/short-answers": ShortAnswers,
    "cohorts/([^/]+)/short-answers/([^/]+)/decision": ShortAnswerDecision,
    "cohorts/([^/]+)/resources": StaffResources,
    "cohorts/([^/]+)/resources/([^/]+)/decision": ResourceDecision,
    "cohorts/([^/]+)/course-server": CourseServer,
}
