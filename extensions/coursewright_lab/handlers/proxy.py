"""Passes the API through to the service, with the learner's token and nothing else of hers."""

import re
from urllib.parse import urlencode

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from coursewright_lab.errors import LabError
from coursewright_lab.handlers.base import LabHandler
from coursewright_lab.source import Source

_PATH = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~@+-]*(/[A-Za-z0-9_~-][A-Za-z0-9_.~@+-]*)*")
_JUPYTER_ARGUMENTS = {"no_track_activity", "token", "_xsrf"}


class ProxyHandler(LabHandler):
    """Mirrors `<service>/api/v1/` at `<user server>/coursewright/api/v1/`."""

    def initialize(self, client: Source, max_body_bytes: int) -> None:  # type: ignore[override]
        """Take the client of the service."""
        super().initialize(max_body_bytes)
        self.client = client

    @authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Read from the service."""
        await self._pass_through(path)

    @authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Write to the service."""
        await self._pass_through(path)

    @authenticated
    @authorized
    async def put(self, path: str) -> None:
        """Replace at the service."""
        await self._pass_through(path)

    @authenticated
    @authorized
    async def delete(self, path: str) -> None:
        """Remove at the service."""
        await self._pass_through(path)

    async def _pass_through(self, path: str) -> None:
        if not _PATH.fullmatch(path) or path == "events":
            raise LabError(
                "There is nothing at this address. Check its spelling.", status=404, code="not_found"
            )
        method = str(self.request.method)
        body = None if method == "GET" else self.body_within_limit() or None
        answer = await self.client.call(method, path, query=self._query(), body=body)
        if answer.retry_after is not None:
            self.set_header("Retry-After", answer.retry_after)
        self.answer(answer.body, answer.status)

    def _query(self) -> str:
        pairs = [
            (name, value)
            for name, values in self.request.query_arguments.items()
            if name not in _JUPYTER_ARGUMENTS
            and not name.isdigit()  # JupyterLab's cache buster is a bare number
            for value in values
        ]
        return urlencode(pairs)
