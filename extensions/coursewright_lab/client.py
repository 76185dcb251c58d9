"""The only network code: asks the Coursewright service in the learner's name."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from coursewright_lab.errors import ServiceAway
from coursewright_lab.source import AWAY, Answer, Source

NO_SERVICE = (
    "This JupyterLab is not connected to a Coursewright service. "
    "Start it from your hub, or set COURSEWRIGHT_SERVICE_URL and start it again."
)
RETRIED_STATUSES = frozenset({502, 503, 504, 599})


class ServiceClient(Source):
    """Calls `<service>/api/v1/...` with the learner's hub token; retries reads, never writes."""

    def __init__(
        self,
        service_url: str,
        token: str,
        *,
        timeout: float = 30.0,
        stream_seconds: float = 1800.0,
        retry_delays: tuple[float, ...] = (0.2, 0.8),
        max_answer_bytes: int = 32 * 1024 * 1024,
        log: logging.Logger | logging.LoggerAdapter[Any] | None = None,
    ) -> None:
        self.has_events = bool(service_url)
        self._root = service_url.rstrip("/") + "/api/v1/"
        self._token = token
        self._timeout = timeout
        self._stream_seconds = stream_seconds
        self._retry_delays = retry_delays
        self._log = log or logging.getLogger(__name__)
        self._http = AsyncHTTPClient(force_instance=True, max_body_size=max_answer_bytes)
        # A stream's bytes are counted over its whole life, so it gets a client without a close limit.
        self._stream_http = AsyncHTTPClient(force_instance=True, max_body_size=2**40)

    async def call(self, method: str, path: str, *, query: str = "", body: bytes | None = None) -> Answer:
        """Return the service's answer whatever its status; raise ServiceAway when there is none."""
        delays = self._retry_delays if method == "GET" else ()
        for delay in delays:
            response = await self._send(method, path, query, body)
            if response.code not in RETRIED_STATUSES:
                return _answer(response)
            await asyncio.sleep(delay)
        return _answer(await self._send(method, path, query, body))

    async def stream(self, on_chunk: Callable[[bytes], None]) -> None:
        """Hand over the event stream's chunks until it ends; raise ServiceAway if it was lost."""
        request = self._request("GET", "events", "", None)
        request.headers["Accept"] = "text/event-stream"
        request.request_timeout = self._stream_seconds
        request.streaming_callback = on_chunk
        try:
            response = await self._stream_http.fetch(request, raise_error=False)
        except (OSError, HTTPClientError) as error:
            raise ServiceAway(AWAY) from error
        if response.code != 200:
            raise ServiceAway(f"The event stream answered {response.code}. It is opened again by itself.")

    def close(self) -> None:
        """Give up the connections."""
        self._http.close()
        self._stream_http.close()

    def _request(self, method: str, path: str, query: str, body: bytes | None) -> HTTPRequest:
        if not self.has_events:
            raise ServiceAway(NO_SERVICE, status=503, code="no_service")
        headers = {"Authorization": f"token {self._token}", "Accept": "application/json"}
        if body:
            headers["Content-Type"] = "application/json"
        return HTTPRequest(
            self._root + quote(path, safe="/-._~") + (f"?{query}" if query else ""),
            method=method,
            headers=headers,
            body=body,
            allow_nonstandard_methods=True,
            connect_timeout=5.0,
            request_timeout=self._timeout,
            follow_redirects=False,
        )

    async def _send(self, method: str, path: str, query: str, body: bytes | None) -> HTTPResponse:
        request = self._request(method, path, query, body)
        try:
            response = await self._http.fetch(request, raise_error=False)
        except (OSError, HTTPClientError) as error:
            self._log.warning("The Coursewright service does not answer %s %s: %s", method, path, error)
            return HTTPResponse(request, 599)
        return response


def _answer(response: HTTPResponse) -> Answer:
    if response.code == 599 or 300 <= response.code < 400:
        raise ServiceAway(AWAY)
    if response.code == 204 or not response.body:
        if response.code >= 400:
            raise ServiceAway(AWAY)
        return Answer(response.code, None)
    try:
        return Answer(response.code, json.loads(response.body), response.headers.get("Retry-After"))
    except ValueError as error:
        raise ServiceAway(AWAY) from error
