"""A gradebook that lives as long as one request."""

from typing import Any

from nbgrader.server_extensions.formgrader.base import BaseHandler
from tornado import web

from hub.formgrader.names import is_plain


class OneRequest(BaseHandler):  # type: ignore[misc]
    """Mixed into every page of formgrader: fresh figures, no idle transaction, a frame for Lab's tab only."""

    async def prepare(self) -> None:
        """Answer 404 to names that nbgrader's templates would print as markup."""
        await super().prepare()
        if not all(map(is_plain, (*self.path_args, *self.path_kwargs.values()))):
            raise web.HTTPError(404)

    def on_finish(self) -> None:
        """Give the connection back, whatever became of the request."""
        super().on_finish()
        gradebook = self.settings.get("nbgrader_gradebook")
        if gradebook is not None:
            self.settings["nbgrader_gradebook"] = None
            gradebook.close()

    @property
    def content_security_policy(self) -> str:
        """Lab shows formgrader in a frame, which single-user servers under a hub forbid by default."""
        return "frame-ancestors 'self'"


def closing(handler: type[Any]) -> type[Any]:
    """Return `handler` with the behaviour of `OneRequest`; files that need no gradebook stay as they are."""
    if not issubclass(handler, BaseHandler) or issubclass(handler, OneRequest):
        return handler
    return type(f"OneRequest{handler.__name__}", (OneRequest, handler), {})
