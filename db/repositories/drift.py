"""Values that are kept for quick reading, compared with what they follow from, and put right."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.repositories.quiz_standing import QUIZ_STANDINGS

_STANDINGS = f"""
    WITH {QUIZ_STANDINGS}, items AS (
      SELECT m.id AS module_id,
        (SELECT count(*) FROM lessons l WHERE l.module_id = m.id AND l.retired_at IS NULL)
        + (SELECT count(*) FROM assessments a
           WHERE a.module_id = m.id AND a.slug IS NOT NULL AND a.retired_at IS NULL)
        + (SELECT count(*) FROM quizzes q WHERE q.module_id = m.id) AS total
      FROM modules m
    ), best AS (
      SELECT s.user_id, a.module_id, a.id, max(s.grade / s.max_grade) AS share
      FROM code_submissions s JOIN assessments a ON a.id = s.assessment_id
      WHERE s.grade IS NOT NULL AND a.slug IS NOT NULL AND a.retired_at IS NULL
      GROUP BY 1, 2, 3
    ), done AS (
      SELECT user_id, module_id, sum(n) AS n FROM (
        SELECT p.user_id, l.module_id, count(p.completed_at) AS n
        FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id
        WHERE l.retired_at IS NULL GROUP BY 1, 2
        UNION ALL
        SELECT user_id, module_id, count(*) FILTER (WHERE share >= 0.7) FROM best GROUP BY 1, 2
        UNION ALL
        SELECT user_id, module_id, is_passed::int FROM quiz_standings) AS either
      GROUP BY 1, 2
    ), standing AS (
      SELECT coalesce(p.user_id, d.user_id) AS user_id, coalesce(p.module_id, d.module_id) AS module_id,
        p.id, p.progress_percent AS stored, p.status,
        CASE WHEN i.total > 0 THEN floor(10000 * coalesce(d.n, 0) / i.total) / 100 ELSE 0 END AS percent,
        i.total > 0 AND coalesce(d.n, 0) = i.total AS is_complete
      FROM done d FULL JOIN (SELECT * FROM user_progress WHERE module_id IS NOT NULL) p
        ON p.user_id = d.user_id AND p.module_id = d.module_id
      JOIN items i ON i.module_id = coalesce(p.module_id, d.module_id)
    ), drifted AS (
      SELECT * FROM standing
      WHERE id IS NULL OR stored <> percent OR (status = 'completed') <> is_complete
    )
"""  # noqa: S608
_TASKS = """
    WITH judged AS (
      SELECT s.user_id, s.exercise_id, count(*) AS attempts, max(s.grade / s.max_grade) AS best
      FROM code_submissions s WHERE s.exercise_id IS NOT NULL GROUP BY 1, 2
    ), drifted AS (
      SELECT p.id, p.user_id, p.exercise_id, p.score AS stored, j.attempts,
        least(floor(100 * j.best), 100)::int AS score,
        CASE WHEN j.best IS NULL THEN 'pending' WHEN j.best >= 0.7 THEN 'passed' ELSE 'failed' END AS status
      FROM user_progress p JOIN judged j ON j.user_id = p.user_id AND j.exercise_id = p.exercise_id
      WHERE (p.score, p.status) IS DISTINCT FROM (least(floor(100 * j.best), 100)::int,
        CASE WHEN j.best IS NULL THEN 'pending' WHEN j.best >= 0.7 THEN 'passed' ELSE 'failed' END)
    )
"""
_COURSES = """
    WITH items AS (
      SELECT c.id, c.user_id, (m.content_json ? 'lesson')::int AS total,
        (m.content_json ? 'lesson' AND l.completed_at IS NOT NULL)::int AS done
      FROM generated_courses c JOIN generated_modules m ON m.course_id = c.id
      LEFT JOIN lesson_progress l ON l.generated_module_id = m.id AND l.user_id = c.user_id
      WHERE NOT m.is_optional
      UNION ALL
      SELECT c.id, c.user_id, 1, coalesce((SELECT max(s.grade / s.max_grade) >= 0.7 FROM code_submissions s
        WHERE s.exercise_id = e.id AND s.user_id = c.user_id), false)::int
      FROM generated_courses c JOIN generated_modules m ON m.course_id = c.id
      JOIN exercises e ON e.module_id = m.id WHERE NOT m.is_optional
    ), drifted AS (
      SELECT c.id, c.user_id, c.progress_percentage AS stored, 100 * sum(i.done) / sum(i.total) AS percent
      FROM generated_courses c JOIN items i ON i.id = c.id WHERE c.completion_date IS NULL
      GROUP BY c.id HAVING sum(i.total) > 0 AND c.progress_percentage <> 100 * sum(i.done) / sum(i.total)
    )
"""
_VOTES = """
    WITH counted AS (
      SELECT p.id, count(v.*) FILTER (WHERE v.vote_type = 'upvote') AS up,
        count(v.*) FILTER (WHERE v.vote_type = 'downvote') AS down
      FROM forum_posts p LEFT JOIN forum_votes v ON v.post_id = p.id GROUP BY p.id
    ), drifted AS (
      SELECT p.id, p.upvotes, p.downvotes, c.up, c.down FROM forum_posts p JOIN counted c ON c.id = p.id
      WHERE (p.upvotes, p.downvotes) <> (c.up, c.down)
    )
"""
_REPLIES = """
    WITH drifted AS (
      SELECT p.id, p.reply_count AS stored, count(r.*) AS replies
      FROM forum_posts p LEFT JOIN forum_posts r ON r.root_post_id = p.id
      WHERE p.parent_post_id IS NULL GROUP BY p.id HAVING p.reply_count <> count(r.*)
    )
"""
_RESOURCES = """
    WITH drifted AS (
      SELECT r.id, r.upvotes AS stored, count(v.*) AS votes
      FROM learning_resources r LEFT JOIN learning_resource_votes v ON v.resource_id = r.id
      GROUP BY r.id HAVING r.upvotes <> count(v.*)
    )
"""
_EDGES = """
    WITH seen AS (
      SELECT e.id, e.is_mutual, e.is_blocked_by, e.is_hidden,
        coalesce(e.status IN ('active', 'muted') AND o.status IN ('active', 'muted'), false) AS mutual,
        coalesce(o.status = 'blocked', false) AS blocked, u.is_hidden AS hides
      FROM user_relationships e JOIN users u ON u.id = e.following_id
      LEFT JOIN user_relationships o
        ON o.follower_id = e.following_id AND o.following_id = e.follower_id
    ), drifted AS (
      SELECT * FROM seen WHERE (is_mutual, is_blocked_by, is_hidden) <> (mutual, blocked, hides)
    )
"""
_COMPLETIONS = """
    WITH drifted AS (
      SELECT m.id, m.is_completed AS stored, c.completed_at FROM generated_modules m
      JOIN generated_courses g ON g.id = m.course_id
      LEFT JOIN module_completions c ON c.generated_module_id = m.id AND c.user_id = g.user_id
      WHERE m.is_completed <> (c.id IS NOT NULL)
    )
"""
_SITTINGS = """
    WITH drifted AS (
      SELECT s.id, s.points_earned AS stored, coalesce(sum(t.points_earned), 0) AS points
      FROM quiz_sessions s LEFT JOIN quiz_attempts t ON t.session_id = s.id
      WHERE s.submitted_at IS NOT NULL
      GROUP BY s.id HAVING s.points_earned <> coalesce(sum(t.points_earned), 0)
    )
"""
_GRADES = """
    WITH latest AS (
      SELECT DISTINCT ON (payload ->> 'submission') (payload ->> 'submission')::uuid AS id, score
      FROM grade_events WHERE payload ? 'submission'
      ORDER BY payload ->> 'submission', revision DESC
    ), drifted AS (
      SELECT s.id, s.grade AS stored, l.score FROM latest l JOIN code_submissions s ON s.id = l.id
      WHERE s.grade IS DISTINCT FROM l.score
    )
"""


@dataclass(frozen=True)
class Cache:
    """A kept value: how rows that drifted are found, how one is told of, and what puts all of them right."""

    name: str
    drifted: str
    told: str
    mend: tuple[str, ...]


_ADD_STANDINGS = """
    INSERT INTO user_progress
      (user_id, module_id, status, progress_percent, time_spent_minutes, started_at, completed_at)
    SELECT user_id, module_id, CASE WHEN is_complete THEN 'completed' ELSE 'in-progress' END, percent, 0,
      now(), CASE WHEN is_complete THEN now() END
    FROM drifted WHERE id IS NULL
"""
_SET_STANDINGS = """
    UPDATE user_progress p SET progress_percent = d.percent, started_at = coalesce(p.started_at, now()),
      status = CASE WHEN d.is_complete THEN 'completed' ELSE 'in-progress' END,
      completed_at = CASE WHEN d.is_complete THEN coalesce(p.completed_at, now()) END
    FROM drifted d WHERE p.id = d.id
"""
_SET_TASKS = """
    UPDATE user_progress p SET score = d.score, status = d.status, attempts = d.attempts
    FROM drifted d WHERE p.id = d.id
"""
_SET_COURSES = """
    UPDATE generated_courses c SET progress_percentage = d.percent FROM drifted d WHERE c.id = d.id
"""
_SET_COMPLETIONS = """
    UPDATE generated_modules m SET is_completed = d.completed_at IS NOT NULL, completed_at = d.completed_at,
      is_locked = m.is_locked AND d.completed_at IS NULL
    FROM drifted d WHERE m.id = d.id
"""
_SET_VOTES = "UPDATE forum_posts p SET upvotes = d.up, downvotes = d.down FROM drifted d WHERE p.id = d.id"
_SET_REPLIES = "UPDATE forum_posts p SET reply_count = d.replies FROM drifted d WHERE p.id = d.id"
_SET_RESOURCES = "UPDATE learning_resources r SET upvotes = d.votes FROM drifted d WHERE r.id = d.id"
_SET_EDGES = """
    UPDATE user_relationships e SET is_mutual = d.mutual, is_blocked_by = d.blocked, is_hidden = d.hides
    FROM drifted d WHERE e.id = d.id
"""
_SET_SITTINGS = "UPDATE quiz_sessions s SET points_earned = d.points FROM drifted d WHERE s.id = d.id"
_SET_GRADES = "UPDATE code_submissions s SET grade = d.score FROM drifted d WHERE s.id = d.id"

CACHES = (  # in this order, because progress follows from grades
    Cache(
        "grades as recorded",
        _GRADES,
        "format('submission %s: %s, recorded %s', id, stored, score)",
        (_SET_GRADES,),
    ),
    Cache(
        "points of quizzes",
        _SITTINGS,
        "format('sitting %s: %s points, should be %s', id, stored, points)",
        (_SET_SITTINGS,),
    ),
    Cache(
        "progress of modules",
        _STANDINGS,
        "format('user %s module %s: %s %s, should be %s', user_id, module_id, stored, status, percent)",
        (_ADD_STANDINGS, _SET_STANDINGS),
    ),
    Cache(
        "progress of exercises",
        _TASKS,
        "format('user %s exercise %s: %s, should be %s %s', user_id, exercise_id, stored, score, status)",
        (_SET_TASKS,),
    ),
    Cache(
        "progress of own courses",
        _COURSES,
        "format('course %s: %s percent, should be %s', id, stored, percent)",
        (_SET_COURSES,),
    ),
    Cache(
        "completion of own modules",
        _COMPLETIONS,
        "format('module %s: completed is %s', id, stored)",
        (_SET_COMPLETIONS,),
    ),
    Cache(
        "votes of posts",
        _VOTES,
        "format('post %s: +%s -%s, should be +%s -%s', id, upvotes, downvotes, up, down)",
        (_SET_VOTES,),
    ),
    Cache(
        "replies of threads",
        _REPLIES,
        "format('thread %s: %s, should be %s', id, stored, replies)",
        (_SET_REPLIES,),
    ),
    Cache(
        "votes of links",
        _RESOURCES,
        "format('link %s: %s, should be %s', id, stored, votes)",
        (_SET_RESOURCES,),
    ),
    Cache(
        "both sides of relationships",
        _EDGES,
        "format('edge %s: mutual %s blocked %s hidden %s', id, is_mutual, is_blocked_by, is_hidden)",
        (_SET_EDGES,),
    ),
)


@dataclass(frozen=True)
class Drift:
    """How many rows of a cache are wrong, and a few of them in words."""

    cache: str
    rows: int
    examples: tuple[str, ...]


class DriftRepository:
    """All SQL that recomputes caches; needs a role that sees every row."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, examples: int = 3) -> list[Drift]:
        """Recompute every cache and compare; one entry for each, with 0 rows where nothing drifted."""
        return [self._compare(cache, examples) for cache in CACHES]

    def mend(self) -> int:
        """Write what every cache should be; how many rows that changed. The caller commits."""
        changed = 0
        for cache in CACHES:
            for statement in cache.mend:
                result = self._session.execute(text(f"{_literal(cache.drifted)} {statement}"))
                changed += result.rowcount  # type: ignore[attr-defined]
        return changed

    def _compare(self, cache: Cache, examples: int) -> Drift:
        query = f"{_literal(cache.drifted)} SELECT {cache.told} FROM drifted"  # noqa: S608
        told = [str(row) for row in self._session.scalars(text(query))]
        return Drift(cache.name, len(told), tuple(told[:examples]))


def _literal(statement: str) -> str:
    """A colon in JSON paths and casts is no bind parameter."""
    return statement.replace(":", r"\:")
