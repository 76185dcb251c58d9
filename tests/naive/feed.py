"""The feeds as one plain query each, straight from the rules: what the quick ones are compared with."""

import uuid

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

SHUT_OUT = """
    EXISTS (SELECT FROM coursewright.user_relationships e
        WHERE e.follower_id = :viewer AND e.following_id = author.id
            AND e.status IN ('muted', 'ignored', 'blocked'))
    OR EXISTS (SELECT FROM coursewright.user_relationships e
        WHERE e.follower_id = author.id AND e.following_id = :viewer AND e.status = 'blocked')
"""
"""Nothing of `author` reaches the viewer."""

_VISIBLE = f"""
    author.id = :viewer OR NOT author.is_hidden AND NOT ({SHUT_OUT})
    AND (a.visibility = 'public' OR a.visibility = 'friends'
        AND EXISTS (SELECT FROM coursewright.user_relationships e
            WHERE e.follower_id = :viewer AND e.following_id = author.id)
        AND EXISTS (SELECT FROM coursewright.user_relationships e
            WHERE e.follower_id = author.id AND e.following_id = :viewer AND e.status <> 'ignored'))
"""  # noqa: S608
_FOLLOWED = """
    EXISTS (SELECT FROM coursewright.user_relationships e
        WHERE e.follower_id = :viewer AND e.following_id = author.id)
"""
_AT_HOME = f"""
    author.id = :viewer OR {_FOLLOWED} OR a.visibility = 'public' AND EXISTS (
        SELECT FROM coursewright.cohort_members mine, coursewright.cohort_members hers
        WHERE mine.user_id = :viewer AND hers.user_id = author.id AND hers.cohort_id = mine.cohort_id)
"""
_IN_COHORT = """
    EXISTS (SELECT FROM coursewright.cohort_members m WHERE m.cohort_id = :place AND m.user_id = author.id)
    AND EXISTS (SELECT FROM coursewright.cohort_members m WHERE m.cohort_id = :place AND m.user_id = :viewer)
"""

Reader = Session | Connection
Key = uuid.UUID


def ticker(reader: Reader, viewer: Key, limit: int) -> list[Key]:
    """The newest items of those whom a person follows, from what both sides feel, not from any flag."""
    query = """
        SELECT a.id
        FROM coursewright.user_relationships mine
        JOIN coursewright.users author ON author.id = mine.following_id AND NOT author.is_hidden
        JOIN coursewright.activity_feed a ON a.user_id = author.id
        LEFT JOIN coursewright.user_relationships theirs
            ON theirs.follower_id = mine.following_id AND theirs.following_id = mine.follower_id
        WHERE mine.follower_id = :viewer AND mine.status = 'active'
            AND theirs.status IS DISTINCT FROM 'blocked'
            AND (a.visibility = 'public'
                OR a.visibility = 'friends' AND theirs.status IN ('active', 'muted'))
        ORDER BY a.created_at DESC, a.id DESC LIMIT :limit
    """
    return [row.id for row in reader.execute(text(query), {"viewer": viewer, "limit": limit})]


def home(reader: Reader, viewer: Key, limit: int) -> list[Key]:
    """The newest items of a person's home feed."""
    return _newest(reader, _AT_HOME, viewer, viewer, limit)


def of_cohort(reader: Reader, viewer: Key, cohort: Key, limit: int) -> list[Key]:
    """The newest items of a cohort."""
    return _newest(reader, _IN_COHORT, viewer, cohort, limit)


def of_person(reader: Reader, viewer: Key, person: Key, limit: int) -> list[Key]:
    """The newest items of one person."""
    return _newest(reader, "author.id = :place", viewer, person, limit)


def _newest(reader: Reader, wanted: str, viewer: Key, place: Key, limit: int) -> list[Key]:
    query = f"""
        SELECT a.id FROM coursewright.activity_feed a JOIN coursewright.users author ON author.id = a.user_id
        WHERE ({wanted}) AND ({_VISIBLE}) AND CAST(:place AS uuid) IS NOT NULL
        ORDER BY a.created_at DESC, a.id DESC LIMIT :limit
    """  # noqa: S608
    rows = reader.execute(text(query), {"viewer": viewer, "place": place, "limit": limit})
    return [row.id for row in rows]
