"""The extension in a real Jupyter server, asked as a browser asks."""

import json
import urllib.error
import urllib.request

import pytest

from tests.coursewright_lab.fake_guild import person
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService

KEY = "m01-hash-chain"
PATH = f"courses/m01-foundations/{KEY}.ipynb"
ROUTES = [
    ("GET", "api/v1/me"),
    ("POST", "api/v1/lessons/m01-l1-ledgers/completion"),
    ("PUT", "api/v1/me"),
    ("DELETE", "api/v1/lessons/m01-l1-ledgers/completion"),
    ("POST", "local/open"),
    ("POST", "local/submit"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_whoever_is_not_logged_in_gets_nothing(
    lab: RunningLab, shared_service: RunningService, method: str, path: str
) -> None:
    before = len(shared_service.state.asked())
    assert lab.ask(method, path, {} if method == "POST" else None, token=None).status == 403
    assert lab.ask(method, path, token="wrong").status == 403
    assert len(shared_service.state.asked()) == before


def test_a_cookie_alone_cannot_write_without_the_xsrf_token(lab: RunningLab) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    browser.open(f"{lab.url}/login?token={JUPYTER_TOKEN}").close()
    browser.open(f"{lab.url}/coursewright/api/v1/me").close()
    with pytest.raises(urllib.error.HTTPError, match="403") as refused:
        browser.open(f"{lab.url}/coursewright/local/open", json.dumps({"key": KEY}).encode())
    refused.value.close()


def test_every_handler_has_a_guard(lab: RunningLab) -> None:
    log = lab.log.read_text()
    unguarded = [line for line in log.splitlines() if line.startswith("- ") and "registered for" in line]
    assert [line for line in unguarded if "coursewright" in line] == []
    assert "coursewright_lab | extension was successfully loaded" in log


def test_the_api_is_mirrored(lab: RunningLab) -> None:
    assert lab.ask("GET", "api/v1/me").body["username"] == "ada"
    assert lab.ask("GET", "api/v1/feed?limit=1&no_track_activity=1&1795303508617").body["next"] == "f2"


def test_the_services_refusals_arrive_as_they_are(lab: RunningLab) -> None:
    status, message = lab.message("GET", "api/v1/exercises/m09-nothing")
    assert (status, message) == (404, "There is no such item. Open it from the Course panel.")


def test_a_busy_service_says_through_the_mirror_when_to_come_again(
    lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.faults["me"] = ["busy"]
    reply = lab.ask("GET", "api/v1/me")
    assert (reply.status, reply.retry_after) == (429, "5")


def test_a_lesson_is_marked_and_unmarked_through_the_mirror(lab: RunningLab) -> None:
    path = "api/v1/lessons/m01-l1-ledgers/completion"
    assert lab.ask("POST", path).body["status"] == "completed"
    assert lab.ask("DELETE", path).body["status"] == "in-progress"


def test_a_name_may_be_an_address(lab: RunningLab, shared_service: RunningService) -> None:
    shared_service.state.guild.people["d+e@x.org"] = person("d+e@x.org")
    answer = lab.ask("PUT", "api/v1/people/d%2Be%40x.org/follow")
    assert (answer.status, answer.body["is_followed"]) == (200, True)


@pytest.mark.parametrize("path", ["..%2f..%2fhub", "%2e%2e/hub", "a//b", "", "events", "a/.hidden", "a%00b"])
def test_the_mirror_has_nothing_but_the_api(
    lab: RunningLab, shared_service: RunningService, path: str
) -> None:
    before = len(shared_service.state.asked())
    assert lab.ask("GET", f"api/v1/{path}").status == 404
    assert len(shared_service.state.asked()) == before


@pytest.mark.parametrize(("fault", "status"), [("redirect", 502), ("malformed", 502), ("500", 502)])
def test_a_failing_service_is_reported_with_what_to_do(
    lab: RunningLab, shared_service: RunningService, fault: str, status: int
) -> None:
    shared_service.state.faults["course"] = [fault]
    answered, message = lab.message("GET", "api/v1/course")
    assert answered == status
    assert message.endswith("try again in a minute.")


def test_an_exercise_is_opened_and_submitted(lab: RunningLab, shared_service: RunningService) -> None:
    assert lab.ask("POST", "local/open", {"key": KEY}).body == {"path": PATH, "state": "created"}
    submitted = lab.ask("POST", "local/submit", {"path": PATH})
    assert (submitted.status, submitted.body["attempt"], submitted.body["state"]) == (202, 1, "queued")
    assert shared_service.state.asked()[-1] == ("POST", f"exercises/{KEY}/submissions")


def test_a_press_of_the_button_keeps_its_name(lab: RunningLab, shared_service: RunningService) -> None:
    lab.ask("POST", "local/open", {"key": KEY})
    for key in ("one", None):
        assert lab.ask("POST", "local/submit", {"path": PATH, "key": key}).status == 202
    assert shared_service.state.presses[-2:] == ["one", None]


def test_what_is_no_exercise_is_not_submitted(lab: RunningLab) -> None:
    (lab.root / "mine.ipynb").write_text(
        json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    (lab.root / "notes.txt").write_text("text")
    (lab.root / "broken.ipynb").write_text("{")
    lesson = lab.ask("POST", "local/open", {"key": "m01-l2-hashes"}).body["path"]
    refused = {path: lab.message("POST", "local/submit", {"path": path}) for path in ("mine.ipynb", lesson)}
    assert {status for status, _ in refused.values()} == {422}
    assert all("opened from the Course panel" in message for _, message in refused.values())
    for path in ("notes.txt", "broken.ipynb"):
        status, message = lab.message("POST", "local/submit", {"path": path})
        assert status == 422
        assert message.endswith("Check that it opens in JupyterLab.")
    assert lab.message("POST", "local/submit", {"path": "away.ipynb"})[0] == 404
    assert lab.message("POST", "local/submit", {"path": "../../etc/passwd"})[0] in {404, 422}


def test_a_too_large_notebook_is_not_sent(lab: RunningLab, shared_service: RunningService) -> None:
    path = lab.ask("POST", "local/open", {"key": "b1-encapsulate"}).body["path"]
    file = lab.root / path
    notebook = json.loads(file.read_text())
    notebook["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 300_000}]
    file.write_text(json.dumps(notebook))
    status, message = lab.message("POST", "local/submit", {"path": path})
    assert (status, message) == (
        413,
        "The notebook is 0.3 MB; at most 0.2 MB is taken. Clear its outputs, save and submit again.",
    )
    assert ("POST", "exercises/b1-encapsulate/submissions") not in shared_service.state.requests


def test_a_too_large_request_is_not_passed_on(lab: RunningLab) -> None:
    assert lab.ask("POST", "api/v1/anything", {"text": "x" * 300_000}).status == 413


@pytest.mark.parametrize("body", [["a list"], "text", 3])
def test_a_body_that_is_no_object_is_refused(lab: RunningLab, body: object) -> None:
    assert lab.message("POST", "local/open", body)[0] == 400
    assert lab.message("POST", "local/submit", body)[0] == 400


def test_a_file_must_be_named(lab: RunningLab) -> None:
    assert lab.message("POST", "local/submit", {}) == (
        400,
        "No file was named. Open the exercise's notebook and submit it from there.",
    )
