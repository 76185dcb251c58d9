"""Compares tickers with the plain query."""

import uuid

from sqlalchemy import Connection, func, select, text

from db import engine as engines
from db.access import Access, Role
from tests.naive import feed

_VIEWERS = text("""
    (SELECT id FROM coursewright.users ORDER BY md5(username::text) LIMIT :count)
    UNION (SELECT follower_id FROM coursewright.user_relationships GROUP BY 1 ORDER BY count(*) DESC LIMIT 5)
""")
_TICKER = text("""
    SELECT id FROM coursewright.read_feed(
        :viewer, false, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 20)
""")


def disagreements(access: Access, viewers: int) -> int:
    """How many viewers' tickers hold anything else, or in another order, than the plain query finds."""
    engine = engines.create(access.url(Role.OPERATOR), pool_size=1)
    try:
        with engine.connect() as connection:
            people = connection.scalars(_VIEWERS, {"count": viewers}).all()
            return sum(_ticker(connection, one) != feed.ticker(connection, one, 20) for one in people)
    finally:
        engine.dispose()


def _ticker(connection: Connection, viewer: uuid.UUID) -> list[uuid.UUID]:
    connection.execute(select(func.set_config("coursewright.person", str(viewer), True)))
    return [row.id for row in connection.execute(_TICKER, {"viewer": viewer})]
