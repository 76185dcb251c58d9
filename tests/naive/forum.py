"""The forum's lists as one plain query each, straight from the rules."""

from sqlalchemy import text

from tests.naive.feed import SHUT_OUT, Key, Reader

_READABLE = f"p.deleted_at IS NULL AND (author.id IS NULL OR NOT ({SHUT_OUT}))"


def threads(reader: Reader, viewer: Key, module: int | None, *, everywhere: bool, limit: int) -> list[Key]:
    """The threads of a module, of none, or of all."""
    order = "p.last_activity_at DESC, p.id DESC"
    query = f"""
        SELECT p.id FROM coursewright.forum_posts p
        LEFT JOIN coursewright.users author ON author.id = p.user_id
        WHERE p.parent_post_id IS NULL AND {_READABLE}
            AND (:everywhere OR p.module_id IS NOT DISTINCT FROM CAST(:module AS integer))
        ORDER BY {order if everywhere else f"p.is_pinned DESC, {order}"} LIMIT :limit
    """  # noqa: S608
    values = {"viewer": viewer, "module": module, "everywhere": everywhere, "limit": limit}
    return [row.id for row in reader.execute(text(query), values)]


def replies_with_words(reader: Reader, viewer: Key, thread: Key) -> list[Key]:
    """The replies in a thread that the viewer reads the words of."""
    query = f"""
        SELECT p.id FROM coursewright.forum_posts p
        LEFT JOIN coursewright.users author ON author.id = p.user_id
        WHERE p.root_post_id = :thread AND {_READABLE} AND EXISTS ({_opening("p.root_post_id")})
        ORDER BY p.created_at, p.id
    """  # noqa: S608
    return [row.id for row in reader.execute(text(query), {"viewer": viewer, "thread": thread})]


def legible(reader: Reader, viewer: Key) -> set[Key]:
    """The posts that the viewer reads the words of, one by one."""
    query = f"""
        SELECT p.id FROM coursewright.forum_posts p
        LEFT JOIN coursewright.users author ON author.id = p.user_id
        WHERE {_READABLE} AND EXISTS ({_opening("coalesce(p.root_post_id, p.id)")})
    """  # noqa: S608
    return {row.id for row in reader.execute(text(query), {"viewer": viewer})}


def posts(reader: Reader) -> list[Key]:
    """Every post, whoever may read it."""
    return [row.id for row in reader.execute(text("SELECT id FROM coursewright.forum_posts ORDER BY id"))]


def is_deleted(reader: Reader, post: Key) -> bool:
    """Whether the post or what opens its thread was deleted, of which those are told who saw it."""
    query = """
        SELECT p.deleted_at IS NOT NULL OR t.deleted_at IS NOT NULL FROM coursewright.forum_posts p
        JOIN coursewright.forum_posts t ON t.id = coalesce(p.root_post_id, p.id) WHERE p.id = :post
    """
    return bool(reader.execute(text(query), {"post": post}).scalar_one())


def own_threads(reader: Reader, viewer: Key) -> list[Key]:
    """The threads that the viewer opened, deleted ones not among them."""
    query = """
        SELECT p.id FROM coursewright.forum_posts p
        WHERE p.parent_post_id IS NULL AND p.deleted_at IS NULL AND p.user_id = :viewer
        ORDER BY p.last_activity_at DESC, p.id DESC
    """
    return [row.id for row in reader.execute(text(query), {"viewer": viewer})]


def found(reader: Reader, viewer: Key, words: str) -> list[Key]:
    """The posts that say the words, the best first."""
    query = f"""
        SELECT p.id FROM coursewright.forum_posts p
        LEFT JOIN coursewright.users author ON author.id = p.user_id
        WHERE p.search @@ websearch_to_tsquery('english', :words) AND {_READABLE}
            AND EXISTS ({_opening("coalesce(p.root_post_id, p.id)")})
        ORDER BY ts_rank(p.search, websearch_to_tsquery('english', :words)) DESC, p.id DESC
    """  # noqa: S608
    return [row.id for row in reader.execute(text(query), {"viewer": viewer, "words": words})]


def _opening(thread: str) -> str:
    """What opens the thread, if the viewer may read it."""
    return f"""
        SELECT FROM coursewright.forum_posts p0 LEFT JOIN coursewright.users author ON author.id = p0.user_id
        WHERE p0.id = {thread} AND p0.deleted_at IS NULL AND (author.id IS NULL OR NOT ({SHUT_OUT}))
    """
