"""Which courses many people begin just now."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.base import SCHEMA
from db.enums import TimeWindow
from db.models.course import GeneratedCourse
from db.models.recommendation import TrendingCourse

KEPT = 50
"""How many courses each window keeps."""

_PASS = text("""
    WITH windows (name, hours) AS (VALUES ('hour', 1), ('day', 24), ('week', 168)),
    signups AS (
        SELECT s.course_id, s.created_at
        FROM coursewright.user_course_interactions s
        JOIN coursewright.generated_courses c
            ON c.id = s.course_id AND c.visibility = 'public' AND c.user_id <> s.user_id
        JOIN coursewright.users owner ON owner.id = c.user_id AND owner.is_active AND NOT owner.is_hidden
        WHERE s.interaction_type = 'started'
            AND s.created_at > :at - interval '168 hours' AND s.created_at <= :at
    ),
    counted AS (
        SELECT w.name, s.course_id, count(*) / w.hours::numeric AS velocity
        FROM windows w JOIN signups s ON s.created_at > :at - make_interval(hours => w.hours)
        GROUP BY w.name, w.hours, s.course_id
    ),
    days AS (
        SELECT course_id,
            count(*) FILTER (WHERE created_at > :at - interval '24 hours') AS today,
            count(*) FILTER (WHERE created_at <= :at - interval '24 hours'
                AND created_at > :at - interval '48 hours') AS yesterday
        FROM signups GROUP BY course_id
    ),
    ranked AS (
        SELECT c.*, d.today >= 2 * d.yesterday AND d.yesterday > 0 AS is_hot,
            row_number() OVER (PARTITION BY c.name ORDER BY c.velocity DESC, c.course_id) AS place
        FROM counted c JOIN days d USING (course_id)
    ),
    best AS (SELECT * FROM ranked WHERE place <= :kept),
    gone AS (
        DELETE FROM coursewright.trending_courses t
        WHERE NOT EXISTS (SELECT FROM best b WHERE b.course_id = t.course_id AND b.name = t.time_window)
    ),
    written AS (
        INSERT INTO coursewright.trending_courses AS t
            (course_id, time_window, velocity_score, rank_position, is_hot, calculated_at)
        SELECT course_id, name, round(velocity, 2), place, is_hot, :at FROM best
        ON CONFLICT (course_id, time_window) DO UPDATE SET velocity_score = excluded.velocity_score,
            rank_position = excluded.rank_position, is_hot = excluded.is_hot,
            calculated_at = excluded.calculated_at
        RETURNING 1
    )
    SELECT count(*) FROM written
""")


@dataclass(frozen=True)
class Trend:
    """A course that many begin; `velocity` is signups per hour. Hot: a day doubled the day before it."""

    course_id: uuid.UUID
    title: str
    velocity: Decimal
    rank: int
    is_hot: bool


class TrendingRepository:
    """Writes the trends anew, and reads them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refresh(self, at: datetime) -> int:
        """Put the trends of the hour, day and week before `at` in the place of all earlier ones; how many.

        Counted are people who began somebody else's public course, whose owner does not hide.
        """
        return int(self._session.execute(_PASS, {"at": at, "kept": KEPT}).scalar_one())

    def read(self, viewer_id: uuid.UUID, window: TimeWindow, *, limit: int = 10) -> list[Trend]:
        """The trends of a window, best first; no course of the viewer's own or of people shut out."""
        trend, course = TrendingCourse, GeneratedCourse
        shut_out = getattr(func, SCHEMA).people_shut_out
        rows = self._session.execute(
            select(trend.course_id, course.title, trend.velocity_score, trend.rank_position, trend.is_hot)
            .join(course, course.id == trend.course_id)
            .where(
                trend.time_window == window,
                course.user_id != viewer_id,
                course.user_id.not_in(select(shut_out(viewer_id))),
            )
            .order_by(trend.rank_position)
            .limit(limit)
        )
        return [Trend(*row) for row in rows]
