"""Finds the hub user behind a token by asking the hub; never by a cookie."""

import hashlib
import json
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from db.errors import CoursewrightError, Forbidden, Unavailable

_HEADER = re.compile(r"(?:token|bearer)\s+(\S{1,512})", re.IGNORECASE)


class Unauthenticated(CoursewrightError):  # noqa: N818
    """The request carries no token that the hub knows."""

    status = 401
    code = "unauthenticated"


@dataclass(frozen=True)
class Known:
    """What the hub said about a token, and until when that is believed."""

    username: str | None
    may_access: bool
    expires: float


@dataclass
class HubIdentities:
    """Answers who a token belongs to; an answer is believed, and a revoked token lives, for `max_age` s."""

    api_url: str
    service: str
    max_age: float = 60.0
    capacity: int = 10_000
    _known: dict[str, Known] = field(default_factory=dict)

    async def username(self, authorization: str | None) -> str:
        """Return the hub user name behind an Authorization header.

        Unauthenticated without a valid token, Forbidden when its scopes do not reach this service,
        Unavailable when the hub does not answer.
        """
        match = _HEADER.fullmatch(authorization or "")
        if match is None:
            raise Unauthenticated("This needs a hub token in the Authorization header: log in again.")
        known = await self._look_up(match[1])
        if known.username is None:
            raise Unauthenticated("The hub does not know this token: log in again.")
        if not known.may_access:
            raise Forbidden("This token may not use Coursewright: ask for one with access to the service.")
        return known.username

    async def _look_up(self, token: str) -> Known:
        digest = hashlib.sha256(token.encode()).hexdigest()
        known = self._known.get(digest)
        if known is None or known.expires < time.monotonic():
            known = self._read(await self._ask(token))
            if len(self._known) >= self.capacity:
                self._known.clear()
            self._known[digest] = known
        return known

    async def _ask(self, token: str) -> bytes | None:
        request = HTTPRequest(
            f"{self.api_url}/user", headers={"Authorization": f"token {token}"}, request_timeout=20
        )
        try:
            return (await AsyncHTTPClient().fetch(request)).body
        except HTTPClientError as error:
            if error.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                return None
            raise Unavailable("The hub is not answering now: try again in a few seconds.") from error
        except OSError as error:
            raise Unavailable("The hub is not answering now: try again in a few seconds.") from error

    def _read(self, body: bytes | None) -> Known:
        expires = time.monotonic() + self.max_age
        model = json.loads(body) if body is not None else {}
        if model.get("kind") != "user":
            return Known(None, may_access=False, expires=expires)
        scopes = set(model.get("scopes", ()))
        accepted = {"access:services", f"access:services!service={self.service}"}
        return Known(str(model["name"]), may_access=bool(scopes & accepted), expires=expires)
