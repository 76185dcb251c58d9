"""The client of the service, against one that misbehaves."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from coursewright_lab.client import ServiceClient
from coursewright_lab.errors import LabError, ServiceAway, ServiceRefused
from coursewright_lab.source import Answer
from tests.coursewright_lab.fake_state import State
from tests.coursewright_lab.running import RunningService, free_port

T = TypeVar("T")
TOKEN = State().token


def with_client(url: str, act: Callable[[ServiceClient], Awaitable[T]], token: str = TOKEN) -> T:
    async def run() -> T:
        client = ServiceClient(url, token, timeout=0.5, retry_delays=(0.01, 0.01), max_answer_bytes=1_000_000)
        try:
            return await act(client)
        finally:
            client.close()

    return asyncio.run(run())


def call(service: RunningService, method: str, path: str) -> Answer:
    return with_client(service.url, lambda client: client.call(method, path))


def test_the_learners_token_is_sent(service: RunningService) -> None:
    assert call(service, "GET", "me").body["username"] == "ada"


def test_a_wrong_token_is_refused_in_the_services_words(service: RunningService) -> None:
    with pytest.raises(ServiceRefused, match="Log in again") as refused:
        with_client(service.url, lambda client: client.ask("GET", "me"), token="stolen")
    assert refused.value.status == 403


@pytest.mark.parametrize("fault", ["503", "502", "drop", "slow"])
def test_reading_is_tried_again_when_the_service_stumbles(service: RunningService, fault: str) -> None:
    service.state.faults["me"] = [fault, fault]
    assert call(service, "GET", "me").status == 200
    assert service.state.requests.count(("GET", "me")) == 3


@pytest.mark.parametrize("fault", ["503", "drop"])
def test_writing_is_never_sent_twice(service: RunningService, fault: str) -> None:
    path = "lessons/m01-l1-ledgers/completion"
    service.state.faults[path] = [fault]
    with pytest.raises(ServiceAway):
        call(service, "POST", path)
    assert service.state.requests.count(("POST", path)) == 1


def test_a_busy_services_word_on_when_to_come_again_is_kept(service: RunningService) -> None:
    service.state.faults["me"] = ["busy"]
    answer = call(service, "GET", "me")
    assert (answer.status, answer.retry_after) == (429, "5")


@pytest.mark.parametrize("fault", ["malformed", "redirect", "500", "huge"])
def test_a_senseless_answer_is_an_error_that_says_the_work_is_safe(
    service: RunningService, fault: str
) -> None:
    service.state.faults["course"] = [fault] * 3
    with pytest.raises(ServiceAway, match="Your work is safe in your files"):
        call(service, "GET", "course")


def test_a_service_that_is_away_is_reported() -> None:
    with pytest.raises(ServiceAway, match="try again in a minute"):
        with_client(f"http://127.0.0.1:{free_port()}", lambda client: client.call("GET", "me"))


def test_without_a_service_the_message_says_how_to_get_one() -> None:
    with pytest.raises(LabError, match="COURSEWRIGHT_SERVICE_URL"):
        with_client("", lambda client: client.call("GET", "me"))


def test_a_path_cannot_leave_the_api(service: RunningService) -> None:
    assert call(service, "GET", "items/..%2F..%2Fhub/notebook").status == 404
