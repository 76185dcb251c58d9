"""Turns the bytes of a server-sent event stream into JSON objects."""

import json
from collections.abc import Iterator
from typing import Any

MAX_EVENT_BYTES = 64 * 1024


class EventTooLongError(ValueError):
    """The stream sent an event larger than any event of ours."""


class EventParser:
    """Collects chunks and yields every complete event whose data is a JSON object."""

    def __init__(self) -> None:
        self._buffer = b""
        self._data: list[str] = []
        self._name = ""

    def feed(self, chunk: bytes) -> Iterator[dict[str, Any]]:
        """Yield the events completed by `chunk`, their name as `type`, without what is malformed."""
        self._buffer += chunk.replace(b"\r\n", b"\n")
        *lines, self._buffer = self._buffer.split(b"\n")
        if len(self._buffer) + sum(map(len, self._data)) > MAX_EVENT_BYTES:
            raise EventTooLongError(f"an event is longer than {MAX_EVENT_BYTES} bytes")
        for line in lines:
            if not line:
                yield from self._flush()
            elif line.startswith(b"data:"):
                self._data.append(_value(line))
            elif line.startswith(b"event:"):
                self._name = _value(line)

    def _flush(self) -> Iterator[dict[str, Any]]:
        data, self._data = "\n".join(self._data), []
        name, self._name = self._name, ""
        if not data:
            return
        try:
            event = json.loads(data)
        except ValueError:
            return
        if isinstance(event, dict):
            yield {"type": name, **event} if name else event


def _value(line: bytes) -> str:
    return line.partition(b":")[2].decode("utf-8", "replace").removeprefix(" ")
