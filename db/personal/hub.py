"""Removes a person from the hub's own tables, while the hub does not run."""

import psycopg
from psycopg import sql

from db.access import Access, Role, conninfo

_STATEMENTS = (
    (
        "DELETE FROM oauth_clients WHERE identifier IN (SELECT s.oauth_client_id FROM spawners s"
        " JOIN users u ON u.id = s.user_id WHERE u.name = %(name)s)"
    ),
    (
        "DELETE FROM servers WHERE id IN (SELECT s.server_id FROM spawners s JOIN users u ON u.id = s.user_id"
        " WHERE u.name = %(name)s)"
    ),
    "DELETE FROM users WHERE name = %(name)s",
    "DELETE FROM oauth_clients WHERE identifier LIKE 'jupyterhub-user-%%' AND description ILIKE %(server)s",
)


def forget(access: Access, username: str) -> bool:
    """Delete the hub's user with tokens, servers and shares; False where the hub never ran."""
    with psycopg.connect(conninfo(access.url(Role.HUB))) as hub:
        if hub.execute("SELECT to_regclass('users')").fetchone() != ("users",):
            return False
        for statement in _STATEMENTS:
            hub.execute(sql.SQL(statement), {"name": username, "server": f"Server at /user/{username}/%"})
    return True
