"""The one event stream of a server, and what happens when it is lost."""

import asyncio
from collections.abc import Callable
from typing import Any

from coursewright_lab.client import ServiceClient
from coursewright_lab.relay import EventRelay
from tests.coursewright_lab.running import DEADLINE, RunningService, free_port

Event = dict[str, Any]
ACTIVITY = {"type": "activity", "user": "bob", "activity_id": "f9"}


class Listener:
    """Collects what the relay emits, and the pauses it makes."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.pauses: list[float] = []

    def take(self, event: Event) -> None:
        if event.get("activity_id") == "refused":
            raise ValueError("does not fit the schema")
        self.events.append(event)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.01)

    def count(self, kind: str) -> int:
        return sum(event["type"] == kind for event in self.events)


def listen(url: str, script: Callable[[Listener], Any]) -> Listener:
    async def run() -> Listener:
        listener = Listener()
        client = ServiceClient(url, "learner-token", retry_delays=())
        relay = EventRelay(client, listener.take, first_pause=1.0, longest_pause=8.0, sleep=listener.pause)
        relay.start()
        try:
            await asyncio.wait_for(script(listener), DEADLINE)
        finally:
            await relay.stop()
            client.close()
        return listener

    return asyncio.run(run())


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.01)


def test_events_of_the_service_are_passed_on(service: RunningService) -> None:
    async def script(listener: Listener) -> None:
        await until(lambda: listener.count("ready") == 1)
        service.say(ACTIVITY)
        await until(lambda: listener.count("activity") == 1)

    assert listen(service.url, script).events == [{"type": "ready"}, ACTIVITY]


def test_a_lost_stream_is_opened_again_and_says_so(service: RunningService) -> None:
    async def script(listener: Listener) -> None:
        for round_ in (1, 2, 3):
            await until(lambda seen=round_: listener.count("ready") == seen)  # type: ignore[misc]
            service.drop_streams()

    listen(service.url, script)


def test_an_event_that_is_refused_does_not_end_the_stream(service: RunningService) -> None:
    async def script(listener: Listener) -> None:
        await until(lambda: listener.count("ready") == 1)
        service.say({"type": "activity", "activity_id": "refused"})
        service.say(ACTIVITY)
        await until(lambda: listener.count("activity") == 1)

    assert listen(service.url, script).count("ready") == 1


def test_the_pauses_grow_up_to_a_limit_while_the_service_is_away() -> None:
    async def script(listener: Listener) -> None:
        await until(lambda: len(listener.pauses) >= 7)

    pauses = listen(f"http://127.0.0.1:{free_port()}", script).pauses
    assert all(0.5 * want <= got <= want for got, want in zip(pauses, [1, 2, 4, 8, 8, 8, 8], strict=False))


def test_a_refused_stream_is_tried_again(service: RunningService) -> None:
    service.state.faults["events"] = ["403", "malformed", "drop"]

    async def script(listener: Listener) -> None:
        await until(lambda: listener.count("ready") == 1)

    assert len(listen(service.url, script).pauses) == 3


def test_without_a_service_nothing_is_opened() -> None:
    async def script(listener: Listener) -> None:
        await asyncio.sleep(0)

    assert listen("", script).pauses == []
