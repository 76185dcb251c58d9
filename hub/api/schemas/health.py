"""Whether the service can do its work."""

from hub.api.schemas.base import Schema


class Health(Schema):
    """The service answers, and so does its database."""

    status: str
