"""What can go wrong between a learner's server and the Coursewright service.

LabError                 an answer for the learner: status, code, message
|- ServiceAway           the service did not answer, or its answer made no sense
|- ServiceRefused        the service answered with an error of its own
|- NotOurs               the notebook is no exercise of Coursewright
|- FileUnreadable        the learner's file is missing or no notebook
|- FileUnwritable        the learner's folder refuses the file
|- TooLarge              the request does not fit
`- BadRequest            the request itself is malformed
"""


class LabError(Exception):
    """An error the learner sees; the message ends with what to do next."""

    status = 500
    code = "error"

    def __init__(self, message: str, *, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status if status is not None else type(self).status
        self.code = code if code is not None else type(self).code

    def as_json(self) -> dict[str, dict[str, str]]:
        """Return the body every error has, the service's own shape."""
        return {"error": {"code": self.code, "message": self.message}}


class ServiceAway(LabError):  # noqa: N818
    """The service could not be reached or did not answer as agreed."""

    status = 502
    code = "service_away"


class ServiceRefused(LabError):  # noqa: N818
    """The service's own error, passed on with its status and code."""


class NotOurs(LabError):  # noqa: N818
    """The notebook carries no key of an exercise."""

    status = 422
    code = "not_an_exercise"


class FileUnreadable(LabError):  # noqa: N818
    """The file is missing or cannot be read as a notebook."""

    status = 422
    code = "file_unreadable"


class FileUnwritable(LabError):  # noqa: N818
    """The file cannot be written."""

    status = 409
    code = "file_unwritable"


class TooLarge(LabError):  # noqa: N818
    """The request is larger than `max_body_bytes`."""

    status = 413
    code = "too_large"


class BadRequest(LabError):  # noqa: N818
    """The request is malformed."""

    status = 400
    code = "bad_request"
