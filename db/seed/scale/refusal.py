"""Keeps made-up crowds away from people."""

import psycopg

from db.errors import Conflict
from db.seed.scale.people import DOMAIN

_MADE_UP = ("%@coursewright.example", "%@class.example")  # the demo accounts and the made-up class
_COUNT = """
    SELECT count(*) FILTER (WHERE email LIKE %(crowd)s),
        count(*) FILTER (WHERE email NOT LIKE %(crowd)s AND email NOT LIKE ALL (%(made_up)s))
    FROM coursewright.users
"""


class DatabaseInUse(Conflict):
    """The database holds people who are not made up, or a crowd already."""

    code = "database_in_use"


def refuse(connection: psycopg.Connection, *, is_forced: bool) -> None:
    """Raise DatabaseInUse unless nobody lives here but the demo people, or the caller insists."""
    row = connection.execute(_COUNT, {"crowd": f"%@{DOMAIN}", "made_up": list(_MADE_UP)}).fetchone()
    assert row is not None  # noqa: S101
    crowd, real = row
    if crowd:
        raise DatabaseInUse(
            f"This database holds a crowd of {crowd:,} made-up people already. Use an empty one (another "
            "COURSEWRIGHT_STATE or COURSEWRIGHT_DATABASE_URL) for another one."
        )
    if real and not is_forced:
        raise DatabaseInUse(
            f"This database holds {real:,} real people, and a crowd among them cannot be taken out again. "
            "Use another database (COURSEWRIGHT_STATE or COURSEWRIGHT_DATABASE_URL), or add "
            "--among-real-people if you mean it."
        )
