"""Keeps one event stream to the service open and passes its events to Jupyter's event bus."""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from coursewright_lab.errors import LabError
from coursewright_lab.source import Source
from coursewright_lab.sse import EventParser, EventTooLongError

SCHEMA_ID = "https://coursewright.dev/events/activity/v1"
SCHEMA_FILE = Path(__file__).parent / "events" / "activity.yaml"
STEADY_SECONDS = 10.0


class EventRelay:
    """One background task; a lost stream is opened again after a growing pause."""

    def __init__(
        self,
        client: Source,
        emit: Callable[[dict[str, Any]], None],
        *,
        first_pause: float = 1.0,
        longest_pause: float = 60.0,
        log: logging.Logger | logging.LoggerAdapter[Any] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._emit = emit
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._log = log or logging.getLogger(__name__)
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Open the stream in the background; without a service there is nothing to open."""
        if self._client.has_events and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End the background task."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        pause = self._first_pause
        while True:
            opened = time.monotonic()
            await self._listen()
            if time.monotonic() - opened > STEADY_SECONDS:
                pause = self._first_pause
            # Jitter, so that a class of servers does not return to a restarted service all at once.
            await self._sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311
            pause = min(2 * pause, self._longest_pause)

    async def _listen(self) -> None:
        parser = EventParser()

        def on_chunk(chunk: bytes) -> None:
            for event in parser.feed(chunk):
                self._pass_on(event)

        try:
            await self._client.stream(on_chunk)
        except (LabError, EventTooLongError, OSError) as error:
            self._log.debug("The event stream was lost: %s", error)

    def _pass_on(self, event: dict[str, Any]) -> None:
        try:
            self._emit(event)
        except Exception as error:  # noqa: BLE001 - a hint that does not fit the schema is no reason to stop
            self._log.warning("An event of the service was dropped: %s", error)
