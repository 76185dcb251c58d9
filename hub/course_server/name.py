"""The names of course servers' hub users; people may not log in under them."""

PREFIX = "course-"


def course_user(slug: str) -> str:
    """Return the hub user whose server is the course server of cohort `slug`."""
    return f"{PREFIX}{slug}"


def is_course_user(name: str) -> bool:
    """Tell whether a hub user name belongs to a course server."""
    return name.startswith(PREFIX)


def slug_of(name: str) -> str:
    """Return the cohort of a course server's hub user."""
    return name.removeprefix(PREFIX)
