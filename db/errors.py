"""What can go wrong, as one tree: each error carries its HTTP status and a short code.

CoursewrightError 500
├── Forbidden     403  the person may not do this
├── NotFound      404  there is no such thing, or it is not theirs to see
├── Conflict      409  it clashes with what is already stored
├── TooLarge      413  more than the platform accepts
├── Invalid       422  the input cannot be understood or breaks a rule
├── RateLimited   429  too often
└── Unavailable   503  something the platform needs is not answering
"""


class CoursewrightError(Exception):
    """An error whose message may be shown to a person; the message ends with what to do next."""

    status: int = 500
    code: str = "internal_error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class Forbidden(CoursewrightError):  # noqa: N818
    """The person is known but may not do this."""

    status = 403
    code = "forbidden"


class NotFound(CoursewrightError):  # noqa: N818
    """There is no such thing for this person."""

    status = 404
    code = "not_found"


class Conflict(CoursewrightError):  # noqa: N818
    """The request clashes with what is already stored."""

    status = 409
    code = "conflict"


class TooLarge(CoursewrightError):  # noqa: N818
    """The request holds more than the platform accepts."""

    status = 413
    code = "too_large"


class Invalid(CoursewrightError):  # noqa: N818
    """The input cannot be understood or breaks a rule."""

    status = 422
    code = "invalid"


class RateLimited(CoursewrightError):  # noqa: N818
    """The person asks too often; `retry_after` is in how many seconds it is worth asking again."""

    status = 429
    code = "rate_limited"

    def __init__(self, message: str, *, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(CoursewrightError):  # noqa: N818
    """Something the platform needs is not answering now."""

    status = 503
    code = "unavailable"
