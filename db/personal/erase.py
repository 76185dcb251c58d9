"""Makes a person end: deletes what is hers, and leaves to a nameless stand-in what others need."""

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from db.access import Access, Role, conninfo, gradebook_schema
from db.base import SCHEMA, Base
from db.repositories.user import Person

FORMER = "Former learner"
_BLANK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'

_STAND_IN = """
    INSERT INTO users (username, email, full_name, role, is_active, default_visibility)
    VALUES (:stand_in_name, :stand_in_email, :former, 'student', false, 'private')
    RETURNING id
"""
_AUDIT = """
    INSERT INTO audit_log (actor, action, subject, details)
    VALUES (:by, 'person.erased', :stand_in_name, CAST(:details AS jsonb))
"""
_NOTEBOOKS = """
    SELECT notebook_sha256 FROM code_submissions WHERE user_id = :person
    UNION SELECT e.notebook_sha256 FROM exercises e JOIN generated_modules m ON m.id = e.module_id
      JOIN generated_courses c ON c.id = m.course_id WHERE c.user_id = :person
    UNION SELECT m.notebook_sha256 FROM generated_modules m JOIN generated_courses c ON c.id = m.course_id
      WHERE c.user_id = :person
"""
_LEAVE = (
    # what only ever concerned her
    """
    DELETE FROM procrastinate_jobs WHERE split_part(lock, '/', 3) = :name
      OR args ->> 'submission_id' IN (SELECT id::text FROM code_submissions WHERE user_id = :person)
    """,
    """
    DELETE FROM outbox WHERE payload ->> 'user' = :name
      OR payload ->> 'submission_id' IN (SELECT id::text FROM code_submissions WHERE user_id = :person)
    """,
    "DELETE FROM gradebook_marks WHERE student_name = :name",
    "DELETE FROM assignment_extensions WHERE user_id = :person",
    "DELETE FROM learning_resources WHERE added_by = :person AND state <> 'approved'",
    "DELETE FROM code_submissions WHERE user_id = :person AND (grade IS NULL OR assessment_id IS NULL)",
    # what the averages and counts of her classes are made of, without a word of hers
    "INSERT INTO notebooks (sha256, content) VALUES (sha256(:blank), :blank) ON CONFLICT DO NOTHING",
    """
    UPDATE code_submissions SET user_id = :stand_in, notebook_sha256 = sha256(:blank), github_url = NULL,
      file_uploads = NULL, instructor_feedback = NULL, test_results = NULL, rubric_scores = NULL,
      nbgrader_submission_id = NULL, grading_error = NULL
    WHERE user_id = :person
    """,
    "UPDATE cohort_members SET user_id = :stand_in WHERE user_id = :person",
    "UPDATE user_progress SET user_id = :stand_in WHERE user_id = :person AND module_id IS NOT NULL",
    "UPDATE module_completions SET user_id = :stand_in WHERE user_id = :person AND module_id IS NOT NULL",
    "UPDATE lesson_progress SET user_id = :stand_in WHERE user_id = :person AND lesson_id IS NOT NULL",
    """
    INSERT INTO quiz_sessions
      (user_id, module_id, attempt_number, started_at, submitted_at, points_earned, points_possible,
       is_partial)
    SELECT :stand_in, module_id, attempt_number, started_at, submitted_at, points_earned, points_possible,
      is_partial
    FROM quiz_sessions WHERE user_id = :person AND submitted_at IS NOT NULL
    """,
    """
    INSERT INTO quiz_attempts
      (session_id, user_id, assessment_id, is_correct, points_earned, attempted_at, time_spent_seconds)
    SELECT kept.id, :stand_in, a.assessment_id, a.is_correct, a.points_earned, a.attempted_at,
      a.time_spent_seconds
    FROM quiz_attempts a JOIN quiz_sessions s ON s.id = a.session_id
    JOIN quiz_sessions kept ON kept.user_id = :stand_in AND kept.module_id = s.module_id
      AND kept.attempt_number = s.attempt_number
    WHERE a.user_id = :person
    """,
    # what stood in her posts once, and what others count or read: votes, reviews
    "DELETE FROM forum_edits WHERE post_id IN (SELECT id FROM forum_posts WHERE user_id = :person)",
    "UPDATE forum_votes SET user_id = :stand_in WHERE user_id = :person",
    "UPDATE learning_resource_votes SET user_id = :stand_in WHERE user_id = :person",
    "UPDATE peer_reviews SET reviewer_id = :stand_in WHERE reviewer_id = :person",
    "UPDATE forum_reports SET reporter_id = :stand_in WHERE reporter_id = :person",
    "DELETE FROM users WHERE id = :person",
)
_WRITTEN = (
    ("forum_posts", "title", "user_id"),
    ("forum_posts", "content", "user_id"),
    ("forum_edits", "title", "(SELECT p.user_id FROM forum_posts p WHERE p.id = post_id)"),
    ("forum_edits", "content", "(SELECT p.user_id FROM forum_posts p WHERE p.id = post_id)"),
    ("peer_reviews", "comments", "reviewer_id"),
    ("quiz_attempts", "comment", "decided_by"),
    ("forum_reports", "reason", "reporter_id"),
    ("regrade_requests", "reason", "user_id"),
    ("regrade_requests", "answer", "answered_by"),
    ("learning_resources", "title", "added_by"),
    ("learning_resources", "description", "added_by"),
    ("learning_resources", "reason", "decided_by"),
)
_ORPHANS = """
    DELETE FROM notebooks n WHERE n.sha256 = ANY (:hashes)
      AND NOT EXISTS (SELECT FROM code_submissions x WHERE x.notebook_sha256 = n.sha256)
      AND NOT EXISTS (SELECT FROM exercises x WHERE x.notebook_sha256 = n.sha256)
      AND NOT EXISTS (SELECT FROM generated_modules x WHERE x.notebook_sha256 = n.sha256)
      AND NOT EXISTS (SELECT FROM lessons x WHERE x.notebook_sha256 = n.sha256)
      AND NOT EXISTS (SELECT FROM assessments x WHERE x.notebook_sha256 = n.sha256)
"""


@dataclass(frozen=True)
class Erased:
    """The name of the stand-in that took a person's place, and how many rows were touched."""

    stand_in: str
    rows: int


def erase(session: Session, person: Person, *, by: str) -> Erased:
    """Erase a person from our own tables and the queue's, in the caller's transaction.

    Her account, work, courses, feed and friendships are deleted. Her posts stay without an author, her name
    cut out of them and of what others wrote about her; scores, votes and reviews stay with a stand-in that
    nothing connects with her. The audit log keeps that `by` erased somebody, not who it was.
    """
    stand_in_name = f"former-{secrets.token_hex(4)}"
    newcomer = {
        "stand_in_name": stand_in_name,
        "stand_in_email": f"{stand_in_name}@erased.invalid",
        "former": FORMER,
    }
    stand_in = session.scalar(_bound(_STAND_IN), newcomer)
    hashes = [each for each in session.scalars(_bound(_NOTEBOOKS), {"person": person.id}) if each]
    values: dict[str, object] = {
        "person": person.id,
        "name": person.username,
        "stand_in": stand_in,
        "blank": _BLANK,
    }
    touched = _cut_names(session, person)
    for statement in _LEAVE:
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        result = session.execute(_bound(statement), used)
        touched += result.rowcount  # type: ignore[attr-defined]
    session.execute(_bound(_ORPHANS), {"hashes": hashes})
    details = json.dumps({"rows": touched})
    session.execute(_bound(_AUDIT), {"by": by, "stand_in_name": stand_in_name, "details": details})
    return Erased(stand_in_name, touched)


def cohorts(session: Session) -> list[str]:
    """The short names of all cohorts, the archived ones too: each has a gradebook."""
    return [str(slug) for slug in session.scalars(text("SELECT slug FROM cohorts ORDER BY slug"))]


def gradebooks(access: Access, slugs: Iterable[str]) -> list[str]:
    """Those of these cohorts that have a gradebook."""
    with psycopg.connect(conninfo(access.url(Role.OWNER))) as owner:
        known = {str(name) for (name,) in owner.execute("SELECT nspname FROM pg_namespace").fetchall()}
    return [slug for slug in slugs if gradebook_schema(slug) in known]


def _cut_names(session: Session, person: Person) -> int:
    """Cut address, full name, id and `@username` out of what people wrote, and the name out of her words.

    A username alone may be any word, so it stays in what others wrote.
    """
    everywhere = [person.email, person.full_name, str(person.id), f"@{person.username}"]
    touched = 0
    for table, column, author in _WRITTEN:
        for names, whose in ((everywhere, "true"), ([person.username], f"{author} = :person")):
            written = f"left(regexp_replace({column}, :pattern, :former, 'gi'), {_most(table, column)})"
            statement = (
                f"UPDATE {table} SET {column} = {written}"  # noqa: S608
                f" WHERE {column} ~* :pattern AND {whose}"
            )
            values: dict[str, object] = {"pattern": _pattern(names), "former": f"[{FORMER.lower()}]"}
            values |= {"person": person.id} if ":person" in statement else {}
            touched += session.execute(text(statement), values).rowcount  # type: ignore[attr-defined]
    return touched


def _most(table: str, column: str) -> str:
    """How many characters the column holds, as SQL; what stands for a name may be longer than the name."""
    kind = Base.metadata.tables[f"{SCHEMA}.{table}"].columns[column].type
    return str(getattr(kind, "length", None) or 2**31 - 1)


def _pattern(names: Iterable[str | None]) -> str:
    """Any of these names, not inside a longer word."""
    escaped = (re.sub(r"([^\w\s])", r"\\\1", name) for name in names if name)
    return rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)"


def _bound(statement: str) -> TextClause:
    return text(statement.replace("::", r"\:\:"))
