"""The demo answers as the service does, remembers what was done, and says what it can't do."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursewright_lab.demo.progress import Progress
from coursewright_lab.demo.source import DemoSource
from coursewright_lab.source import Answer
from hub.api.routes import ROUTES

LESSON, EXERCISE = "m01-l1-ledgers", "m01-hash-chain"
QUIZ = "modules/module-01-blockchain/quiz"
LINKS = "modules/module-01-blockchain/resources"
Ask = Callable[..., Answer]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the progress is kept."""
    return tmp_path / "data" / "demo.json"


@pytest.fixture
def ask(file: Path) -> Ask:
    """Ask a demo that was started just now, so nothing is remembered but by the file."""

    def call(method: str, path: str, value: object = None) -> Answer:
        body = None if value is None else json.dumps(value).encode()
        return asyncio.run(DemoSource(Progress(file)).call(method, path, body=body))

    return call


def fits_the_service(method: str, path: str, body: object) -> None:
    """Fail unless the service's own schema of this route takes the answer."""
    (route,) = [each for each in ROUTES if each.method == method and re.fullmatch(each.pattern, "/" + path)]
    assert route.response is not None
    shown = route.response.model_validate(body).model_dump(mode="json")
    assert set(shown) == set(body if isinstance(body, dict) else {})


def own_course(ask: Ask) -> str:
    return str(ask("GET", "courses").body["items"][0]["id"])


@pytest.mark.parametrize(
    "path",
    [
        "health",
        "me",
        "course",
        "dashboard",
        "courses",
        "feed",
        f"items/{LESSON}/notebook",
        "items/b1-encapsulate/notebook",
        f"exercises/{EXERCISE}",
        f"exercises/{EXERCISE}/submissions",
        QUIZ,
        f"{QUIZ}/sessions",
        LINKS,
    ],
)
def test_what_is_read_fits_the_schema_of_the_service(ask: Ask, path: str) -> None:
    answer = ask("GET", path)
    assert answer.status == 200
    fits_the_service("GET", path, answer.body)


def test_the_own_course_of_the_demo_is_at_hand(ask: Ask) -> None:
    path = f"courses/{own_course(ask)}"
    answer = ask("GET", path)
    fits_the_service("GET", path, answer.body)
    assert (answer.body["state"], answer.body["status"]) == ("ready", "active")
    assert answer.body["id"] == ask("GET", "course").body["personal"][0]["id"]


def test_a_lesson_done_stays_done_and_moves_its_modules_bar(ask: Ask) -> None:
    done = ask("POST", f"lessons/{LESSON}/completion")
    fits_the_service("POST", f"lessons/{LESSON}/completion", done.body)
    module = ask("GET", "course").body["tracks"][0]["modules"][0]
    assert (done.body["status"], module["items"][0]["status"]) == ("completed", "completed")
    assert (module["status"], module["progress_percent"]) == ("in-progress", 25)
    assert ask("DELETE", f"lessons/{LESSON}/completion").body["status"] == "in-progress"
    assert ask("GET", "course").body["tracks"][0]["modules"][0]["progress_percent"] == 0


def test_opening_an_item_begins_it_and_takes_no_completion_back(ask: Ask) -> None:
    def status() -> str:
        return str(ask("GET", "course").body["tracks"][0]["modules"][0]["items"][0]["status"])

    assert status() == "not-started"
    ask("GET", f"items/{LESSON}/notebook")
    assert status() == "in-progress"
    ask("POST", f"lessons/{LESSON}/completion")
    ask("GET", f"items/{LESSON}/notebook")
    assert status() == "completed"


def test_a_minute_at_work_is_counted_once_and_told(ask: Ask) -> None:
    counted = [ask("POST", f"items/{LESSON}/minutes", {"east": 0}) for _ in range(2)]
    fits_the_service("POST", f"items/{LESSON}/minutes", counted[0].body)
    assert counted[0].body["is_counted"] is True
    time = ask("GET", "dashboard").body["time"]
    spent = sum(each.body["is_counted"] for each in counted)  # a new minute may begin between the two
    assert time["items"] == [{"key": LESSON, "minutes": spent}]
    assert (len(time["days"]), time["days"][-1]["minutes"]) == (7, spent)
    assert ask("POST", "items/m09-x/minutes", {}).status == 404


def test_a_submission_is_refused_with_what_grading_needs(ask: Ask) -> None:
    refused = ask("POST", f"exercises/{EXERCISE}/submissions", {"notebook": {}})
    assert (refused.status, refused.body["error"]["code"]) == (409, "demo")
    assert "nothing was submitted" in refused.body["error"]["message"]
    assert refused.body["error"]["message"].endswith("log in to a hub to be graded.")
    assert len(refused.body["error"]["message"]) <= 140  # JupyterLab cuts notifications there
    assert ask("GET", f"exercises/{EXERCISE}").body["attempts"] == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "onboarding"),
        ("GET", "review"),
        ("POST", "courses"),
        ("PUT", f"exercises/{EXERCISE}/hints/1"),
        ("POST", LINKS),
        ("PUT", "resources/1/vote"),
        ("GET", "cohorts/demo/regrade-requests"),
        ("GET", "submissions/1"),
        ("GET", "../me"),
    ],
)
def test_what_needs_a_service_is_refused_with_what_to_do(ask: Ask, method: str, path: str) -> None:
    refused = ask(method, path, {} if method != "GET" else None)
    assert (refused.status, refused.body["error"]["code"]) == (404, "demo")
    assert refused.body["error"]["message"].endswith("to use it.")


@pytest.mark.parametrize(
    "path", ["items/m09-x/notebook", "exercises/m01-l1-ledgers", "exercises/m09-x/submissions"]
)
def test_what_is_not_in_the_demo_is_not_found(ask: Ask, path: str) -> None:
    assert ask("GET", path).status == 404


def test_a_file_that_cannot_be_read_begins_the_demo_anew(ask: Ask, file: Path) -> None:
    ask("POST", f"lessons/{LESSON}/completion")
    for broken in ("", "[]", '{"items": 3, "sittings": []}', "{"):
        file.write_text(broken)
        assert ask("GET", "course").body["tracks"][0]["modules"][0]["progress_percent"] == 0


def test_a_folder_that_cannot_be_written_is_named(ask: Ask, file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    refused = ask("POST", f"lessons/{LESSON}/completion")
    assert refused.status == 409
    assert str(file) in refused.body["error"]["message"]
    assert ask("GET", "course").status == 200


def sit(ask: Ask, answers: dict[str, str], *, only_missed: bool = False) -> Any:  # noqa: ANN401
    """Take the quiz with these answers, by the beginning of the question, and submit it."""
    begun = ask("POST", f"{QUIZ}/sessions", {"only_missed": only_missed})
    fits_the_service("POST", f"{QUIZ}/sessions", begun.body)
    sitting = f"quiz-sessions/{begun.body['id']}"
    for question in begun.body["questions"]:
        given = next(text for start, text in answers.items() if question["text"].startswith(start))
        path = f"{sitting}/answers/{question['id']}"
        saved = ask("PUT", path, {"answer": given, "seconds": 3})
        fits_the_service("PUT", path, saved.body)
    submitted = ask("POST", f"{sitting}/submission")
    fits_the_service("POST", f"{sitting}/submission", submitted.body)
    assert ask("GET", sitting).body == submitted.body
    return submitted.body


RIGHT = {"Where": "a", "If": "false", "On a hub": "c", "Which key": " SPACE. "}
WRONG = {"Where": "b", "If": "true", "On a hub": "c", "Which key": "Enter"}


def test_a_quiz_is_missed_and_then_passed_by_what_was_missed_alone(ask: Ask) -> None:
    first = sit(ask, WRONG)
    assert (first["earned"], first["possible"], first["is_passed"]) == (2, 6, False)
    standing = ask("GET", QUIZ).body
    assert (standing["status"], standing["missed"], standing["earned"]) == ("failed", 3, 2)
    second = sit(ask, RIGHT, only_missed=True)
    assert (second["is_partial"], second["earned"], second["possible"]) == (True, 4, 4)
    standing = ask("GET", QUIZ).body
    assert (standing["status"], standing["missed"], standing["earned"]) == ("passed", 0, 6)
    page = ask("GET", f"{QUIZ}/sessions").body
    fits_the_service("GET", f"{QUIZ}/sessions", page)
    assert [each["number"] for each in page["items"]] == [2, 1]
    quiz = ask("GET", "course").body["tracks"][0]["modules"][0]["items"][-1]
    assert (quiz["status"], quiz["score"], quiz["max_score"]) == ("passed", 6, 6)


def test_the_key_stays_back_until_the_quiz_is_submitted(ask: Ask) -> None:
    begun = ask("POST", f"{QUIZ}/sessions", {}).body
    assert "explanation" not in json.dumps(begun)
    assert [question["result"] for question in begun["questions"]] == [None] * 4
    assert ask("POST", f"{QUIZ}/sessions", {}).body["id"] == begun["id"]
    done = ask("POST", f"quiz-sessions/{begun['id']}/submission").body
    assert all(question["result"]["solution"]["explanation"] for question in done["questions"])
    late = ask("PUT", f"quiz-sessions/{begun['id']}/answers/{begun['questions'][0]['id']}", {"answer": "a"})
    assert late.status == 409


@pytest.mark.parametrize(
    "said", [{"answer": 3}, {"answer": "x" * 10_001}, {"answer": "a", "seconds": "x"}, []]
)
def test_an_answer_of_another_kind_is_refused(ask: Ask, said: object) -> None:
    begun = ask("POST", f"{QUIZ}/sessions", {}).body
    path = f"quiz-sessions/{begun['id']}/answers/{begun['questions'][0]['id']}"
    assert ask("PUT", path, said).status == 400
    assert ask("PUT", f"quiz-sessions/{begun['id']}/answers/x", {"answer": "a"}).status == 400
    assert ask("GET", "quiz-sessions/x").status == 404
