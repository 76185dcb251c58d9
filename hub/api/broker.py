"""Hands each live event to the open streams of the people who may see it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from db.errors import RateLimited

STREAMS_PER_PERSON = 16
_BACKLOG = 200


@dataclass
class Broker:
    """The open streams, by hub user name; used from the event loop only."""

    _streams: dict[str, set[asyncio.Queue[str]]] = field(default_factory=lambda: defaultdict(set))

    @contextmanager
    def stream(self, username: str) -> Iterator[asyncio.Queue[str]]:
        """Open a stream for the person; RateLimited when too many are open."""
        streams = self._streams[username]
        if len(streams) >= STREAMS_PER_PERSON:
            raise RateLimited("Too many event streams are open: close some JupyterLab tabs.")
        queue: asyncio.Queue[str] = asyncio.Queue(_BACKLOG)
        streams.add(queue)
        try:
            yield queue
        finally:
            streams.discard(queue)
            if not streams:
                self._streams.pop(username, None)

    def listeners(self) -> frozenset[str]:
        """The people who have a stream open."""
        return frozenset(self._streams)

    def send(self, usernames: frozenset[str], message: str) -> None:
        """Queue the message for these people; a stream too far behind misses it: events are hints."""
        for username in usernames & self.listeners():
            for queue in self._streams[username]:
                if not queue.full():
                    queue.put_nowait(message)
