"""Who may do what at the hub: the scopes of users, of their servers and of the hub's services."""

from typing import Any, Final

from hub.course_server.scopes import SERVICE_SCOPES

SERVICE: Final = "coursewright"
CULLER: Final = "idle-culler"
ACCESS_SERVICE: Final = f"access:services!service={SERVICE}"

SERVER_TOKEN_SCOPES: Final = ["users:activity!user", "access:servers!server", ACCESS_SERVICE]
"""What the token on a person's own server can do: enough to reach the service as that person, no more."""

CULLER_SCOPES: Final = ["list:users", "read:users:activity", "read:servers", "delete:servers"]


def roles() -> list[dict[str, Any]]:
    """Return the roles that the hub loads at its start; it knows nothing about cohorts, our tables do."""
    return [
        {
            "name": "user",
            "description": "Everybody who can log in: their own server, and the service as themselves.",
            "scopes": ["self", ACCESS_SERVICE],
        },
        {
            "name": "coursewright-service",
            "description": "Makes, starts and shares course servers.",
            "services": [SERVICE],
            "scopes": list(SERVICE_SCOPES),
        },
        {
            "name": "idle-culler",
            "description": "Stops servers that nobody uses.",
            "services": [CULLER],
            "scopes": CULLER_SCOPES,
        },
    ]
