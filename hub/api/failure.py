"""The one place where errors become HTTP answers."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from pydantic import ValidationError
from tornado.web import HTTPError

from db.errors import CoursewrightError, RateLimited
from db.outage import is_outage

_log = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = 5
_ASK_LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_PLAIN = {
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this address: check it against openapi.json."),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method_not_allowed",
        "This address does not take this method: see the Allow header.",
    ),
    HTTPStatus.BAD_REQUEST: ("bad_request", "The request cannot be read: check it against openapi.json."),
}


@dataclass(frozen=True)
class Failure:
    """An error as the client gets it."""

    status: HTTPStatus
    code: str
    message: str
    retry_after: int = RETRY_AFTER_SECONDS

    @property
    def headers(self) -> dict[str, str]:
        """What the client should know besides: when to ask again, how to identify itself."""
        if self.status in _ASK_LATER:
            return {"Retry-After": str(self.retry_after)}
        return {"WWW-Authenticate": "token"} if self.status == HTTPStatus.UNAUTHORIZED else {}

    @property
    def body(self) -> dict[str, dict[str, str]]:
        """The answer's JSON."""
        return {"error": {"code": self.code, "message": self.message}}


def describe(error: BaseException | None) -> Failure:
    """Turn any error into its answer; one that nobody foresaw is logged and told without its details."""
    if isinstance(error, CoursewrightError):
        wait = error.retry_after if isinstance(error, RateLimited) else RETRY_AFTER_SECONDS
        return Failure(HTTPStatus(error.status), error.code, error.message, wait)
    if isinstance(error, ValidationError):
        return _invalid(error)
    if isinstance(error, HTTPError) and error.status_code in _PLAIN:
        status = HTTPStatus(error.status_code)
        return Failure(status, *_PLAIN[status])
    if error is not None and is_outage(error):
        _log.warning("The database is not answering: %s", type(error).__name__)
        message = "The database is not answering now: try again in a few seconds."
        return Failure(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", message)
    _log.error("Unforeseen error", exc_info=error)
    message = "Something went wrong on our side: try again, and tell your instructor if it stays."
    return Failure(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", message)


def _invalid(error: ValidationError) -> Failure:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "The request"
    message = f"{place}: {first['msg']}. Correct it and send it again."
    return Failure(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", message)
