"""Who sees whom, from what both sides feel, not from any flag: what lists and profiles are compared with."""

import uuid

from sqlalchemy import Connection, text

_IS_THERE = """
    other.id <> :viewer AND other.is_active AND NOT other.is_hidden
"""
_FEELS = """EXISTS (SELECT FROM coursewright.user_relationships e
    WHERE e.follower_id = :viewer AND e.following_id = other.id AND e.status IN ({}))"""
_IS_BLOCKED_BY = """EXISTS (SELECT FROM coursewright.user_relationships e
    WHERE e.follower_id = other.id AND e.following_id = :viewer AND e.status = 'blocked')"""
_BLOCKS = _FEELS.format("'blocked'")
_FOLLOWS = _FEELS.format("'active', 'muted'")
_MUTES = _FEELS.format("'muted', 'ignored'")
_CIRCLES = {
    "followed": f"{_FOLLOWS} AND NOT {_IS_BLOCKED_BY}",
    "muted": f"{_MUTES} AND NOT {_IS_BLOCKED_BY}",
    "blocked": _BLOCKS,
    "classmates": f"""
        NOT {_BLOCKS} AND NOT {_IS_BLOCKED_BY} AND EXISTS (
          SELECT FROM coursewright.cohort_members mine, coursewright.cohort_members hers
          WHERE mine.user_id = :viewer AND hers.user_id = other.id AND hers.cohort_id = mine.cohort_id)""",
}


def of_circle(connection: Connection, viewer: uuid.UUID, circle: str) -> list[str]:
    """The usernames of a circle, in order."""
    query = f"""
        SELECT other.username::text FROM coursewright.users other
        WHERE {_IS_THERE} AND {_CIRCLES[circle]} ORDER BY other.username
    """  # noqa: S608
    return list(connection.scalars(text(query), {"viewer": viewer}))


def can_see(connection: Connection, viewer: uuid.UUID, other: uuid.UUID) -> bool:
    """Whether somebody has a profile for the viewer; everybody has her own."""
    query = f"""
        SELECT EXISTS (SELECT FROM coursewright.users other
          WHERE other.id = :other AND (other.id = :viewer
            OR {_IS_THERE} AND NOT {_BLOCKS} AND NOT {_IS_BLOCKED_BY}))
    """  # noqa: S608
    return bool(connection.scalar(text(query), {"viewer": viewer, "other": other}))


def are_friends(connection: Connection, one: uuid.UUID, two: uuid.UUID) -> bool:
    """Whether both follow each other, muted or not."""
    query = """
        SELECT count(*) = 2 FROM coursewright.user_relationships e
        WHERE (e.follower_id, e.following_id) IN ((:one, :two), (:two, :one))
          AND e.status IN ('active', 'muted')
    """
    return bool(connection.scalar(text(query), {"one": one, "two": two}))
