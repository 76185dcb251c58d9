"""Endpoint: live events."""

import asyncio
from contextlib import AbstractContextManager

from hub.api.route import Call


def open_stream(call: Call) -> "AbstractContextManager[asyncio.Queue[str]]":
    """Follow what happens for the person who asks."""
    return call.context.broker.stream(call.viewer.username)
