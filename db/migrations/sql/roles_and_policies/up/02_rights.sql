-- Each role gets what it needs, table by table; what a later step adds is closed until that step opens it.

REVOKE ALL ON ALL TABLES IN SCHEMA coursewright FROM {service}, {worker};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA coursewright FROM {service}, {worker};

-- The command line, the seeds and the build of the curriculum: every row, but no shape and no history of shapes.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA coursewright TO {operator};
REVOKE ALL ON coursewright.alembic_version FROM {operator};

-- The login page of the hub.
GRANT SELECT (id, username, email, full_name, role, is_active, default_visibility, last_login, password_hash)
  ON coursewright.users TO {login};
GRANT UPDATE (password_hash, last_login, last_active_at) ON coursewright.users TO {login};
GRANT SELECT ON coursewright.cohorts, coursewright.cohort_members TO {login};

-- What the service and the workers read of people, classes and the curriculum: no password, no answer, no solution.
GRANT SELECT ON coursewright.cohorts, coursewright.cohort_members, coursewright.assignment_schedules,
  coursewright.modules, coursewright.module_prerequisites, coursewright.lessons, coursewright.notebooks,
  coursewright.blueprint_modules, coursewright.blueprint_prerequisites, coursewright.learning_resources,
  coursewright.achievements, coursewright.course_tags, coursewright.trending_courses, coursewright.activity_feed,
  coursewright.user_relationships, coursewright.user_achievements
  TO {service}, {worker};
GRANT INSERT ON coursewright.notebooks, coursewright.activity_feed, coursewright.user_achievements,
  coursewright.outbox TO {service}, {worker};
DO $$
DECLARE
  hidden CONSTANT text[] := ARRAY['password_hash', 'correct_answer', 'explanation', 'option_notes', 'marking',
                                  'solution_code', 'flaws'];
  shown record;
BEGIN
  FOR shown IN
    SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
    FROM information_schema.columns
    WHERE table_schema = 'coursewright' AND table_name IN ('users', 'assessments', 'exercises')
      AND column_name <> ALL (hidden)
    GROUP BY table_name
  LOOP
    EXECUTE format('GRANT SELECT (%s) ON coursewright.%I TO {service}, {worker}', shown.columns, shown.name);
  END LOOP;
END $$;

-- The service: what one person does. The policies say on whose rows.
GRANT SELECT ON coursewright.user_archetypes, coursewright.user_variables, coursewright.generated_courses,
  coursewright.generated_modules, coursewright.user_progress, coursewright.lesson_progress,
  coursewright.module_completions, coursewright.quiz_sessions, coursewright.quiz_attempts,
  coursewright.code_submissions, coursewright.peer_reviews, coursewright.architecture_reviews,
  coursewright.forum_posts, coursewright.recommendations TO {service};
GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.user_variables, coursewright.user_relationships,
  coursewright.forum_votes, coursewright.learning_resource_votes, coursewright.bot_configurations,
  coursewright.trading_strategies TO {service};
GRANT SELECT, INSERT ON coursewright.user_course_interactions TO {service};
GRANT INSERT, UPDATE (meta_category, archetype, domain) ON coursewright.user_archetypes TO {service};
GRANT UPDATE (title, description, visibility, status, progress_percentage, completion_date)
  ON coursewright.generated_courses TO {service};
GRANT UPDATE (content_json, is_locked, is_completed, completed_at) ON coursewright.generated_modules TO {service};
GRANT INSERT (id, user_id, module_id, exercise_id, status, progress_percent, started_at, completed_at,
    last_accessed, time_spent_minutes, attempts, hints_revealed),
  UPDATE (status, progress_percent, started_at, completed_at, last_accessed, time_spent_minutes, hints_revealed)
  ON coursewright.user_progress TO {service};
GRANT INSERT, UPDATE (opened_at, completed_at) ON coursewright.lesson_progress TO {service};
GRANT INSERT ON coursewright.module_completions, coursewright.quiz_attempts, coursewright.code_submissions
  TO {service};
GRANT INSERT, UPDATE (submitted_at, points_earned, points_possible) ON coursewright.quiz_sessions TO {service};
GRANT UPDATE (is_correct, points_earned, time_spent_seconds) ON coursewright.quiz_attempts TO {service};
GRANT UPDATE (grading_state, grading_error, grading_done, grading_total) ON coursewright.code_submissions
  TO {service};
GRANT UPDATE (rubric_scores, comments, submitted_at) ON coursewright.peer_reviews TO {service};
GRANT UPDATE (earned_at, progress, is_featured) ON coursewright.user_achievements TO {service};
GRANT SELECT (id, dedupe_key) ON coursewright.outbox TO {service};
GRANT UPDATE (is_dismissed) ON coursewright.recommendations TO {service};
GRANT INSERT, UPDATE (title, content, is_pinned, is_solved, solved_by_post_id, deleted_at)
  ON coursewright.forum_posts TO {service};
GRANT INSERT ON coursewright.learning_resources TO {service};

-- The workers: grading and what follows from it, for everybody.
GRANT SELECT, INSERT, UPDATE ON coursewright.code_submissions, coursewright.user_progress,
  coursewright.grade_events, coursewright.user_achievements TO {worker};
GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.gradebook_marks, coursewright.outbox,
  coursewright.recommendations, coursewright.trending_courses TO {worker};
GRANT SELECT, INSERT ON coursewright.module_completions, coursewright.peer_reviews,
  coursewright.architecture_reviews TO {worker};
GRANT SELECT ON coursewright.nbgrader_bindings, coursewright.lesson_progress, coursewright.generated_courses,
  coursewright.generated_modules, coursewright.quiz_sessions, coursewright.quiz_attempts,
  coursewright.user_course_interactions, coursewright.user_archetypes TO {worker};
GRANT UPDATE (status, progress_percentage, completion_date) ON coursewright.generated_courses TO {worker};
GRANT UPDATE (is_locked, is_completed, completed_at) ON coursewright.generated_modules TO {worker};

-- The analyst: who did what when, by number. No name, no address, no work, no words of anybody.
GRANT SELECT ON coursewright.modules, coursewright.module_prerequisites, coursewright.blueprint_modules,
  coursewright.blueprint_prerequisites, coursewright.cohorts, coursewright.cohort_members,
  coursewright.assignment_schedules, coursewright.achievements, coursewright.course_tags,
  coursewright.trending_courses, coursewright.module_completions, coursewright.lesson_progress,
  coursewright.quiz_sessions, coursewright.user_course_interactions TO {analyst};
GRANT SELECT (id, role, is_active, created_at, last_active_at) ON coursewright.users TO {analyst};
GRANT SELECT (user_id, meta_category, archetype, created_at) ON coursewright.user_archetypes TO {analyst};
GRANT SELECT (id, module_id, slug, title, lesson_type, order_index, estimated_minutes) ON coursewright.lessons
  TO {analyst};
GRANT SELECT (id, module_id, slug, title, question_type, points, order_index, retired_at)
  ON coursewright.assessments TO {analyst};
GRANT SELECT (id, module_id, slug, type, difficulty, points, time_limit_minutes) ON coursewright.exercises
  TO {analyst};
GRANT SELECT (id, user_id, forked_from_id, visibility, status, progress_percentage, start_date, completion_date)
  ON coursewright.generated_courses TO {analyst};
GRANT SELECT (id, course_id, blueprint_module_id, order_index, is_locked, is_completed, completed_at)
  ON coursewright.generated_modules TO {analyst};
GRANT SELECT (id, user_id, module_id, exercise_id, status, progress_percent, started_at, completed_at,
    last_accessed, time_spent_minutes, score, attempts, execution_time_ms, memory_used_mb, submitted_at)
  ON coursewright.user_progress TO {analyst};
GRANT SELECT (id, session_id, user_id, assessment_id, is_correct, points_earned, attempted_at, time_spent_seconds)
  ON coursewright.quiz_attempts TO {analyst};
GRANT SELECT (id, user_id, cohort_id, assessment_id, exercise_id, status, grade, max_grade, submission_version,
    submitted_at, graded_at, source, grading_state, needs_manual_grade, execution_time_ms)
  ON coursewright.code_submissions TO {analyst};
GRANT SELECT (id, submission_id, is_helpful, assigned_at, submitted_at) ON coursewright.peer_reviews TO {analyst};
GRANT SELECT (id, user_id, overall_score, passed, reviewed_at) ON coursewright.architecture_reviews TO {analyst};
GRANT SELECT (id, user_id, activity_type, visibility, created_at) ON coursewright.activity_feed TO {analyst};
GRANT SELECT (user_id, achievement_id, earned_at) ON coursewright.user_achievements TO {analyst};
GRANT SELECT (id, module_id, depth, is_solved, upvotes, downvotes, reply_count, created_at)
  ON coursewright.forum_posts TO {analyst};
