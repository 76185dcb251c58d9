"""Server-sent events: one long answer per single-user server, with a heartbeat while nothing happens."""

import asyncio
from http import HTTPStatus

from tornado.iostream import StreamClosedError

from db.errors import CoursewrightError
from hub.api.event import open_stream
from hub.api.handler import RouteHandler
from hub.api.route import Call

HEARTBEAT_SECONDS = 15.0


class EventStreamHandler(RouteHandler):
    """Streams the events that the person may see until the client leaves or its token ends."""

    heartbeat = HEARTBEAT_SECONDS

    async def serve(self, **path: str) -> None:
        """Keep the answer open."""
        asker = await self.identify()
        with open_stream(Call(self.context, asker, path)) as queue:
            self.set_status(HTTPStatus.OK)
            self.set_header("Content-Type", "text/event-stream")
            self.set_header("X-Accel-Buffering", "no")
            try:
                await self._send("retry: 2000\nevent: ready\ndata: {}\n\n")
                while await self._is_still_known():
                    await self._send(await self._next(queue))
            except StreamClosedError:
                return

    get = serve

    async def _send(self, text: str) -> None:
        self.write(text)
        await self.flush()

    async def _next(self, queue: "asyncio.Queue[str]") -> str:
        try:
            return await asyncio.wait_for(queue.get(), self.heartbeat)
        except TimeoutError:
            return ": heartbeat\n\n"

    async def _is_still_known(self) -> bool:
        try:
            await self.context.identities.username(self.request.headers.get("Authorization"))
        except CoursewrightError as error:
            return error.status == HTTPStatus.SERVICE_UNAVAILABLE
        return True
