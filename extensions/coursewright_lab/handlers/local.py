"""The two actions that touch the learner's own files: open an item, submit a notebook."""

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from coursewright_lab.handlers.base import LabHandler
from coursewright_lab.opening import Opener
from coursewright_lab.submitting import Submitter


class OpenHandler(LabHandler):
    """`POST coursewright/local/open {key, mode?}` answers `{path, state}`."""

    def initialize(self, opener: Opener, max_body_bytes: int) -> None:  # type: ignore[override]
        """Take what places notebooks in the learner's folder."""
        super().initialize(max_body_bytes)
        self.opener = opener

    @authenticated
    @authorized
    async def post(self) -> None:
        """Write the item's notebook once and say where it is."""
        request = self.read_object()
        opened = await self.opener.open_item(request.get("key"), request.get("mode"))
        self.answer(opened.as_json())


class SubmitHandler(LabHandler):
    """`POST coursewright/local/submit {path, key?}` answers the new submission."""

    def initialize(self, submitter: Submitter, max_body_bytes: int) -> None:  # type: ignore[override]
        """Take what hands notebooks in."""
        super().initialize(max_body_bytes)
        self.submitter = submitter

    @authenticated
    @authorized
    async def post(self) -> None:
        """Submit the saved notebook as the next attempt."""
        request = self.read_object()
        self.answer(await self.submitter.submit_file(request.get("path"), request.get("key")), 202)
