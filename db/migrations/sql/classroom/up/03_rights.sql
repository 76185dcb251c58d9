-- The new tables, and what the service may write of people, feeds and the forum: one's own.

GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.review_cards, coursewright.assignment_extensions,
  coursewright.rubric_items, coursewright.forum_anchors, coursewright.forum_reports,
  coursewright.notebook_releases, coursewright.llm_calls TO {operator};
GRANT SELECT, INSERT ON coursewright.audit_log TO {operator};
GRANT SELECT ON coursewright.rubric_items, coursewright.notebook_releases TO {service}, {worker}, {analyst};
GRANT INSERT ON coursewright.audit_log, coursewright.llm_calls TO {service}, {worker};
GRANT SELECT, INSERT, UPDATE (state, step, stability, difficulty, due_at, last_review_at)
  ON coursewright.review_cards TO {service};
GRANT SELECT, INSERT, UPDATE (due_at, reason, granted_by, granted_at), DELETE
  ON coursewright.assignment_extensions TO {service};
GRANT SELECT ON coursewright.assignment_extensions TO {worker};
GRANT SELECT, INSERT ON coursewright.forum_anchors TO {service};
GRANT SELECT, INSERT, UPDATE (resolved_at, resolved_by) ON coursewright.forum_reports TO {service};
GRANT UPDATE (full_name, avatar_url, bio, default_visibility, last_active_at) ON coursewright.users TO {service};

GRANT SELECT (id, user_id, assessment_id, state, stability, difficulty, due_at, last_review_at, created_at)
  ON coursewright.review_cards TO {analyst};
GRANT SELECT (cohort_id, assignment_name, user_id, due_at, granted_at) ON coursewright.assignment_extensions
  TO {analyst};
GRANT SELECT (id, user_id, purpose, provider, model, input_tokens, output_tokens, duration_ms, outcome, created_at)
  ON coursewright.llm_calls TO {analyst};
