"""What every handler shares: JSON in, JSON out, errors in the service's shape."""

import json
from types import TracebackType
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError

from coursewright_lab.errors import BadRequest, LabError, TooLarge

_UNEXPECTED = "Something went wrong on your JupyterLab server. Try again; if it stays, restart the server."
_MESSAGES = {
    403: "You are no longer logged in. Save what you can, then reload the page and log in.",
    404: "There is nothing at this address. Check its spelling.",
    405: "This address does not take such a request. Check the method.",
}


class LabHandler(APIHandler):
    """Base of our handlers; subclasses guard each method with `authenticated` and `authorized`."""

    auth_resource = "coursewright"

    def initialize(self, max_body_bytes: int) -> None:
        """Take the largest body this server accepts, in bytes."""
        self.max_body_bytes = max_body_bytes

    def body_within_limit(self) -> bytes:
        """Return the request's body, or refuse it when it is too large."""
        body = self.request.body
        if len(body) > self.max_body_bytes:
            raise TooLarge(
                f"The request is {len(body) / 1e6:.1f} MB; at most {self.max_body_bytes / 1e6:.1f} MB fits. "
                "Clear the notebook's outputs, save and try again."
            )
        return body

    def read_object(self) -> dict[str, Any]:
        """Return the body as a JSON object, or refuse it."""
        try:
            value = json.loads(self.body_within_limit())
        except ValueError as error:
            raise BadRequest("The request's body is not JSON. Send a JSON object.") from error
        if not isinstance(value, dict):
            raise BadRequest("The request's body is not a JSON object. Send one.")
        return value

    def answer(self, value: object, status: int = 200) -> None:
        """Finish with a JSON value."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(value) if status != 204 else None)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Answer any failure in the one shape the front end knows."""
        info = kwargs.get("exc_info")
        error = info[1] if isinstance(info, tuple) else None
        if isinstance(error, LabError):
            self.answer(error.as_json(), error.status)
            return
        said = str(error.log_message or error.reason or "") if isinstance(error, HTTPError) else ""
        message = said or _MESSAGES.get(status_code, _UNEXPECTED)
        self.answer({"error": {"code": f"http_{status_code}", "message": message}}, status_code)

    def log_exception(
        self, typ: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Log what we answered on purpose in one line, and anything else in full."""
        if isinstance(value, LabError):
            self.log.info("%s %s: %s", self.request.method, self.request.path, value.message)
        else:
            super().log_exception(typ, value, tb)
