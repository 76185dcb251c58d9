"""Badges: which there are, who has earned which, and the facts by which they are earned."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.base import JsonObject
from db.enums import AchievementCategory, AchievementFact, Rarity, Track
from db.models.achievement import Achievement, UserAchievement
from db.models.catalogue import Module
from db.models.progress import ModuleCompletion
from db.repositories.quiz_standing import QUIZ_STANDINGS
from db.repositories.upsert import upsert

MASTERY = 90
"""Percent of a module's points from which it counts as mastered."""

UNCOUNTED = frozenset(
    {
        AchievementFact.REVIEWS_GIVEN,
        AchievementFact.HELPFUL_REVIEWS,
        AchievementFact.RESOURCES_SHARED,
        AchievementFact.FRIENDS,
        AchievementFact.SENIOR_REVIEWS_PASSED,
        AchievementFact.STRATEGIES_BACKTESTED,
    }
)
"""What `tally` does not know yet; an achievement that needs it can't be earned."""

_FACTS = text(f"""
    WITH {QUIZ_STANDINGS}, attempts AS (
      SELECT coalesce(s.assessment_id, s.exercise_id) AS task, s.submission_version AS attempt,
        s.grade / s.max_grade AS share, s.cohort_id, s.submitted_at, a.slug
      FROM code_submissions s LEFT JOIN assessments a ON a.id = s.assessment_id
      WHERE s.user_id = :person AND s.grade IS NOT NULL
    ), passes AS (
      SELECT task, min(attempt) AS first_pass FROM attempts WHERE share >= 0.7 GROUP BY task
    ), tasks AS (
      SELECT a.task, p.first_pass, max(a.share) AS best,
        min(a.attempt) AS first_attempt,
        (array_agg(a.share ORDER BY a.attempt))[1] AS first_share,
        count(*) FILTER (WHERE a.attempt < p.first_pass) AS failures,
        bool_or(a.share >= 0.7 AND a.submitted_at <= d.due_at - interval '48 hours') AS early
      FROM attempts a LEFT JOIN passes p ON p.task = a.task
      LEFT JOIN assignment_schedules d ON d.cohort_id = a.cohort_id AND d.assignment_name = a.slug
      GROUP BY a.task, p.first_pass
    )
    SELECT count(first_pass) AS exercises_passed,
      count(*) FILTER (WHERE best >= 1) AS exercises_perfect,
      count(*) FILTER (WHERE first_pass = 1) AS first_try_passes,
      count(*) FILTER (WHERE failures >= 2) AS comeback_passes,
      coalesce(floor(100 * max(best - first_share)), 0)::int AS largest_rise,
      count(*) FILTER (WHERE early) AS early_passes,
      (SELECT count(*) FROM generated_courses c WHERE c.user_id = :person AND c.status = 'completed')
        AS courses_completed,
      (SELECT count(*) FROM lesson_progress l WHERE l.user_id = :person AND l.completed_at IS NOT NULL)
        AS lessons_completed,
      (SELECT count(*) FROM quiz_standings q WHERE q.user_id = :person AND q.is_passed) AS quizzes_passed,
      (SELECT count(DISTINCT q.module_id) FROM quiz_sessions q WHERE q.user_id = :person
         AND NOT q.is_partial AND q.points_possible > 0 AND q.points_earned = q.points_possible)
        AS quizzes_perfect,
      (SELECT count(*) FROM forum_posts f WHERE f.user_id = :person AND f.parent_post_id IS NULL
         AND f.deleted_at IS NULL) AS questions_asked,
      (SELECT count(*) FROM forum_posts f JOIN forum_posts t ON t.solved_by_post_id = f.id
         WHERE f.user_id = :person AND t.user_id <> :person AND t.deleted_at IS NULL) AS answers_accepted,
      (SELECT coalesce(sum(f.upvotes), 0) FROM forum_posts f WHERE f.user_id = :person
         AND f.deleted_at IS NULL) AS votes_received
    FROM tasks
""")  # noqa: S608


@dataclass(frozen=True)
class AchievementEntry:
    """A badge as it is authored."""

    slug: str
    title: str
    description: str
    icon: str
    category: AchievementCategory
    rarity: Rarity
    points: int
    criteria_json: JsonObject


@dataclass(frozen=True)
class OpenAchievement:
    """A badge that the person has not earned yet."""

    id: uuid.UUID
    slug: str
    title: str
    criteria: JsonObject


@dataclass(frozen=True)
class CompletedModule:
    """A module that the person completed; one of her own courses has neither slug nor track."""

    slug: str | None
    track: Track | None


@dataclass(frozen=True)
class Tally:
    """The facts about one person: counts, and the modules behind those that count modules."""

    counts: Mapping[AchievementFact, int]
    modules: Mapping[AchievementFact, tuple[CompletedModule, ...]]


class AchievementRepository:
    """All SQL on badges."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, entry: AchievementEntry) -> bool:
        """Store a badge; whether anything changed."""
        values = {name: getattr(entry, name) for name in AchievementEntry.__dataclass_fields__}
        return upsert(self._session, Achievement, ("slug",), **values, is_active=True)

    def retire(self, kept: Collection[str]) -> tuple[str, ...]:
        """Deactivate every badge that is not among `kept`; who earned one keeps it."""
        statement = (
            update(Achievement)
            .where(Achievement.slug.not_in(kept), Achievement.is_active)
            .values(is_active=False)
            .returning(Achievement.slug)
        )
        return tuple(self._session.scalars(statement))

    def open_for(self, user_id: uuid.UUID) -> list[OpenAchievement]:
        """The active badges that the person has not earned, by slug."""
        earned = UserAchievement
        statement = (
            select(Achievement.id, Achievement.slug, Achievement.title, Achievement.criteria_json)
            .outerjoin(earned, and_(earned.achievement_id == Achievement.id, earned.user_id == user_id))
            .where(Achievement.is_active, earned.earned_at.is_(None))
            .order_by(Achievement.slug)
        )
        return [OpenAchievement(*row) for row in self._session.execute(statement)]

    def tally(self, user_id: uuid.UUID) -> Tally:
        """The facts that follow from the person's grades, quizzes, lessons, completions and posts."""
        row = self._session.execute(_FACTS, {"person": user_id}).mappings().one()
        counts = {AchievementFact(name): int(value) for name, value in row.items()}
        completed, mastered = self._modules(user_id)
        return Tally(
            counts
            | {
                AchievementFact.MODULES_COMPLETED: len(completed),
                AchievementFact.MODULES_MASTERED: len(mastered),
            },
            {
                AchievementFact.MODULES_COMPLETED: completed,
                AchievementFact.MODULES_MASTERED: mastered,
            },
        )

    def earn(self, user_id: uuid.UUID, achievement_id: uuid.UUID, at: datetime) -> None:
        """Store that the person earned a badge; the first time stays."""
        row = insert(UserAchievement).values(
            user_id=user_id, achievement_id=achievement_id, earned_at=at, progress=None
        )
        self._session.execute(
            row.on_conflict_do_update(
                index_elements=[UserAchievement.user_id, UserAchievement.achievement_id],
                set_={"earned_at": at, "progress": None},
                where=UserAchievement.earned_at.is_(None),
            )
        )

    def note_progress(self, user_id: uuid.UUID, achievement_id: uuid.UUID, progress: dict[str, Any]) -> None:
        """Store how far the person is with a badge that she has not earned."""
        row = insert(UserAchievement).values(
            user_id=user_id, achievement_id=achievement_id, progress=progress
        )
        self._session.execute(
            row.on_conflict_do_update(
                index_elements=[UserAchievement.user_id, UserAchievement.achievement_id],
                set_={"progress": progress},
                where=and_(
                    UserAchievement.earned_at.is_(None),
                    UserAchievement.progress.is_distinct_from(row.excluded.progress),
                ),
            )
        )

    def _modules(self, user_id: uuid.UUID) -> tuple[tuple[CompletedModule, ...], tuple[CompletedModule, ...]]:
        rows = self._session.execute(
            select(Module.slug, Module.track, func.coalesce(ModuleCompletion.final_score, 0))
            .select_from(ModuleCompletion)
            .outerjoin(Module, Module.id == ModuleCompletion.module_id)
            .where(ModuleCompletion.user_id == user_id)
        ).all()
        completed = tuple(CompletedModule(slug, track) for slug, track, _ in rows)
        mastered = tuple(CompletedModule(slug, track) for slug, track, score in rows if score >= MASTERY)
        return completed, mastered
