"""Answers the service's API from the files of this package, where there is no service."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from coursewright_lab.demo import content
from coursewright_lab.demo.progress import Progress
from coursewright_lab.demo.quiz import DemoQuiz
from coursewright_lab.errors import BadRequest, LabError
from coursewright_lab.source import Answer, Source

Json = dict[str, Any]

# JupyterLab shows the first 140 characters of a notification.
NOT_GRADED = (
    "This demo grades nothing, so nothing was submitted. Your notebook is saved: run its tests, "
    "or log in to a hub to be graded."
)
NOT_HERE = "The demo does not have this. Log in to a hub with Coursewright to use it."
_DONE = frozenset({"completed", "passed"})
_WEEK = 7


class _Route(NamedTuple):
    method: str
    pattern: str
    action: Callable[..., Json]
    takes_body: bool = False


class DemoSource(Source):
    """A module of the curriculum and one of a personal course; what needs a service is refused in words."""

    has_events = False

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._quiz = DemoQuiz(progress)
        quiz = f"modules/{self._quiz.key}/quiz"
        self._routes = [
            _Route("GET", "health", lambda: {"status": "ok"}),
            _Route("GET", "me", lambda: _ME),
            _Route("GET", "course", self._course),
            _Route("GET", "dashboard", self._dashboard),
            _Route("POST", "items/([^/]+)/minutes", self._count_minute),
            _Route("GET", "courses", self._own_courses),
            _Route("GET", "courses/([^/]+)", self._own_course),
            _Route("GET", "feed", _nothing),
            _Route("GET", "items/([^/]+)/notebook", self._notebook),
            _Route("POST", "lessons/([^/]+)/completion", self._complete),
            _Route("DELETE", "lessons/([^/]+)/completion", self._reopen),
            _Route("GET", "exercises/([^/]+)", self._exercise),
            _Route("GET", "exercises/([^/]+)/submissions", self._no_submissions),
            _Route("POST", "exercises/([^/]+)/submissions", self._refuse_submission),
            _Route("GET", f"modules/{content.resources()['key']}/resources", _links),
            _Route("GET", quiz, self._read_quiz),
            _Route("GET", f"{quiz}/sessions", self._quiz.page),
            _Route("POST", f"{quiz}/sessions", self._quiz.begin, takes_body=True),
            _Route("GET", "quiz-sessions/([^/]+)", self._quiz.read),
            _Route("PUT", "quiz-sessions/([^/]+)/answers/([^/]+)", self._quiz.answer, takes_body=True),
            _Route("POST", "quiz-sessions/([^/]+)/submission", self._quiz.submit),
        ]

    async def call(self, method: str, path: str, *, query: str = "", body: bytes | None = None) -> Answer:  # noqa: ARG002
        """Answer from the package and from the file of the progress; no list is longer than a page."""
        try:
            return Answer(200, self._respond(method, path, body))
        except LabError as error:
            return Answer(error.status, error.as_json())

    def _respond(self, method: str, path: str, body: bytes | None) -> Json:
        for route in self._routes:
            found = re.fullmatch(route.pattern, path)
            if route.method == method and found:
                more = [_object(body)] if route.takes_body else []
                return route.action(*found.groups(), *more)
        raise LabError(NOT_HERE, status=404, code="demo")

    async def stream(self, on_chunk: Callable[[bytes], None]) -> None:
        """Nothing ever happens by itself here."""

    def close(self) -> None:
        """Nothing is held."""

    def _course(self) -> Json:
        said = content.course()
        return {
            "cohort": None,
            "tracks": [{**track, "modules": self._modules(track)} for track in said["tracks"]],
            "personal": [self._personal(course) for course in said["personal"]],
        }

    def _personal(self, course: Json) -> Json:
        modules = self._modules(course)
        percent = sum(module["progress_percent"] for module in modules) / max(1, len(modules))
        shown = {name: course[name] for name in ("id", "title")}
        return {**shown, "progress_percent": round(percent, 2), "modules": modules}

    def _modules(self, parent: Json) -> list[Json]:
        return [self._module(module) for module in parent["modules"]]

    def _module(self, module: Json) -> Json:
        items = [self._item(item) for item in module["items"]]
        done = sum(item["status"] in _DONE for item in items)
        has_begun = any(item["status"] != "not-started" for item in items)
        status = "completed" if done == len(items) else "in-progress" if has_begun else "not-started"
        return {
            **module,
            "status": status,
            "progress_percent": round(100 * done / len(items), 2),
            "is_locked": False,
            "lock_reason": None,
            "needs": [],
            "is_optional": False,
            "items": items,
        }

    def _item(self, item: Json) -> Json:
        blank = {"due_at": None, "score": None, "max_score": None, "attempts": 0}
        if item["kind"] == "quiz":
            return {**item, **blank, **self._quiz.line()}
        return {**item, **blank, "status": self._progress.status(item["key"])}

    def _own_courses(self) -> Json:
        return {"items": [self._own(course) for course in content.course()["personal"]], "next": None}

    def _own_course(self, number: str) -> Json:
        for course in content.course()["personal"]:
            if course["id"] == number:
                return self._own(course)
        raise LabError(NOT_HERE, status=404, code="demo")

    def _own(self, course: Json) -> Json:
        shown = {name: course[name] for name in ("id", "title", "pitch", "domain", "created_at")}
        count = sum(len(module["items"]) for module in course["modules"])
        percent = round(self._personal(course)["progress_percent"])
        made = {"state": "ready", "done": count, "total": count, "error": None, "status": "active"}
        return {**shown, **made, "progress_percent": percent}

    def _notebook(self, key: str) -> Json:
        item = _find(key)
        if self._progress.status(key) == "not-started":
            self._progress.set_status(key, "in-progress")
        shown = {name: item[name] for name in ("key", "kind", "title", "module", "version")}
        return {**shown, "filename": f"{key}.ipynb", "notebook": content.notebook(key)}

    def _dashboard(self) -> Json:
        spent = self._progress.minutes()
        today = datetime.now().astimezone().date()
        dates = [(today - timedelta(days=ago)).isoformat() for ago in reversed(range(_WEEK))]
        sums = Counter[str]()
        for items in spent.values():
            sums.update(items)
        return {
            "pace": None,
            "achievements": {"count": 0, "earned": [], "nearest": []},
            "time": {
                "days": [{"date": date, "minutes": sum(spent.get(date, {}).values())} for date in dates],
                "items": [{"key": key, "minutes": sums[key]} for key in sorted(sums)],
            },
        }

    def _count_minute(self, key: str) -> Json:
        _find(key)
        return {"key": key, "is_counted": self._progress.count_minute(key, datetime.now().astimezone())}

    def _complete(self, key: str) -> Json:
        return self._set(key, "completed")

    def _reopen(self, key: str) -> Json:
        return self._set(key, "in-progress")

    def _set(self, key: str, status: str) -> Json:
        item = _find(key, "lesson")
        self._progress.set_status(key, status)
        return self._item({name: value for name, value in item.items() if name != "module"})

    def _exercise(self, key: str) -> Json:
        item = _find(key, "exercise")
        blank: Json = {
            "due_at": None,
            "lock_reason": None,
            "attempts": 0,
            "latest": None,
            "hints": [],
            "rubric": [],
        }
        return {**{name: item[name] for name in ("key", "title", "points")}, **blank}

    def _no_submissions(self, key: str) -> Json:
        _find(key, "exercise")
        return _nothing()

    def _refuse_submission(self, key: str) -> Json:
        _find(key, "exercise")
        raise LabError(NOT_GRADED, status=409, code="demo")

    def _read_quiz(self) -> Json:
        module = content.modules()[self._quiz.key]
        return self._quiz.standing(module["number"], module["title"])


_ME: Json = {"username": "demo", "full_name": None, "role": "student", "cohorts": [], "can_grade": False}


def _nothing() -> Json:
    return {"items": [], "next": None}


def _links() -> Json:
    return {"items": content.resources()["items"], "next": None}


def _find(key: str, kind: str | None = None) -> Json:
    item = content.items().get(key)
    if item is None or kind not in {None, item["kind"]}:
        raise LabError("There is no such item. Open it from the Course panel.", status=404, code="not_found")
    return item


def _object(body: bytes | None) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError as error:
        raise BadRequest("The request's body is not JSON. Send a JSON object.") from error
    if not isinstance(value, dict):
        raise BadRequest("The request's body is not a JSON object. Send one.")
    return value
