-- What teaching needs beside the curriculum: spaced review, more time, rubrics, questions about a cell, and records.

CREATE TABLE coursewright.review_cards (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  state text DEFAULT 'learning' NOT NULL,
  step integer,
  stability double precision,
  difficulty double precision,
  due_at timestamptz DEFAULT now() NOT NULL,
  last_review_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_review_cards PRIMARY KEY (id),
  CONSTRAINT ck_review_cards_state CHECK (state IN ('learning', 'review', 'relearning')),
  CONSTRAINT ck_review_cards_step CHECK (step >= 0),
  CONSTRAINT ck_review_cards_step_while_learning CHECK ((state = 'review') = (step IS NULL)),
  CONSTRAINT ck_review_cards_stability CHECK (stability > 0),
  CONSTRAINT ck_review_cards_difficulty CHECK (difficulty BETWEEN 1 AND 10),
  CONSTRAINT ck_review_cards_memory CHECK (num_nonnulls(stability, difficulty, last_review_at) IN (0, 3)),
  CONSTRAINT ck_review_cards_reviewed CHECK (state = 'learning' OR last_review_at IS NOT NULL),
  CONSTRAINT uq_review_cards_user_id_assessment_id UNIQUE (user_id, assessment_id),
  CONSTRAINT fk_review_cards_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_review_cards_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE RESTRICT
);
CREATE INDEX idx_review_cards_assessment ON coursewright.review_cards (assessment_id);
CREATE INDEX idx_review_cards_due ON coursewright.review_cards (user_id, due_at);

CREATE TABLE coursewright.assignment_extensions (
  cohort_id uuid NOT NULL,
  assignment_name text NOT NULL,
  user_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  reason text,
  granted_by uuid,
  granted_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_assignment_extensions PRIMARY KEY (cohort_id, assignment_name, user_id),
  CONSTRAINT ck_assignment_extensions_not_to_oneself CHECK (granted_by <> user_id),
  CONSTRAINT ck_assignment_extensions_reason CHECK (length(reason) <= 1000),
  CONSTRAINT fk_assignment_extensions_cohort_id_user_id FOREIGN KEY (cohort_id, user_id)
    REFERENCES coursewright.cohort_members (cohort_id, user_id) ON DELETE CASCADE,
  CONSTRAINT fk_assignment_extensions_granted_by FOREIGN KEY (granted_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_extensions_granted_by ON coursewright.assignment_extensions (granted_by)
  WHERE granted_by IS NOT NULL;
CREATE INDEX idx_extensions_user ON coursewright.assignment_extensions (user_id);

CREATE TABLE coursewright.rubric_items (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  assessment_id uuid,
  exercise_slug text,
  key text NOT NULL,
  title varchar(200) NOT NULL,
  description text,
  points integer NOT NULL,
  order_index integer NOT NULL,
  CONSTRAINT pk_rubric_items PRIMARY KEY (id),
  CONSTRAINT ck_rubric_items_one_task CHECK (num_nonnulls(assessment_id, exercise_slug) = 1),
  CONSTRAINT ck_rubric_items_key CHECK (key ~ '^[a-z][a-z0-9_]*$'),
  CONSTRAINT ck_rubric_items_points CHECK (points > 0),
  CONSTRAINT ck_rubric_items_order_index CHECK (order_index >= 0),
  CONSTRAINT uq_rubric_items_task_key UNIQUE NULLS NOT DISTINCT (assessment_id, exercise_slug, key),
  CONSTRAINT fk_rubric_items_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE CASCADE
);
CREATE INDEX idx_rubric_items_exercise ON coursewright.rubric_items (exercise_slug)
  WHERE exercise_slug IS NOT NULL;

CREATE TABLE coursewright.forum_anchors (
  post_id uuid NOT NULL,
  item_key text NOT NULL,
  cell_id text,
  quoted text,
  CONSTRAINT pk_forum_anchors PRIMARY KEY (post_id),
  CONSTRAINT ck_forum_anchors_cell_id CHECK (cell_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  CONSTRAINT ck_forum_anchors_quoted CHECK (length(quoted) <= 4000),
  CONSTRAINT fk_forum_anchors_post_id FOREIGN KEY (post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE CASCADE
);
CREATE INDEX idx_forum_anchors_place ON coursewright.forum_anchors (item_key, cell_id);

CREATE TABLE coursewright.forum_reports (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  post_id uuid NOT NULL,
  reporter_id uuid NOT NULL,
  reason text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  resolved_at timestamptz,
  resolved_by uuid,
  CONSTRAINT pk_forum_reports PRIMARY KEY (id),
  CONSTRAINT ck_forum_reports_reason CHECK (length(reason) BETWEEN 1 AND 1000),
  CONSTRAINT ck_forum_reports_resolved CHECK (resolved_by IS NULL OR resolved_at IS NOT NULL),
  CONSTRAINT ck_forum_reports_resolved_later CHECK (resolved_at >= created_at),
  CONSTRAINT uq_forum_reports_post_id_reporter_id UNIQUE (post_id, reporter_id),
  CONSTRAINT fk_forum_reports_post_id FOREIGN KEY (post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE CASCADE,
  CONSTRAINT fk_forum_reports_reporter_id FOREIGN KEY (reporter_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_forum_reports_resolved_by FOREIGN KEY (resolved_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_forum_reports_open ON coursewright.forum_reports (created_at) WHERE resolved_at IS NULL;
CREATE INDEX idx_forum_reports_reporter ON coursewright.forum_reports (reporter_id);
CREATE INDEX idx_forum_reports_resolver ON coursewright.forum_reports (resolved_by)
  WHERE resolved_by IS NOT NULL;

CREATE TABLE coursewright.notebook_releases (
  item_key text NOT NULL,
  sha256 bytea NOT NULL,
  released_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_notebook_releases PRIMARY KEY (item_key, sha256),
  CONSTRAINT fk_notebook_releases_sha256 FOREIGN KEY (sha256)
    REFERENCES coursewright.notebooks (sha256) ON DELETE RESTRICT
);

CREATE TABLE coursewright.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY,
  happened_at timestamptz DEFAULT now() NOT NULL,
  actor_id uuid,
  actor text NOT NULL,
  action varchar(60) NOT NULL,
  subject text,
  details jsonb DEFAULT '{}' NOT NULL,
  CONSTRAINT pk_audit_log PRIMARY KEY (id),
  CONSTRAINT ck_audit_log_action CHECK (action ~ '^[a-z][a-z0-9_.]*$'),
  CONSTRAINT ck_audit_log_details CHECK (jsonb_typeof(details) = 'object'),
  CONSTRAINT fk_audit_log_actor_id FOREIGN KEY (actor_id)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_audit_log_actor ON coursewright.audit_log (actor_id, happened_at) WHERE actor_id IS NOT NULL;
CREATE INDEX idx_audit_log_subject ON coursewright.audit_log (subject, happened_at);

CREATE TABLE coursewright.llm_calls (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid,
  purpose varchar(50) NOT NULL,
  provider text NOT NULL,
  model varchar(100) NOT NULL,
  input_tokens integer,
  output_tokens integer,
  duration_ms integer,
  outcome text NOT NULL,
  error text,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_llm_calls PRIMARY KEY (id),
  CONSTRAINT ck_llm_calls_provider CHECK (provider IN ('openai', 'anthropic', 'ollama')),
  CONSTRAINT ck_llm_calls_input_tokens CHECK (input_tokens >= 0),
  CONSTRAINT ck_llm_calls_output_tokens CHECK (output_tokens >= 0),
  CONSTRAINT ck_llm_calls_duration_ms CHECK (duration_ms >= 0),
  CONSTRAINT ck_llm_calls_outcome CHECK (outcome IN ('answered', 'refused', 'failed', 'timed_out')),
  CONSTRAINT ck_llm_calls_answered CHECK ((outcome = 'answered') = (error IS NULL)),
  CONSTRAINT fk_llm_calls_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_llm_calls_user ON coursewright.llm_calls (user_id, created_at) WHERE user_id IS NOT NULL;
