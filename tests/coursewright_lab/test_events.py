"""Events of the service reach the websocket that JupyterLab holds."""

import asyncio
import json
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.coursewright_lab.running import DEADLINE, JUPYTER_TOKEN, RunningLab, RunningService

SCHEMA = "https://coursewright.dev/events/activity/v1"


def first_event(
    lab: RunningLab, service: RunningService, sent: list[dict[str, Any]], kind: str
) -> dict[str, Any]:
    """Send events until one of `kind` arrives in the browser."""

    async def run() -> dict[str, Any]:
        url = lab.url.replace("http", "ws") + "/api/events/subscribe"
        socket = await websocket_connect(
            HTTPRequest(url, headers={"Authorization": f"token {JUPYTER_TOKEN}"})
        )
        try:
            while True:
                for event in sent:
                    service.say(event)
                message = await asyncio.wait_for(socket.read_message(), DEADLINE)
                received: dict[str, Any] = json.loads(message or "{}")
                if received.get("schema_id") == SCHEMA and received["type"] == kind:
                    return received
        finally:
            socket.close()
            while await socket.read_message() is not None:
                pass

    return asyncio.run(run())


def test_a_submissions_progress_reaches_the_browser(lab: RunningLab, shared_service: RunningService) -> None:
    event = {
        "type": "submission",
        "user": "ada",
        "submission_id": "s1",
        "key": "m01-hash-chain",
        "state": "grading",
    }
    received = first_event(lab, shared_service, [event | {"done": 1, "total": 4}], "submission")
    assert {name: received[name] for name in (*event, "done")} == event | {"done": 1}


def test_an_event_of_a_kind_that_is_not_known_does_not_stop_the_others(
    lab: RunningLab, shared_service: RunningService
) -> None:
    sent = [{"type": "weather", "user": "x"}, {"type": "activity", "user": "bob", "activity_id": "f7"}]
    assert first_event(lab, shared_service, sent, "activity")["activity_id"] == "f7"
