"""Where a person is in the tables: every table is listed, so that none can be forgotten.

`:person` is her id, `:name` her username. A table that holds nothing about anybody has no condition.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One table: which rows are about her, and in plain words what they are."""

    table: str
    where: str | None = None
    about: str = ""


_OWN = "user_id = :person"
_OWN_COURSE = "course_id IN (SELECT id FROM generated_courses WHERE user_id = :person)"
_OWN_MODULE = f"module_id IN (SELECT id FROM generated_modules WHERE {_OWN_COURSE})"  # noqa: S608
_OWN_POST = "post_id IN (SELECT id FROM forum_posts WHERE user_id = :person)"
_OWN_SUBMISSION = "submission_id IN (SELECT id FROM code_submissions WHERE user_id = :person)"

PLACES = (
    Place("users", "id = :person", "your account"),
    Place("user_archetypes", _OWN, "what you answered when you came aboard"),
    Place("user_variables", _OWN, "your words for the blueprint's placeholders"),
    Place("user_relationships", "follower_id = :person", "whom you follow, mute or block"),
    Place("cohort_members", _OWN, "the classes you are in"),
    Place("course_requests", _OWN, "what you asked your own courses to be made from"),
    Place("generated_courses", _OWN, "your own courses"),
    Place("generated_modules", _OWN_COURSE, "the modules of your own courses"),
    Place("exercises", _OWN_MODULE, "the exercises of your own courses"),
    Place("course_tags", _OWN_COURSE, "the words by which your courses are found"),
    Place("user_progress", _OWN, "how far you are"),
    Place("lesson_progress", _OWN, "which lessons you opened and completed"),
    Place("study_time", _OWN, "how many minutes you worked at what, by day"),
    Place("module_completions", _OWN, "which modules you completed"),
    Place("quiz_sessions", _OWN, "the quizzes you took"),
    Place("quiz_attempts", _OWN, "your answers in them"),
    Place("code_submissions", _OWN, "what you handed in, and its points"),
    Place("hint_reveals", _OWN, "the hints that you looked at, and what they cost"),
    Place(
        "regrade_requests",
        f"{_OWN} OR answered_by = :person",
        "what you asked to have graded again, and requests of others that you answered",
    ),
    Place("grade_events", _OWN, "each grading of it, in order"),
    Place("gradebook_marks", "student_name = :name", "grades that wait to be recorded"),
    Place("architecture_reviews", _OWN, "senior reviews of your work"),
    Place(
        "peer_reviews",
        f"reviewer_id = :person OR ({_OWN_SUBMISSION} AND submitted_at IS NOT NULL)",
        "reviews that you wrote, and that others wrote of your work",
    ),
    Place("activity_feed", _OWN, "what the feed told of you"),
    Place("user_achievements", _OWN, "your achievements"),
    Place("forum_posts", _OWN, "what you wrote in the forum"),
    Place("forum_votes", _OWN, "your votes there"),
    Place(
        "learning_resources",
        "added_by = :person OR decided_by = :person",
        "links that you proposed, and those of others that you decided on",
    ),
    Place("learning_resource_votes", _OWN, "your votes for links"),
    Place("recommendations", _OWN, "courses that were recommended to you"),
    Place("user_course_interactions", _OWN, "courses that you looked at, started or saved"),
    Place("bot_configurations", _OWN, "your trading bots"),
    Place(
        "trading_strategies",
        "bot_config_id IN (SELECT id FROM bot_configurations WHERE user_id = :person)",
        "their strategies and backtests",
    ),
    Place(
        "outbox",
        "payload ->> 'user' = :name OR payload ->> 'submission_id' IN"
        " (SELECT id::text FROM code_submissions WHERE user_id = :person)",
        "messages about you that were sent or wait to be",
    ),
    Place("cohorts", "created_by = :person", "the classes you made"),
    Place("assignment_extensions", _OWN, "more time that you were given"),
    Place("review_cards", _OWN, "what you are asked again, and when"),
    Place("review_answers", _OWN, "what you answered then"),
    Place("forum_anchors", _OWN_POST, "the cells that your posts are about"),
    Place("forum_edits", _OWN_POST, "what stood in your posts before you changed them"),
    Place("forum_reports", "reporter_id = :person", "posts that you reported"),
    Place("llm_calls", _OWN, "how often a language model worked for you"),
    Place("audit_log", "actor_id = :person", "what you did that others may have to account for"),
    *map(
        Place,
        (
            "achievements",
            "alembic_version",
            "assessments",
            "assignment_schedules",
            "blueprint_modules",
            "blueprint_prerequisites",
            "lessons",
            "module_prerequisites",
            "modules",
            "nbgrader_bindings",
            "notebook_releases",
            "notebooks",
            "rubric_items",
            "trending_courses",
        ),
    ),
)
