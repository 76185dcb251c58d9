"""Receives PostgreSQL notifications over one connection that comes back after an outage."""

import asyncio
import logging
from collections.abc import AsyncIterator

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from db.enums import Channel
from db.outage import is_outage

_log = logging.getLogger(__name__)
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0


async def notifications(url: URL, channel: Channel) -> AsyncIterator[str]:
    """Yield the payload of each notification for ever; those sent during an outage are lost.

    An empty text is yielded after each (re)connection, so that a caller may look for what it missed.
    """
    pause = _FIRST_PAUSE
    while True:
        try:
            async for payload in _until_outage(url, channel):
                pause = _FIRST_PAUSE
                yield payload
        except (psycopg.Error, OSError) as error:
            if not (is_outage(error) or isinstance(error, OSError)):
                raise
            _log.warning("No notifications on %s for now: %s", channel, error)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _until_outage(url: URL, channel: Channel) -> AsyncIterator[str]:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(plain, autocommit=True, connect_timeout=5) as connection:
        await connection.execute(SQL("LISTEN {}").format(Identifier(channel.value)))
        yield ""
        async for notification in connection.notifies():
            yield notification.payload
