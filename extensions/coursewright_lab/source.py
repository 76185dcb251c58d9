"""What the panels are answered from: a hub's service, or the demo that comes with this package."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coursewright_lab.errors import ServiceAway, ServiceRefused

AWAY = "Coursewright does not answer at the moment. Your work is safe in your files; try again in a minute."


@dataclass(frozen=True)
class Answer:
    """What a source said: its status, its JSON and, when it is busy, after how long to come again."""

    status: int
    body: Any
    retry_after: str | None = None


class Source(ABC):
    """Answers the paths of the service's API."""

    has_events: bool
    """Whether `stream` is worth opening."""

    @abstractmethod
    async def call(self, method: str, path: str, *, query: str = "", body: bytes | None = None) -> Answer:
        """Return the answer whatever its status; raise ServiceAway when there is none."""

    @abstractmethod
    async def stream(self, on_chunk: Callable[[bytes], None]) -> None:
        """Hand over the event stream's chunks until it ends; raise ServiceAway if it was lost."""

    @abstractmethod
    def close(self) -> None:
        """Give up what it holds."""

    async def ask(self, method: str, path: str, value: object = None) -> object:
        """Return the JSON of a successful answer; raise ServiceRefused with the source's own words."""
        body = None if value is None else json.dumps(value).encode()
        answer = await self.call(method, path, body=body)
        if 200 <= answer.status < 300:
            return answer.body
        error = answer.body.get("error") if isinstance(answer.body, dict) else None
        if not isinstance(error, dict):
            raise ServiceAway(AWAY)
        raise ServiceRefused(
            str(error.get("message", AWAY)), status=answer.status, code=str(error.get("code", "error"))
        )
