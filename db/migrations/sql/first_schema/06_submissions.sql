-- Attempts handed in, and reviews of them.

CREATE TABLE coursewright.code_submissions (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  cohort_id uuid,
  assessment_id uuid,
  exercise_id uuid,
  github_url varchar(500),
  file_uploads jsonb,
  notebook_sha256 bytea,
  status text DEFAULT 'submitted' NOT NULL,
  grade numeric(7, 2),
  max_grade numeric(7, 2) DEFAULT 100 NOT NULL,
  instructor_feedback text,
  rubric_scores jsonb,
  submission_version integer DEFAULT 1 NOT NULL,
  submitted_at timestamptz DEFAULT now() NOT NULL,
  graded_at timestamptz,
  graded_by uuid,
  source text DEFAULT 'nbgrader' NOT NULL,
  nbgrader_course_id varchar(128),
  nbgrader_submission_id varchar(32),
  grading_state text DEFAULT 'queued' NOT NULL,
  grading_done integer,
  grading_total integer,
  grading_error text,
  test_results jsonb,
  needs_manual_grade boolean DEFAULT false NOT NULL,
  execution_time_ms integer,
  CONSTRAINT pk_code_submissions PRIMARY KEY (id),
  CONSTRAINT ck_code_submissions_github_url CHECK (github_url ~ '^https://github\.com/[^/]+/[^/]+'),
  CONSTRAINT ck_code_submissions_file_uploads
    CHECK (file_uploads IS NULL OR jsonb_typeof(file_uploads) = 'object'),
  CONSTRAINT ck_code_submissions_status CHECK (status IN ('submitted', 'graded', 'revision-needed')),
  CONSTRAINT ck_code_submissions_grade CHECK (grade >= 0),
  CONSTRAINT ck_code_submissions_max_grade CHECK (max_grade > 0),
  CONSTRAINT ck_code_submissions_rubric_scores
    CHECK (rubric_scores IS NULL OR jsonb_typeof(rubric_scores) = 'object'),
  CONSTRAINT ck_code_submissions_submission_version CHECK (submission_version > 0),
  CONSTRAINT ck_code_submissions_source CHECK (source IN ('nbgrader', 'web', 'github')),
  CONSTRAINT ck_code_submissions_grading_state
    CHECK (grading_state IN ('queued', 'grading', 'graded', 'failed')),
  CONSTRAINT ck_code_submissions_grading_progress CHECK (grading_done >= 0 AND grading_done <= grading_total),
  CONSTRAINT ck_code_submissions_grading_failed
    CHECK (grading_state <> 'failed' OR grading_error IS NOT NULL),
  CONSTRAINT ck_code_submissions_test_results
    CHECK (test_results IS NULL OR jsonb_typeof(test_results) = 'array'),
  CONSTRAINT ck_code_submissions_execution_time_ms CHECK (execution_time_ms >= 0),
  CONSTRAINT ck_code_submissions_one_task CHECK (num_nonnulls(assessment_id, exercise_id) = 1),
  CONSTRAINT ck_code_submissions_has_content
    CHECK (num_nonnulls(github_url, file_uploads, notebook_sha256) >= 1),
  CONSTRAINT ck_code_submissions_graded
    CHECK (status <> 'graded' OR (grade IS NOT NULL AND graded_at IS NOT NULL)),
  CONSTRAINT ck_code_submissions_ungraded
    CHECK (status <> 'submitted' OR (grade IS NULL AND graded_at IS NULL)),
  CONSTRAINT ck_code_submissions_not_graded_by_itself CHECK (graded_by IS DISTINCT FROM user_id),
  CONSTRAINT fk_code_submissions_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_code_submissions_cohort_id FOREIGN KEY (cohort_id)
    REFERENCES coursewright.cohorts (id) ON DELETE SET NULL,
  CONSTRAINT fk_code_submissions_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE RESTRICT,
  CONSTRAINT fk_code_submissions_exercise_id FOREIGN KEY (exercise_id)
    REFERENCES coursewright.exercises (id) ON DELETE CASCADE,
  CONSTRAINT fk_code_submissions_notebook_sha256 FOREIGN KEY (notebook_sha256)
    REFERENCES coursewright.notebooks (sha256) ON DELETE RESTRICT,
  CONSTRAINT fk_code_submissions_graded_by FOREIGN KEY (graded_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_submissions_assessment ON coursewright.code_submissions (assessment_id)
  WHERE assessment_id IS NOT NULL;
CREATE INDEX idx_submissions_cohort ON coursewright.code_submissions (cohort_id, submitted_at)
  WHERE cohort_id IS NOT NULL;
CREATE INDEX idx_submissions_exercise ON coursewright.code_submissions (exercise_id)
  WHERE exercise_id IS NOT NULL;
CREATE INDEX idx_submissions_grader ON coursewright.code_submissions (graded_by) WHERE graded_by IS NOT NULL;
CREATE INDEX idx_submissions_queue ON coursewright.code_submissions (submitted_at) WHERE status = 'submitted';
CREATE UNIQUE INDEX uq_submission_assessment ON coursewright.code_submissions (user_id, assessment_id,
  submission_version)
  WHERE assessment_id IS NOT NULL;
CREATE UNIQUE INDEX uq_submission_exercise ON coursewright.code_submissions (user_id, exercise_id,
  submission_version)
  WHERE exercise_id IS NOT NULL;

CREATE TABLE coursewright.architecture_reviews (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  exercise_id uuid,
  module_id uuid,
  submission_id uuid,
  overall_score integer NOT NULL,
  code_sense_score integer,
  efficiency_score integer,
  edge_cases_score integer,
  taste_score integer,
  strengths jsonb DEFAULT '[]' NOT NULL,
  weaknesses jsonb DEFAULT '[]' NOT NULL,
  suggestions jsonb DEFAULT '[]' NOT NULL,
  passed boolean DEFAULT false NOT NULL,
  reviewer_model varchar(100),
  reviewed_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_architecture_reviews PRIMARY KEY (id),
  CONSTRAINT ck_architecture_reviews_overall_score CHECK (overall_score BETWEEN 0 AND 100),
  CONSTRAINT ck_architecture_reviews_code_sense_score CHECK (code_sense_score BETWEEN 0 AND 100),
  CONSTRAINT ck_architecture_reviews_efficiency_score CHECK (efficiency_score BETWEEN 0 AND 100),
  CONSTRAINT ck_architecture_reviews_edge_cases_score CHECK (edge_cases_score BETWEEN 0 AND 100),
  CONSTRAINT ck_architecture_reviews_taste_score CHECK (taste_score BETWEEN 0 AND 100),
  CONSTRAINT ck_architecture_reviews_strengths CHECK (jsonb_typeof(strengths) = 'array'),
  CONSTRAINT ck_architecture_reviews_weaknesses CHECK (jsonb_typeof(weaknesses) = 'array'),
  CONSTRAINT ck_architecture_reviews_suggestions CHECK (jsonb_typeof(suggestions) = 'array'),
  CONSTRAINT ck_architecture_reviews_has_subject
    CHECK (num_nonnulls(exercise_id, module_id, submission_id) >= 1),
  CONSTRAINT fk_architecture_reviews_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_architecture_reviews_exercise_id FOREIGN KEY (exercise_id)
    REFERENCES coursewright.exercises (id) ON DELETE CASCADE,
  CONSTRAINT fk_architecture_reviews_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.generated_modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_architecture_reviews_submission_id FOREIGN KEY (submission_id)
    REFERENCES coursewright.code_submissions (id) ON DELETE CASCADE
);
CREATE INDEX idx_arch_exercise ON coursewright.architecture_reviews (exercise_id);
CREATE INDEX idx_arch_module ON coursewright.architecture_reviews (module_id);
CREATE INDEX idx_arch_submission ON coursewright.architecture_reviews (submission_id);
CREATE INDEX idx_architecture_reviews_user ON coursewright.architecture_reviews (user_id, reviewed_at DESC);

CREATE TABLE coursewright.peer_reviews (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  submission_id uuid NOT NULL,
  reviewer_id uuid NOT NULL,
  rubric_scores jsonb,
  comments text,
  is_helpful boolean,
  assigned_at timestamptz DEFAULT now() NOT NULL,
  submitted_at timestamptz,
  CONSTRAINT pk_peer_reviews PRIMARY KEY (id),
  CONSTRAINT ck_peer_reviews_rubric_scores
    CHECK (rubric_scores IS NULL OR jsonb_typeof(rubric_scores) = 'object'),
  CONSTRAINT ck_peer_reviews_helpful_when_submitted CHECK (submitted_at IS NOT NULL OR is_helpful IS NULL),
  CONSTRAINT uq_peer_reviews_submission_id_reviewer_id UNIQUE (submission_id, reviewer_id),
  CONSTRAINT fk_peer_reviews_submission_id FOREIGN KEY (submission_id)
    REFERENCES coursewright.code_submissions (id) ON DELETE CASCADE,
  CONSTRAINT fk_peer_reviews_reviewer_id FOREIGN KEY (reviewer_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_peer_reviews_reviewer ON coursewright.peer_reviews (reviewer_id);
CREATE INDEX idx_peer_reviews_todo ON coursewright.peer_reviews (reviewer_id, assigned_at)
  WHERE submitted_at IS NULL;
