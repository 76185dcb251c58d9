"""The feeds as one plain query each, straight from the rules: what the quick ones are compared with."""

import uuid

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

_VISIBLE = """
    a.user_id = :viewer OR (
        NOT author.is_hidden
        AND NOT EXISTS (SELECT FROM coursewright.user_relationships e
            WHERE e.follower_id = :viewer AND e.following_id = a.user_id AND e.status IN ('muted', 'blocked'))
        AND NOT EXISTS (SELECT FROM coursewright.user_relationships e
            WHERE e.follower_id = a.user_id AND e.following_id = :viewer AND e.status = 'blocked')
        AND (a.visibility = 'public' OR a.visibility = 'friends'
            AND EXISTS (SELECT FROM coursewright.user_relationships e
                WHERE e.follower_id = :viewer AND e.following_id = a.user_id)
            AND EXISTS (SELECT FROM coursewright.user_relationships e
                WHERE e.follower_id = a.user_id AND e.following_id = :viewer)))
"""
_CLASSMATE = """
    EXISTS (SELECT FROM coursewright.cohort_members mine, coursewright.cohort_members hers
        WHERE mine.user_id = :viewer AND hers.user_id = a.user_id AND hers.cohort_id = mine.cohort_id)
"""
_AT_HOME = f"""
    a.user_id = :viewer
    OR EXISTS (SELECT FROM coursewright.user_relationships e
        WHERE e.follower_id = :viewer AND e.following_id = a.user_id)
    OR a.visibility = 'public' AND {_CLASSMATE}
"""
_IN_COHORT = """
    EXISTS (SELECT FROM coursewright.cohort_members m
        WHERE m.cohort_id = :place AND m.user_id = a.user_id)
    AND EXISTS (SELECT FROM coursewright.cohort_members m
        WHERE m.cohort_id = :place AND m.user_id = :viewer)
"""


def home(session: Session | Connection, viewer: uuid.UUID, limit: int) -> list[uuid.UUID]:
    """The newest items of a person's home feed."""
    return _newest(session, _AT_HOME, viewer, viewer, limit)


def of_cohort(
    session: Session | Connection, viewer: uuid.UUID, cohort: uuid.UUID, limit: int
) -> list[uuid.UUID]:
    """The newest items of a cohort."""
    return _newest(session, _IN_COHORT, viewer, cohort, limit)


def of_person(
    session: Session | Connection, viewer: uuid.UUID, person: uuid.UUID, limit: int
) -> list[uuid.UUID]:
    """The newest items of one person."""
    return _newest(session, "a.user_id = :place", viewer, person, limit)


def _newest(
    session: Session | Connection, wanted: str, viewer: uuid.UUID, place: uuid.UUID, limit: int
) -> list[uuid.UUID]:
    query = f"""
        SELECT a.id FROM coursewright.activity_feed a JOIN coursewright.users author ON author.id = a.user_id
        WHERE ({wanted}) AND ({_VISIBLE}) AND CAST(:place AS uuid) IS NOT NULL
        ORDER BY a.created_at DESC, a.id DESC LIMIT :limit
    """  # noqa: S608
    rows = session.execute(text(query), {"viewer": viewer, "place": place, "limit": limit})
    return [row.id for row in rows]
