"""All that the fake service knows, and how it misbehaves where a test asks for that."""

import asyncio
import json
from dataclasses import dataclass, field

from tornado.web import HTTPError, RequestHandler

from tests.coursewright_lab import fake_course
from tests.coursewright_lab.fake_course import Json
from tests.coursewright_lab.fake_dashboard import Facts
from tests.coursewright_lab.fake_forum import Forum
from tests.coursewright_lab.fake_onboarding import OwnCourses
from tests.coursewright_lab.fake_quiz import Quizzes
from tests.coursewright_lab.fake_resource import Resources


@dataclass
class State:
    """All the fake knows, changed by tests while it runs."""

    username: str = "ada"
    token: str = "learner-token"
    version: str = fake_course.VERSION
    step_seconds: float = 0.2
    course: Json = field(default_factory=fake_course.course)
    feed: list[Json] = field(
        default_factory=lambda: [
            fake_course.feed_item(2, "bob", "passed_exercise", "m01-hash-chain", "Build a hash chain"),
            fake_course.feed_item(1, "cleo", "completed_module", None, "Blockchain Foundations"),
        ]
    )
    submissions: list[Json] = field(default_factory=list)
    presses: list[str | None] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    subscribers: list[asyncio.Queue[bytes | None]] = field(default_factory=list)
    course_server_polls: int = 0
    hints: list[Json] = field(default_factory=fake_course.hints)
    lock_reason: str | None = None
    requests_of_staff: list[Json] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    own: OwnCourses = field(default_factory=OwnCourses)
    quizzes: Quizzes = field(default_factory=Quizzes)
    resources: Resources = field(default_factory=Resources)
    facts: Facts = field(default_factory=Facts)
    forum: Forum = field(default_factory=Forum)

    def reset(self) -> None:
        """Forget all that happened."""
        self.__dict__.update(
            {name: value for name, value in State().__dict__.items() if name != "subscribers"}
        )

    def asked(self) -> list[tuple[str, str]]:
        """Return the requests so far, without those for the stream, which come when they like."""
        return [request for request in self.requests if request != ("GET", "events")]

    def items(self) -> list[Json]:
        """Return every item of every module."""
        parents = [*self.course["tracks"], *self.course["personal"]]
        return [item for parent in parents for module in parent["modules"] for item in module["items"]]

    def item(self, key: str) -> Json:
        """Return one item or answer 404."""
        found = [item for item in self.items() if item["key"] == key]
        if not found:
            raise HTTPError(404, "There is no such item. Open it from the Course panel.")
        return found[0]

    def module_of(self, key: str) -> str:
        """Return the slug of the item's module."""
        parents = [*self.course["tracks"], *self.course["personal"]]
        modules = [module for parent in parents for module in parent["modules"]]
        return str(next(module["key"] for module in modules if any(i["key"] == key for i in module["items"])))

    def say(self, event: Json) -> None:
        """Send one event to every open stream."""
        for queue in self.subscribers:
            queue.put_nowait(_encode(event))

    def drop_streams(self) -> None:
        """End every open stream."""
        for queue in self.subscribers:
            queue.put_nowait(None)


class Handler(RequestHandler):
    """Checks the token, counts the request and misbehaves where a test asked for it."""

    def initialize(self, state: State) -> None:
        self.state = state

    async def prepare(self) -> None:
        path = self.request.path.split("/api/v1/", 1)[1]
        self.state.requests.append((str(self.request.method), path))
        known = {"before", "limit", "state", "east", "show", "module", "key", "words"}
        unknown = set(self.request.query_arguments) - known
        if unknown:
            raise HTTPError(422, f"Unknown arguments {sorted(unknown)}. Leave them out.")
        faults = self.state.faults.get(path)
        if faults:
            await self._misbehave(faults.pop(0))
        elif self.request.headers.get("Authorization") != f"token {self.state.token}":
            raise HTTPError(403, "The token is not valid. Log in again.")

    async def _misbehave(self, fault: str) -> None:
        if fault == "slow":
            await asyncio.sleep(1.5)
        elif fault == "redirect":
            self.redirect("/hub/login")
        elif fault == "malformed":
            self.finish("<html>not JSON</html>")
        elif fault == "huge":
            self.finish(json.dumps("x" * 2_000_000))
        elif fault == "drop":
            self.detach().close()
        elif fault == "busy":
            self.set_header("Retry-After", "5")
            self.answer({"error": {"code": "busy", "message": "Too many at once. Try again soon."}}, 429)
        else:
            self.set_status(int(fault))
            self.finish("busy")

    def answer(self, value: object, status: int = 200) -> None:
        """Finish with a JSON value."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(value))

    def body(self) -> Json:
        """Return the request's JSON object."""
        value: Json = json.loads(self.request.body)
        return value

    def write_error(self, status_code: int, **kwargs: object) -> None:
        info = kwargs.get("exc_info")
        error = info[1] if isinstance(info, tuple) else None
        message = getattr(error, "log_message", None) or "Something failed. Try again."
        self.answer({"error": {"code": f"http_{status_code}", "message": message}}, status_code)


def _encode(event: Json) -> bytes:
    data = {name: value for name, value in event.items() if name != "type"}
    return f"event: {event['type']}\ndata: {json.dumps(data)}\n\n".encode()
