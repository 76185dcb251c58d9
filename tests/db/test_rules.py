"""Every CHECK of the database refuses the row that it is there to refuse.

Each case changes a valid row into one that breaks the rule. Rules named after a column that holds a number, a
vocabulary or JSON have their case made here; the others are listed.
"""

from collections.abc import Iterator

import pytest
from psycopg.errors import CheckViolation
from sqlalchemy import CheckConstraint, Column, Engine, Integer, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.access import Role
from db.base import Base, Word
from tests.factories.everything import fill_every_table
from tests.server import TestServer, engine_of

LISTED = {
    "activity_feed_metadata": "metadata = jsonb_build_object('long', (SELECT string_agg(md5(i::text), '')"
    " FROM generate_series(1, 100) i))",
    "activity_feed_module_reference": "reference_type = 'course', reference_module_id = 1",
    "activity_feed_one_reference": "reference_type = 'module', reference_module_id = 1, reference_id = id",
    "activity_feed_reference_type": "reference_type = 'nonsense', reference_id = id",
    "activity_feed_reference": "reference_type = 'course'",
    "architecture_reviews_has_subject": "submission_id = NULL",
    "assessments_answer_of_choice": "correct_answer = 'C' WHERE question_type = 'multiple-choice'",
    "assessments_answer_of_true_false": "question_type = 'true-false', options = NULL, slug = NULL",
    "assessments_key_of_question": "question_key = 'q' WHERE question_type = 'coding-task'",
    "assessments_options": "options = '1' WHERE question_type = 'coding-task'",
    "assessments_options_of_choice": "options = '{}' WHERE question_type = 'coding-task'",
    "assessments_slug_of_task": "slug = NULL",
    "blueprint_prerequisites_not_itself": "prerequisite_id = blueprint_module_id",
    "bot_configurations_paper_trading_only": "is_paper_trading = false",
    "code_submissions_github_url": "github_url = 'https://github.com.example.org/a/b'",
    "code_submissions_graded": "graded_at = NULL",
    "code_submissions_grading_failed": "grading_state = 'failed'",
    "code_submissions_grading_progress": "grading_done = 3, grading_total = 2",
    "code_submissions_has_content": "notebook_sha256 = NULL",
    "code_submissions_not_graded_by_itself": "graded_by = user_id",
    "code_submissions_one_task": "assessment_id = NULL",
    "code_submissions_ungraded": "status = 'submitted'",
    "cohorts_dates": "start_date = '2027-06-01', end_date = '2027-03-01'",
    "cohorts_slug": "slug = '../etc'",
    "cohorts_slug_fits_role_name": "slug = repeat('a', 41)",
    "course_tags_tag": "tag = 'Two words'",
    "forum_posts_content": "content = ''",
    "forum_posts_depth": "depth = 21 WHERE depth > 0",
    "forum_posts_depth_of_reply": "depth = 0",
    "forum_posts_marks_of_thread": "is_pinned = true WHERE depth > 0",
    "forum_posts_root_of_reply": "root_post_id = NULL WHERE depth > 0",
    "forum_posts_solved": "solved_by_post_id = id WHERE depth = 0",
    "forum_posts_title_of_thread": "title = NULL WHERE depth = 0",
    "generated_courses_active": "completion_date = start_date",
    "generated_courses_completed": "status = 'completed', completion_date = start_date",
    "generated_courses_dates": "status = 'archived', completion_date = start_date - interval '1 day'",
    "generated_courses_not_its_own_fork": "forked_from_id = id",
    "generated_courses_progress_percentage": "progress_percentage = 101",
    "generated_modules_completed_at": "is_completed = true",
    "generated_modules_locked_or_completed": "is_locked = true, is_completed = true, completed_at = now()",
    "grade_events_idempotency_key": "idempotency_key = 'short'",
    "learning_resources_url": "url = 'javascript:alert(1)'",
    "lesson_progress_one_lesson": "lesson_id = NULL WHERE lesson_id IS NOT NULL",
    "lesson_progress_opened_first": "completed_at = opened_at - interval '1 second'",
    "module_completions_one_module": "module_id = NULL",
    "module_prerequisites_not_itself": "prerequisite_id = module_id",
    "nbgrader_bindings_cell_of_notebook": "cell_name = 'test-1'",
    "nbgrader_bindings_one_meaning": "exercise_slug = 'b1-encapsulate'",
    "notebooks_sha256": "content = 'other'",
    "peer_reviews_helpful_when_submitted": "is_helpful = true",
    "quiz_attempts_points_earned": "is_correct = true, points_earned = -1",
    "quiz_attempts_ungraded": "points_earned = 1",
    "quiz_attempts_wrong": "is_correct = false",
    "quiz_sessions_points_earned": "submitted_at = now(), points_earned = -1",
    "quiz_sessions_points_possible": "submitted_at = now(), points_earned = 2, points_possible = 1",
    "quiz_sessions_submitted": "submitted_at = now()",
    "recommendations_expires_at": "expires_at = created_at",
    "trading_strategies_backtest_code_sha256": "backtest_code_sha256 = 'short'",
    "user_achievements_earned_or_begun": "progress = NULL",
    "user_achievements_featured_when_earned": "is_featured = true",
    "user_progress_completed": "status = 'completed', progress_percent = 100 WHERE module_id IS NOT NULL",
    "user_progress_completed_percent": "status = 'completed', completed_at = now()"
    " WHERE module_id IS NOT NULL",
    "user_progress_exercise_row": "attempts = NULL WHERE exercise_id IS NOT NULL",
    "user_progress_exercise_score": "score = NULL WHERE exercise_id IS NOT NULL",
    "user_progress_module_row": "score = 1 WHERE module_id IS NOT NULL",
    "user_progress_not_started": "started_at = now() WHERE module_id IS NOT NULL",
    "user_progress_one_subject": "exercise_id = NULL WHERE exercise_id IS NOT NULL",
    "user_progress_progress_percent": "status = 'in-progress', progress_percent = 101"
    " WHERE module_id IS NOT NULL",
    "user_relationships_not_oneself": "following_id = follower_id",
    "user_variables_variable_key": "variable_key = 'entity}'",
    "user_variables_variable_value": "variable_value = ''",
    "users_avatar_url": "avatar_url = 'data:text/html,x'",
    "users_bio": "bio = repeat('x', 4001)",
    "users_email": "email = 'nobody'",
    "users_username": "username = '../ada'",
    "users_username_not_of_course_server": "username = 'course-demo'",
}


def _made(column: Column[object]) -> str | None:
    """A change that breaks the rule named after this column, if its type tells one."""
    if isinstance(column.type, Word):
        return f"{column.name} = 'nonsense'"
    if isinstance(column.type, JSONB):
        return f"{column.name} = '1'"
    return f"{column.name} = -1" if isinstance(column.type, Integer | Numeric) else None


def _cases() -> Iterator[tuple[str, str, str]]:
    for table in Base.metadata.sorted_tables:
        for rule in table.constraints:
            if isinstance(rule, CheckConstraint):
                name = str(rule.name).removeprefix("ck_")
                column = table.columns.get(name.removeprefix(f"{table.name}_"))
                made = None if column is None else _made(column)
                yield table.fullname, f"ck_{name}", LISTED.get(name) or made or "no case: list one"


@pytest.fixture(scope="module")
def filled(postgres: TestServer) -> Iterator[Engine]:
    """A database with valid rows in every table; each test rolls its change back."""
    with postgres.copy() as access, engine_of(access, Role.OPERATOR) as engine:
        with Session(engine) as session:
            fill_every_table(session)
            session.commit()
        yield engine


@pytest.mark.parametrize(("table", "rule", "change"), sorted(_cases()), ids=lambda value: value)
def test_a_row_that_breaks_a_rule_is_refused(filled: Engine, table: str, rule: str, change: str) -> None:
    with filled.connect() as connection, pytest.raises(IntegrityError) as caught:
        connection.execute(text(f"UPDATE {table} SET {change}"))  # noqa: S608
    assert isinstance(caught.value.orig, CheckViolation)
    assert caught.value.orig.diag.constraint_name == rule


def test_no_listed_case_is_without_a_rule() -> None:
    assert LISTED.keys() <= {rule.removeprefix("ck_") for _, rule, _ in _cases()}
