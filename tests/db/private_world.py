"""People with rows in every private table, and what each of them may read, told without the policies."""

# ruff: noqa: S608  (statements are made from the names of tables here)

import uuid
from dataclasses import dataclass

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.access import Access
from db.base import Base
from db.enums import CohortRole
from db.models import Cohort, CohortMember, User
from tests.factories.cohort import make_member
from tests.factories.everything import fill_every_table
from tests.factories.user import make_user

WORLDS = 3

OWNERS = {
    "activity_feed": "t.user_id",
    "architecture_reviews": "t.user_id",
    "assignment_extensions": "t.user_id",
    "bot_configurations": "t.user_id",
    "code_submissions": "t.user_id",
    "course_requests": "t.user_id",
    "exercises": "(SELECT c.user_id FROM generated_modules m JOIN generated_courses c ON c.id = m.course_id"
    " WHERE m.id = t.module_id)",
    "forum_edits": "(SELECT p.user_id FROM forum_posts p WHERE p.id = t.post_id)",
    "forum_reports": "t.reporter_id",
    "forum_votes": "t.user_id",
    "generated_courses": "t.user_id",
    "generated_modules": "(SELECT c.user_id FROM generated_courses c WHERE c.id = t.course_id)",
    "hint_reveals": "t.user_id",
    "learning_resource_votes": "t.user_id",
    "learning_resources": "t.added_by",
    "lesson_progress": "t.user_id",
    "llm_calls": "t.user_id",
    "module_completions": "t.user_id",
    "peer_reviews": "t.reviewer_id",
    "quiz_attempts": "t.user_id",
    "quiz_sessions": "t.user_id",
    "recommendations": "t.user_id",
    "regrade_requests": "t.user_id",
    "review_answers": "t.user_id",
    "review_cards": "t.user_id",
    "study_time": "t.user_id",
    "trading_strategies": "(SELECT b.user_id FROM bot_configurations b WHERE b.id = t.bot_config_id)",
    "user_achievements": "t.user_id",
    "user_course_interactions": "t.user_id",
    "user_progress": "t.user_id",
    "user_relationships": "t.follower_id",
    "user_variables": "t.user_id",
}
"""Whose a row is; every protected table with rows of one person."""

_TAUGHT = """EXISTS (
  SELECT FROM cohort_members s JOIN cohort_members m ON m.cohort_id = s.cohort_id AND m.role = 'student'
  WHERE s.user_id = :who AND s.role <> 'student' AND m.user_id = {owner})"""
_OF_COHORT = """EXISTS (
  SELECT FROM cohort_members s
  WHERE s.user_id = :who AND s.role <> 'student' AND s.cohort_id = t.cohort_id)"""
_STAFF = "EXISTS (SELECT FROM cohort_members s WHERE s.user_id = :who AND s.role <> 'student')"
_PUBLIC = "(SELECT c.visibility FROM generated_courses c WHERE c.id = {course}) = 'public'"

OTHER_READERS = {
    "architecture_reviews": _TAUGHT,
    "assignment_extensions": _OF_COHORT,
    "code_submissions": _OF_COHORT,
    "exercises": _TAUGHT
    + " OR "
    + _PUBLIC.format(course="(SELECT m.course_id FROM generated_modules m WHERE m.id = t.module_id)"),
    "forum_edits": _STAFF,
    "forum_reports": _STAFF,
    "generated_courses": _TAUGHT + " OR " + _PUBLIC.format(course="t.id"),
    "generated_modules": _TAUGHT + " OR " + _PUBLIC.format(course="t.course_id"),
    "hint_reveals": _TAUGHT,
    "learning_resources": f"""t.cohort_id IS NULL OR {_OF_COHORT} AND t.state <> 'withdrawn'
      OR t.state = 'approved' AND EXISTS (
        SELECT FROM cohort_members m WHERE m.user_id = :who AND m.cohort_id = t.cohort_id)""",
    "lesson_progress": _TAUGHT,
    "llm_calls": "false",
    "module_completions": _TAUGHT,
    "quiz_attempts": _TAUGHT,
    "quiz_sessions": _TAUGHT,
    "regrade_requests": _OF_COHORT,
    "user_progress": _TAUGHT,
    "user_relationships": "t.following_id = :who",
}
"""Who else may read a row of it, beside the owner; nobody where there is no line."""
UNREADABLE = {"llm_calls"}


@dataclass(frozen=True)
class PrivateWorld:
    """The database's addresses, an engine that sees everything, and the people by what they are."""

    access: Access
    operator: Engine
    people: tuple[uuid.UUID, ...]

    def readable(self, table: str, who: uuid.UUID | None) -> set[str]:
        """The keys of the rows of a table that somebody may read, found by an operator without policies."""
        if who is None or table in UNREADABLE:
            return set()
        owner = OWNERS[table]
        others = OTHER_READERS.get(table, "false").replace("{owner}", owner)
        query = f"SELECT {key_of(table)} FROM {table} t WHERE {owner} = :who OR {others}"
        with self.operator.connect() as connection:
            return set(connection.scalars(text(query), {"who": who}))


def key_of(table: str) -> str:
    """The primary key of a row as one text."""
    columns = Base.metadata.tables[f"coursewright.{table}"].primary_key.columns
    return " || '/' || ".join(f"t.{column.name}::text" for column in columns)


def build(access: Access, operator: Engine) -> PrivateWorld:
    """Fill the database several times over; staff teaches one cohort each, one person learns and teaches."""
    with Session(operator) as session:
        for _ in range(WORLDS):
            fill_every_table(session)
        cohorts = list(session.scalars(select(Cohort).order_by(Cohort.slug)))
        learners = list(session.scalars(select(User).order_by(User.username)))
        for cohort in cohorts:
            make_member(session, cohort, make_user(session), CohortRole.INSTRUCTOR)
        make_member(session, cohorts[0], make_user(session), CohortRole.ADMIN)
        both = next(person for person in learners if not _is_member(session, person, cohorts[-1]))
        make_member(session, cohorts[-1], both, CohortRole.INSTRUCTOR)
        make_user(session)
        session.commit()
        people = tuple(session.scalars(select(User.id).order_by(User.username)))
    return PrivateWorld(access, operator, people)


def _is_member(session: Session, person: User, cohort: Cohort) -> bool:
    row = CohortMember
    found = select(row.id).where(row.user_id == person.id, row.cohort_id == cohort.id)
    return session.scalar(found) is not None
