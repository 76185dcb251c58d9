"""Other people, and what they may know of oneself."""

from pydantic import Field

from db.enums import Visibility
from db.repositories.relationship import Circle
from hub.api.schemas.base import Request, Schema


class Person(Schema):
    """Somebody else, and how things stand between the two."""

    username: str
    full_name: str | None
    is_followed: bool = Field(description="Whether I follow, muted or not.")
    follows_me: bool
    is_friend: bool = Field(description="Whether both follow each other.")
    is_muted: bool
    is_blocked: bool = Field(description="Whether I block. Who blocks me answers 404.")


class PeoplePage(Schema):
    """People in the order of their usernames."""

    items: list[Person]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class PeopleQuery(Request):
    """Which people to list."""

    circle: Circle = Circle.CLASSMATES
    before: str | None = Field(None, max_length=50, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class Privacy(Schema):
    """Who may see what I do."""

    default_visibility: Visibility
    is_hidden: bool


class PrivacyRequest(Request):
    """What others may see of me."""

    default_visibility: Visibility = Field(
        description="Who sees what I do from now on, and at most what I did before."
    )
    is_hidden: bool = Field(description="Whether nobody sees me, or anything that I did.")
