"""A loopback stand-in for the Coursewright service: answers as agreed, or misbehaves on demand."""

import argparse
import asyncio
import json
import socket
import sys
from dataclasses import dataclass, field

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler

from tests.coursewright_lab import fake_course, fake_onboarding
from tests.coursewright_lab.fake_course import Json
from tests.coursewright_lab.fake_dashboard import Facts
from tests.coursewright_lab.fake_forum import Forum
from tests.coursewright_lab.fake_guild import NOBODY, Guild
from tests.coursewright_lab.fake_onboarding import OwnCourses
from tests.coursewright_lab.fake_quiz import Quizzes
from tests.coursewright_lab.fake_resource import Resources

PREFIX = r"/services/coursewright/api/v1/"
STEPS = 4


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
    guild: Guild = field(default_factory=Guild)

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
        known = {"before", "limit", "state", "east", "show", "module", "key", "words", "circle"}
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


class Health(Handler):
    def get(self) -> None:
        self.answer({"status": "ok"})


class Me(Handler):
    def get(self) -> None:
        self.answer(fake_course.me(self.state.username))


class Course(Handler):
    def get(self) -> None:
        shown = self.state.own.at_hand()
        if [each["id"] for each in self.state.course["personal"]] != [each["id"] for each in shown]:
            self.state.course["personal"] = shown
        self.answer(self.state.course)


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


class Notebook(Handler):
    def get(self, key: str) -> None:
        item = self.state.item(key)
        if item["status"] == "not-started":
            item["status"] = "in-progress"
        self.answer(
            {
                "key": key,
                "kind": item["kind"],
                "title": item["title"],
                "module": self.state.module_of(key),
                "filename": f"{key}.ipynb",
                "version": self.state.version,
                "notebook": fake_course.notebook(key, item["kind"], self.state.version),
            }
        )


class Completion(Handler):
    def post(self, key: str) -> None:
        self._set(key, "completed")

    def delete(self, key: str) -> None:
        self._set(key, "in-progress")

    def _set(self, key: str, status: str) -> None:
        item = self.state.item(key)
        item["status"] = status
        self.answer(item)


class Exercise(Handler):
    def get(self, key: str) -> None:
        item = self.state.item(key)
        attempts = [submission for submission in self.state.submissions if submission["key"] == key]
        self.answer(
            {
                "key": key,
                "title": item["title"],
                "points": item["points"],
                "due_at": item["due_at"],
                "lock_reason": self.state.lock_reason,
                "attempts": len(attempts),
                "latest": attempts[-1] if attempts else None,
                "hints": self.state.hints,
                "rubric": [],
            }
        )


class Submissions(Handler):
    def get(self, key: str) -> None:
        attempts = [submission for submission in self.state.submissions if submission["key"] == key]
        self.answer({"items": attempts[::-1], "next": None})

    def post(self, key: str) -> None:
        body = self.body()
        self.state.presses.append(body.get("idempotency_key"))
        answer = body["notebook"]["cells"][-1]["source"]
        attempt = 1 + sum(submission["key"] == key for submission in self.state.submissions)
        submission = {
            "id": f"s{len(self.state.submissions) + 1}",
            "key": key,
            "attempt": attempt,
            "state": "queued",
            "done": 0,
            "total": STEPS,
            "score": None,
            "max_score": 10,
            "passed": None,
            "submitted_at": "2026-11-20T11:00:00+00:00",
            "graded_at": None,
            "needs_manual_grade": False,
            "tests": [],
            "feedback": None,
            "error": None,
            "integrity": [],
            "sandbox": None,
            "hint_penalty": 0,
            "regrade": None,
        }
        self.state.answers[str(submission["id"])] = answer
        self.state.submissions.append(submission)
        self.state.item(key).update(attempts=attempt, status="pending")
        self.grading = asyncio.get_running_loop().create_task(_grade(self.state, submission, answer))
        self.answer(submission, 202)


class Submission(Handler):
    def get(self, number: str) -> None:
        self.answer(next(submission for submission in self.state.submissions if submission["id"] == number))


class Hint(Handler):
    def put(self, key: str, number: str) -> None:  # noqa: ARG002
        hint = self.state.hints[int(number) - 1]
        hint.update(text=fake_course.HINT, revealed_at="2026-11-20T10:00:00+00:00")
        self.answer({"hints": self.state.hints})


class Cells(Handler):
    def get(self, number: str) -> None:
        source = self.state.answers[number]
        cell = {"name": "link", "is_asked_for": True, "cell_type": "code", "source": source}
        self.answer({"submission_id": number, "attempt": int(number[1:]), "cells": [cell]})


class Regrade(Handler):
    def post(self, number: str) -> None:
        submission = next(each for each in self.state.submissions if each["id"] == number)
        submission["regrade"] = fake_course.regrade(self.body()["reason"])
        self.answer(submission["regrade"], 201)


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


class Quiz(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.overview())


class Sittings(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.lines())

    def post(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.quizzes.begin(only_missed=self.body()["only_missed"]))


class Sitting(Handler):
    def get(self, number: str) -> None:
        self.answer(self.state.quizzes.sitting(number))


class QuizAnswer(Handler):
    def put(self, number: str, question: str) -> None:
        sitting = self.state.quizzes.sitting(number)
        if sitting["submitted_at"]:
            raise HTTPError(409, "You submitted this quiz already: look at its result.")
        asked = next(each for each in sitting["questions"] if each["id"] == question)
        asked.update(self.body())
        self.answer({"question": question, **self.body()})


class QuizSubmission(Handler):
    def post(self, number: str) -> None:
        self.answer(self.state.quizzes.submit(number))


class Dashboard(Handler):
    def get(self) -> None:
        self.answer(self.state.facts.dashboard())


class Review(Handler):
    def get(self) -> None:
        self.answer(self.state.quizzes.review())


class ReviewAnswer(Handler):
    def post(self, card: str) -> None:
        self.answer(self.state.quizzes.answer(card, self.body()))


class Verdict(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.quizzes.judge(number, is_correct=self.body()["is_correct"]))


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


class ResourceList(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.listed(self.get_argument("before", "")))

    def post(self, key: str) -> None:  # noqa: ARG002
        refusal = self.state.resources.refusal(self.state.username, self.body())
        if refusal is None:
            self.answer(self.state.resources.propose(self.state.username, self.body()), 201)
        else:
            status, code, message = refusal
            self.answer({"error": {"code": code, "message": message}}, status)


class ResourceProposals(Handler):
    def get(self, key: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.own(self.state.username))


class TakenBack(Handler):
    def delete(self, number: str) -> None:
        self.answer(self.state.resources.take_back(number))


class ResourceVote(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.resources.vote(number, is_good=True))

    def delete(self, number: str) -> None:
        self.answer(self.state.resources.vote(number, is_good=False))


class StaffResources(Handler):
    def get(self, slug: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.queue(self.get_argument("state")))


class ResourceDecision(Handler):
    def put(self, slug: str, number: str) -> None:  # noqa: ARG002
        self.answer(self.state.resources.decide(number, self.body()))


class Minutes(Handler):
    def post(self, key: str) -> None:
        self.state.item(key)
        self.answer(self.state.facts.count(key))


class Feed(Handler):
    def get(self) -> None:
        limit = int(self.get_argument("limit", "20"))
        before = self.get_argument("before", "")
        heard = [item for item in self.state.feed if self.state.guild.can_hear(item)]
        ids = [item["id"] for item in heard]
        first = ids.index(before) + 1 if before in ids else 0
        page = heard[first : first + limit]
        more = first + limit < len(ids)
        self.answer({"items": page, "next": page[-1]["id"] if more else None})


class Threads(Handler):
    def get(self) -> None:
        wanted = (self.get_argument(name, "") for name in ("show", "module", "key"))
        self.answer(self.state.forum.lines(*wanted))

    def post(self) -> None:
        self.answer(self.state.forum.ask(self.body()), 201)


class Thread(Handler):
    def get(self, number: str) -> None:
        self.answer(self.state.forum.open(number))


class ThreadReplies(Handler):
    def get(self, number: str) -> None:
        self.answer({"items": self.state.forum.of(number), "next": None})


class ThreadAnswer(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.forum.accept(number, self.body()["post"]))


class PostReplies(Handler):
    def post(self, number: str) -> None:
        self.answer(self.state.forum.reply(number, self.body()), 201)


class ForumPost(Handler):
    def put(self, number: str) -> None:
        post = self.state.forum.post(number)
        post.update(content=self.body()["content"], edited_at="2026-11-20T12:00:00+00:00")
        self.answer(post)

    def delete(self, number: str) -> None:
        self.answer(self.state.forum.delete(number))


class Vote(Handler):
    def put(self, number: str) -> None:
        self.answer(self.state.forum.vote(number, self.body()["vote"]))

    def delete(self, number: str) -> None:
        self.answer(self.state.forum.vote(number, None))


class ForumSearch(Handler):
    def get(self) -> None:
        self.answer(self.state.forum.found(self.get_argument("words", "")))


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


class CourseServer(Handler):
    def post(self, slug: str) -> None:
        self.state.course_server_polls += 1
        ready = self.state.course_server_polls > 1
        self.answer({"url": f"/user/course-{slug}/formgrader", "state": "ready" if ready else "starting"})


class Events(Handler):
    async def get(self) -> None:
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.state.subscribers.append(queue)
        self.set_header("Content-Type", "text/event-stream")
        self.write("retry: 2000\nevent: ready\ndata: {}\n\n")
        try:
            await self.flush()
            while (chunk := await queue.get()) is not None:
                self.write(chunk)
                await self.flush()
        except StreamClosedError:
            pass
        finally:
            self.state.subscribers.remove(queue)


def _encode(event: Json) -> bytes:
    data = {name: value for name, value in event.items() if name != "type"}
    return f"event: {event['type']}\ndata: {json.dumps(data)}\n\n".encode()


async def _grade(state: State, submission: Json, answer: str) -> None:
    def tell() -> None:
        told = {name: submission[name] for name in ("key", "state", "done", "total")}
        state.say({"type": "submission", "user": state.username, "submission_id": submission["id"], **told})

    for done in range(STEPS):
        submission.update(state="grading", done=done)
        tell()
        await asyncio.sleep(state.step_seconds)
    tests = fake_course.tests_of(answer)
    score = sum(test["points"] for test in tests)
    submission.update(
        state="graded",
        done=STEPS,
        tests=tests,
        score=score,
        passed=score >= 7,
        needs_manual_grade=True,
        graded_at="2026-11-20T11:00:03+00:00",
    )
    status = "passed" if score >= 7 else "failed"
    state.item(submission["key"]).update(status=status, score=score, max_score=10)
    tell()
    if not submission["passed"]:
        return
    title = state.item(submission["key"])["title"]
    number = len(state.feed) + 1
    state.feed.insert(
        0, fake_course.feed_item(number, state.username, "passed_exercise", submission["key"], title)
    )
    state.say({"type": "activity", "user": state.username, "activity_id": f"f{number}"})


ROUTES = {
    "health": Health,
    "me": Me,
    "course": Course,
    "dashboard": Dashboard,
    "review": Review,
    "items/([^/]+)/minutes": Minutes,
    "onboarding": Onboarding,
    "onboarding/preview": Preview,
    "courses": OwnCourseList,
    "courses/([^/]+)": OwnCourse,
    "courses/([^/]+)/archive": Archive,
    "courses/([^/]+)/restore": Restore,
    "items/([^/]+)/notebook": Notebook,
    "lessons/([^/]+)/completion": Completion,
    "exercises/([^/]+)": Exercise,
    "exercises/([^/]+)/submissions": Submissions,
    "submissions/([^/]+)": Submission,
    "submissions/([^/]+)/cells": Cells,
    "submissions/([^/]+)/regrade-requests": Regrade,
    "exercises/([^/]+)/hints/([0-9]+)": Hint,
    "cohorts/([^/]+)/regrade-requests": StaffRegrades,
    "cohorts/([^/]+)/regrade-requests/([^/]+)/answer": RegradeAnswer,
    "modules/([^/]+)/quiz": Quiz,
    "modules/([^/]+)/quiz/sessions": Sittings,
    "quiz-sessions/([^/]+)": Sitting,
    "quiz-sessions/([^/]+)/answers/([^/]+)": QuizAnswer,
    "quiz-sessions/([^/]+)/submission": QuizSubmission,
    "review/cards/([^/]+)/answers": ReviewAnswer,
    "review/answers/([^/]+)/verdict": Verdict,
    "cohorts/([^/]+)/short-answers": ShortAnswers,
    "cohorts/([^/]+)/short-answers/([^/]+)/decision": ShortAnswerDecision,
    "modules/([^/]+)/resources": ResourceList,
    "modules/([^/]+)/resource-proposals": ResourceProposals,
    "resources/([^/]+)": TakenBack,
    "resources/([^/]+)/vote": ResourceVote,
    "cohorts/([^/]+)/resources": StaffResources,
    "cohorts/([^/]+)/resources/([^/]+)/decision": ResourceDecision,
    "feed": Feed,
    "forum/threads": Threads,
    "forum/threads/([^/]+)": Thread,
    "forum/threads/([^/]+)/replies": ThreadReplies,
    "forum/threads/([^/]+)/answer": ThreadAnswer,
    "forum/posts/([^/]+)": ForumPost,
    "forum/posts/([^/]+)/replies": PostReplies,
    "forum/posts/([^/]+)/vote": Vote,
    "forum/search": ForumSearch,
    "cohorts/([^/]+)/feed": CohortFeed,
    "me/privacy": Privacy,
    "people": People,
    "people/([^/]+)": Profile,
    "people/([^/]+)/feed": PersonFeed,
    "people/([^/]+)/(follow|mute|block)": Relation,
    "achievements": Achievements,
    "achievements/([^/]+)/feature": Feature,
    "cohorts/([^/]+)/course-server": CourseServer,
    "events": Events,
}


def serve(state: State, port: int = 0) -> tuple[HTTPServer, str]:
    """Listen on loopback in the running loop; return the server and the service's URL."""
    listener = socket.create_server(("127.0.0.1", port))
    application = Application(
        [(PREFIX + path, handler, {"state": state}) for path, handler in ROUTES.items()]
    )
    server = HTTPServer(application)
    server.add_socket(listener)
    listener.setblocking(False)
    return server, f"http://127.0.0.1:{listener.getsockname()[1]}/services/coursewright"


async def _run_until_killed(port: int, username: str) -> None:
    _, url = serve(State(username=username), port)
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--user", default="ada")
    arguments = parser.parse_args()
    asyncio.run(_run_until_killed(arguments.port, arguments.user))
