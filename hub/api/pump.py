"""Carries notifications of the database to the open event streams."""

import json
import logging
from collections.abc import AsyncIterator

from hub.api.context import Context
from hub.api.failure import describe
from hub.services.event import read_event

_log = logging.getLogger(__name__)


async def pump(context: Context, notifications: AsyncIterator[str]) -> None:
    """Hand on every event for ever; one that can't be placed is dropped, for events are only hints."""
    async for payload in notifications:
        listeners = context.broker.listeners()
        if not listeners:
            continue
        if not payload:  # a new connection: something may have been missed
            context.broker.send(listeners, "event: ready\ndata: {}\n\n")
            continue
        try:
            event = await context.run(lambda: read_event(context.begin_as, payload, listeners))  # noqa: B023
        except Exception as error:  # noqa: BLE001 - whatever it is, the next event may be fine
            _log.warning("An event was not handed on: %s", describe(error).message)
            continue
        if event is not None:
            context.broker.send(event.usernames, f"event: {event.type}\ndata: {json.dumps(event.data)}\n\n")
