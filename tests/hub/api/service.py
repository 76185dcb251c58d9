"""The service on a real port, with a loopback hub that knows tokens and nothing else."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import Engine
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from db.unit_of_work import UnitOfWork
from hub.api.app import LARGEST_READ, application
from hub.api.context import Context
from hub.api.identity import HubIdentities
from hub.pace import Pace
from hub.services.course_server import CourseServer, ServerState

SCOPE = "access:services!service=coursewright"
PREFIX = "/services/coursewright/"


@dataclass
class FakeHub:
    """Answers `GET /hub/api/user`: the token `of-NAME` belongs to NAME, unless `models` says otherwise."""

    models: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_down: bool = False

    def model(self, token: str) -> dict[str, Any] | None:
        """Return what the hub says about a token; None when it does not know it."""
        if token in self.models or not token.startswith("of-"):
            return self.models.get(token)
        return {"kind": "user", "name": token.removeprefix("of-"), "scopes": [SCOPE]}


class _UserHandler(RequestHandler):
    def initialize(self, hub: FakeHub) -> None:
        self.hub = hub

    def get(self) -> None:
        token = self.request.headers["Authorization"].removeprefix("token ")
        self.hub.asked.append(token)
        model = self.hub.model(token)
        if self.hub.is_down:
            self.send_error(500)
        elif model is None:
            self.send_error(403)
        else:
            self.finish(json.dumps(model))

    def log_exception(self, *args: object) -> None:
        """Say nothing."""


@dataclass
class FakeCourseServers:
    """Notes whom a course server was opened for."""

    opened: list[tuple[str, str]] = field(default_factory=list)

    def open(self, slug: str, username: str) -> CourseServer:
        """Say that the server is starting."""
        self.opened.append((slug, username))
        return CourseServer(f"/user/course-{slug}/", ServerState.STARTING)


@dataclass
class Service:
    """The running service: speaks to it as anybody, with an own loop in a thread of its own."""

    url: str
    hub: FakeHub
    course_servers: FakeCourseServers
    context: Context
    loop: asyncio.AbstractEventLoop
    client: httpx.Client

    def ask(self, method: str, path: str, by: str | None = None, **options: Any) -> httpx.Response:  # noqa: ANN401
        """Send a request to `api/v1`, with the token of the person `by`."""
        headers = {"Authorization": f"token of-{by}"} if by else {}
        headers |= options.pop("headers", {})
        return self.client.request(method, f"{self.url}api/v1{path}", headers=headers, **options)

    def get(self, path: str, by: str | None = None, **options: Any) -> httpx.Response:  # noqa: ANN401
        """GET a path of `api/v1`."""
        return self.ask("GET", path, by, **options)

    def post(self, path: str, by: str | None = None, body: object = None) -> httpx.Response:
        """POST JSON to a path of `api/v1`."""
        return self.ask("POST", path, by, json={} if body is None else body)

    def do(self, work: Callable[[], object]) -> None:
        """Run something in the service's loop."""
        done = threading.Event()

        def run() -> None:
            work()
            done.set()

        self.loop.call_soon_threadsafe(run)
        assert done.wait(10)


@contextmanager
def running(engine: Engine) -> Iterator[Service]:
    """Run the service on the engine's database until the block ends."""
    hub, servers, ready = FakeHub(), FakeCourseServers(), threading.Event()
    hub_socket, own_socket = _listen(), _listen()
    hub_port, port = hub_socket.getsockname()[1], own_socket.getsockname()[1]
    stop: list[Callable[[], object]] = []
    made: list[Context] = []

    async def serve() -> None:
        identities = HubIdentities(f"http://127.0.0.1:{hub_port}/hub/api", "coursewright")
        context = Context(
            lambda claim: UnitOfWork(engine, claim),
            identities,
            servers,
            reads=_often(),
            writes=_often(),
            threads=4,
        )
        made.append(context)
        hub_server = HTTPServer(Application([("/hub/api/user", _UserHandler, {"hub": hub})]))
        own_server = HTTPServer(application(context, PREFIX), max_body_size=LARGEST_READ)
        hub_server.add_socket(hub_socket)
        own_server.add_socket(own_socket)
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(ended.set))
        loops.append(loop)
        ready.set()
        await ended.wait()
        for server in (own_server, hub_server):
            server.stop()
            await server.close_all_connections()
        context.close()

    loops: list[asyncio.AbstractEventLoop] = []
    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(10)
    no_keeping = httpx.Limits(max_keepalive_connections=0)
    try:
        with httpx.Client(timeout=30, limits=no_keeping, trust_env=False) as client:
            yield Service(f"http://127.0.0.1:{port}{PREFIX}", hub, servers, made[0], loops[0], client)
    finally:
        stop[0]()
        thread.join(10)


def _often() -> Pace:
    """No bound that a test could reach."""
    return Pace(most=1_000_000, seconds=60)


def _listen() -> socket.socket:
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    return listening
