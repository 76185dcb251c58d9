"""The hub's REST API, as far as course servers need it; blocking, for a thread of the service."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from db.errors import Unavailable

PATIENCE = 30.0
PAGE = 100


@dataclass(frozen=True)
class Answer:
    """What the hub said."""

    status: HTTPStatus
    body: Any


@dataclass(frozen=True)
class HubApi:
    """Speaks to the hub in the service's name."""

    url: str
    token: str = field(repr=False)

    def ask(
        self, method: str, *path: str, body: object = None, accept: tuple[int, ...] = (), query: str = ""
    ) -> Answer:
        """Return the hub's answer when it is a success or one of `accept`; Unavailable otherwise."""
        address = "/".join([self.url.rstrip("/"), *(quote(part, safe="") for part in path)]) + query
        request = Request(  # noqa: S310 - the scheme is the hub's own
            address,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        try:
            with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
                return Answer(HTTPStatus(response.status), json.loads(response.read() or b"null"))
        except HTTPError as error:
            if error.code in accept:
                return Answer(HTTPStatus(error.code), None)
            raise _unavailable(f"{error.code} on {method} {urlsplit(address).path}") from error
        except (URLError, TimeoutError, ConnectionError) as error:
            raise _unavailable("no answer") from error

    def pages(self, *path: str) -> Iterator[dict[str, Any]]:
        """Yield every item of a paginated list."""
        offset = 0
        while True:
            answer = self.ask("GET", *path, query=f"?offset={offset}&limit={PAGE}").body
            yield from answer["items"]
            following = answer["_pagination"].get("next")
            if not following:
                return
            offset = int(following["offset"])


def _unavailable(detail: str) -> Unavailable:
    return Unavailable(f"The hub could not do that now ({detail}). Try again in a minute.")
