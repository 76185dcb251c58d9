"""What the service may do at the hub, and what a share gives to one of a cohort's staff."""

from hub.course_server.name import course_user

SERVICE_SCOPES = (
    "admin:users",
    "list:users",
    "read:users:name",
    "read:servers",
    "servers",
    "access:servers",
    "read:shares",
    "shares",
)
"""For hub.roles. The hub lets a service share only what it holds, and has no filter for servers to come."""


def shared_scopes(slug: str) -> list[str]:
    """Return what a share grants: see, start, stop and enter this one server."""
    server = f"{course_user(slug)}/"
    return [f"{scope}!server={server}" for scope in ("access:servers", "read:servers", "servers")]
