-- The bridge to the cohorts' gradebooks, and promised effects.

CREATE TABLE coursewright.nbgrader_bindings (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  nbgrader_course_id varchar(128) NOT NULL,
  assignment_name varchar(128) NOT NULL,
  notebook_name varchar(128),
  cell_name varchar(128),
  module_id integer,
  assessment_id uuid,
  exercise_slug text,
  CONSTRAINT pk_nbgrader_bindings PRIMARY KEY (id),
  CONSTRAINT ck_nbgrader_bindings_one_meaning
    CHECK (num_nonnulls(module_id, assessment_id, exercise_slug) = 1),
  CONSTRAINT ck_nbgrader_bindings_cell_of_notebook CHECK (cell_name IS NULL OR notebook_name IS NOT NULL),
  CONSTRAINT uq_nbgrader_bindings_place UNIQUE NULLS NOT DISTINCT (nbgrader_course_id, assignment_name,
    notebook_name, cell_name),
  CONSTRAINT fk_nbgrader_bindings_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_nbgrader_bindings_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE CASCADE
);
CREATE INDEX idx_nbb_assessment ON coursewright.nbgrader_bindings (assessment_id);
CREATE INDEX idx_nbb_exercise ON coursewright.nbgrader_bindings (exercise_slug);
CREATE INDEX idx_nbb_module ON coursewright.nbgrader_bindings (module_id);

CREATE TABLE coursewright.grade_events (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  idempotency_key bytea NOT NULL,
  nbgrader_course_id varchar(128) NOT NULL,
  assignment_name varchar(128) NOT NULL,
  user_id uuid NOT NULL,
  revision integer NOT NULL,
  score numeric(9, 3) NOT NULL,
  max_score numeric(9, 3) NOT NULL,
  needs_manual_grade boolean NOT NULL,
  payload jsonb NOT NULL,
  observed_at timestamptz DEFAULT now() NOT NULL,
  applied_at timestamptz,
  CONSTRAINT pk_grade_events PRIMARY KEY (id),
  CONSTRAINT ck_grade_events_idempotency_key CHECK (octet_length(idempotency_key) = 32),
  CONSTRAINT ck_grade_events_revision CHECK (revision > 0),
  CONSTRAINT ck_grade_events_max_score CHECK (max_score >= 0),
  CONSTRAINT uq_grade_events_nbgrader_course_id_assignment_name_user_1b96 UNIQUE (nbgrader_course_id,
    assignment_name, user_id, revision),
  CONSTRAINT uq_grade_events_idempotency_key UNIQUE (idempotency_key),
  CONSTRAINT fk_grade_events_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_grade_events_todo ON coursewright.grade_events (observed_at) WHERE applied_at IS NULL;
CREATE INDEX idx_grade_events_user ON coursewright.grade_events (user_id);

CREATE TABLE coursewright.gradebook_marks (
  cohort_id uuid NOT NULL,
  assignment_name text NOT NULL,
  student_name text NOT NULL,
  marked_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_gradebook_marks PRIMARY KEY (cohort_id, assignment_name, student_name),
  CONSTRAINT fk_gradebook_marks_cohort_id FOREIGN KEY (cohort_id)
    REFERENCES coursewright.cohorts (id) ON DELETE CASCADE
);
CREATE INDEX idx_gradebook_marks_marked ON coursewright.gradebook_marks (marked_at);

CREATE TABLE coursewright.outbox (
  id bigint GENERATED ALWAYS AS IDENTITY,
  topic varchar(50) NOT NULL,
  dedupe_key text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  available_at timestamptz DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  delivered_at timestamptz,
  last_error text,
  CONSTRAINT pk_outbox PRIMARY KEY (id),
  CONSTRAINT ck_outbox_attempts CHECK (attempts >= 0),
  CONSTRAINT uq_outbox_dedupe_key UNIQUE (dedupe_key)
);
CREATE INDEX idx_outbox_ready ON coursewright.outbox (available_at, id) WHERE delivered_at IS NULL;
