"""How every error looks."""

from hub.api.schemas.base import Schema


class ErrorDetail(Schema):
    """What went wrong, for programs and for people."""

    code: str
    message: str


class Error(Schema):
    """The body of every answer of 400 and above."""

    error: ErrorDetail
