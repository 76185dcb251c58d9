"""A loopback stand-in for the Coursewright service: answers as agreed, or misbehaves on demand."""

import argparse
import asyncio
import socket
import sys

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application

from tests.coursewright_lab import (
    fake_course,
    fake_exercise,
    fake_guild_routes,
    fake_link,
    fake_own_course,
    fake_sitting,
    fake_staff,
    fake_thread,
)
from tests.coursewright_lab.fake_state import Handler, State

PREFIX = r"/services/coursewright/api/v1/"
PARTS = (
    fake_exercise,
    fake_guild_routes,
    fake_link,
    fake_own_course,
    fake_sitting,
    fake_staff,
    fake_thread,
)


class Health(Handler):
    def get(self) -> None:
        self.answer({"status": "ok"})


class Me(Handler):
    def get(self) -> None:
        self.answer(fake_course.me(self.state.username))


class Course(Handler):
    def get(self) -> None:
        shown = self.state.own.at_hand()
        if [each["id"] for each in self.state.course["personal"]] != [each["id"] for each in shown]:
            self.state.course["personal"] = shown
        self.answer(self.state.course)


class Dashboard(Handler):
    def get(self) -> None:
        self.answer(self.state.facts.dashboard())


class Minutes(Handler):
    def post(self, key: str) -> None:
        self.state.item(key)
        self.answer(self.state.facts.count(key))


class Feed(Handler):
    def get(self) -> None:
        limit = int(self.get_argument("limit", "20"))
        before = self.get_argument("before", "")
        heard = [item for item in self.state.feed if self.state.guild.can_hear(item)]
        ids = [item["id"] for item in heard]
        first = ids.index(before) + 1 if before in ids else 0
        page = heard[first : first + limit]
        more = first + limit < len(ids)
        self.answer({"items": page, "next": page[-1]["id"] if more else None})


class Events(Handler):
    async def get(self) -> None:
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.state.subscribers.append(queue)
        self.set_header("Content-Type", "text/event-stream")
        self.write("retry: 2000\nevent: ready\ndata: {}\n\n")
        try:
            await self.flush()
            while (chunk := await queue.get()) is not None:
                self.write(chunk)
                await self.flush()
        except StreamClosedError:
            pass
        finally:
            self.state.subscribers.remove(queue)


ROUTES: dict[str, type[Handler]] = {
    "health": Health,
    "me": Me,
    "course": Course,
    "dashboard": Dashboard,
    "items/([^/]+)/minutes": Minutes,
    "feed": Feed,
    "events": Events,
}
for part in PARTS:
    ROUTES |= part.ROUTES


def serve(state: State, port: int = 0) -> tuple[HTTPServer, str]:
    """Listen on loopback in the running loop; return the server and the service's URL."""
    listener = socket.create_server(("127.0.0.1", port))
    application = Application(
        [(PREFIX + path, handler, {"state": state}) for path, handler in ROUTES.items()]
    )
    server = HTTPServer(application)
    server.add_socket(listener)
    listener.setblocking(False)
    return server, f"http://127.0.0.1:{listener.getsockname()[1]}/services/coursewright"


async def _run_until_killed(port: int, username: str) -> None:
    _, url = serve(State(username=username), port)
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--user", default="ada")
    arguments = parser.parse_args()
    asyncio.run(_run_until_killed(arguments.port, arguments.user))
