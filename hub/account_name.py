"""Which names people and cohorts may have."""

import re

from db.errors import Invalid
from hub.course_server.name import is_course_user

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,49}")
_SLUG = re.compile(r"[a-z0-9](?:-?[a-z0-9]){0,29}")


class BadName(Invalid):
    """A name that would not work everywhere it is used."""

    code = "bad_name"


def check_username(name: str) -> None:
    """Raise BadName unless `name` can be a user of hub, gradebook and file system."""
    if not _USERNAME.fullmatch(name) or is_course_user(name):
        raise BadName(
            f"The username {name!r} cannot be used. Take 1 to 50 lower-case letters, digits, dots, dashes "
            "and underscores, beginning with a letter or digit, and not with `course-`."
        )


def check_slug(slug: str) -> None:
    """Raise BadName unless `slug` can be a cohort's short name in addresses, folders and the database."""
    if not _SLUG.fullmatch(slug):
        raise BadName(
            f"The short name {slug!r} cannot be used. Take 1 to 30 lower-case letters and digits, with "
            "single dashes inside."
        )
