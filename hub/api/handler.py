"""The one tornado handler behind every JSON route: parse, authorise, call the endpoint, serialise."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from tornado.web import HTTPError, RequestHandler, stream_request_body

from db.errors import Forbidden, NotFound, TooLarge
from db.retry import retried
from hub.api.context import Context
from hub.api.failure import describe
from hub.api.route import Call, Route
from hub.api.rule import Asker, Rule, is_allowed, may_know
from hub.services import person

Params = dict[str, str]
_REPEATABLE = ("GET", "PUT", "DELETE")


class JsonHandler(RequestHandler):
    """Answers errors as JSON and sends the headers that every answer carries."""

    def set_default_headers(self) -> None:
        """Keep answers out of caches and from being read as anything but what they are."""
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401, ARG002
        """Send what `hub.api.failure` makes of the error."""
        failure = describe(kwargs.get("exc_info", (None, None, None))[1])
        self.set_status(failure.status)
        for name, value in failure.headers.items():
            self.set_header(name, value)
        self.finish(json.dumps(failure.body))

    def log_exception(self, *args: Any) -> None:  # noqa: ANN401
        """Leave logging to `hub.api.failure`."""


class UnknownHandler(JsonHandler):
    """Answers every address that is not in the table."""

    def prepare(self) -> None:
        """Say that there is nothing here."""
        raise HTTPError(HTTPStatus.NOT_FOUND)


@stream_request_body
class RouteHandler(JsonHandler):
    """Serves the routes of one path."""

    context: Context
    routes: Mapping[str, Route]
    route: Route

    def initialize(self, context: Context, routes: Mapping[str, Route]) -> None:
        """Take the shared parts and the path's routes by method."""
        self.context = context
        self.routes = routes
        self._body = bytearray()

    def prepare(self) -> None:
        """Refuse an unknown method, and a body that says it is too large, before it is read."""
        route = self.routes.get(self.request.method or "")
        if route is None:
            raise HTTPError(HTTPStatus.METHOD_NOT_ALLOWED)
        self.route = route
        length = self.request.headers.get("Content-Length", "0")
        if length.isdigit() and int(length) > route.body_limit:
            raise TooLarge(route.too_large)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401
        """Name the methods of this address where another one was asked for."""
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.set_header("Allow", ", ".join(sorted(self.routes)))
        super().write_error(status_code, **kwargs)

    def data_received(self, chunk: bytes) -> None:
        """Collect the body up to the route's limit."""
        if len(self._body) <= self.route.body_limit:
            self._body += chunk

    async def identify(self) -> Asker:
        """Find out who asks, refuse who may not; the things of others look as if they were not there."""
        path = self.path_kwargs
        if self.route.rule is Rule.ANYONE:
            return Asker(None, None)
        username = await self.context.identities.username(self.request.headers.get("Authorization"))
        self._keep_pace(username)  # before the database is asked anything
        viewer = await self.context.run(lambda: person.find_viewer(self.context.begin, username))
        asker = Asker(username, viewer)
        if not is_allowed(self.route.rule, asker, path):
            if not may_know(asker, path):
                raise NotFound("There is no such cohort: check the address.")
            raise Forbidden("You may not do this: ask your instructor.")
        return asker

    def _keep_pace(self, username: str) -> None:
        pace = self.context.reads if self.request.method == "GET" else self.context.writes
        pace.require(username, "You ask too often: go on in {wait} s.")

    async def serve(self, **path: str) -> None:
        """Answer one request."""
        asker = await self.identify()
        if any("\0" in part for part in path.values()):
            raise HTTPError(HTTPStatus.NOT_FOUND)  # no name holds it, and the database can't be asked
        if len(self._body) > self.route.body_limit:
            raise TooLarge(self.route.too_large)
        may_repeat = self.request.method in _REPEATABLE
        answer = await self.context.run(
            lambda: retried(lambda: self._call(asker, path), is_idempotent=may_repeat)
        )
        self.set_status(self.route.status)
        if answer is not None:
            self.write(answer)

    def _call(self, asker: Asker, path: Params) -> bytes | None:
        route = self.route
        query = route.query.model_validate(self._query_arguments()) if route.query else None
        body = route.request.model_validate_json(bytes(self._body)) if route.request else None
        result = route.endpoint(Call(self.context, asker, path, query, body))
        return _serialise(route, result)

    def _query_arguments(self) -> Params:
        return {name: self.get_query_argument(name) for name in self.request.query_arguments}

    get = post = put = patch = delete = serve


def _serialise(route: Route, result: object) -> bytes | None:
    if route.response is None:
        return None
    if not isinstance(result, BaseModel):
        result = route.response.model_validate(result, from_attributes=True)
    return result.model_dump_json(by_alias=True).encode()
