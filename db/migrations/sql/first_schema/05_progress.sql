-- The present state of every learner, and the ledger of quiz answers.

CREATE TABLE coursewright.user_progress (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  module_id integer,
  exercise_id uuid,
  status text DEFAULT 'not-started' NOT NULL,
  progress_percent numeric(5, 2),
  started_at timestamptz,
  completed_at timestamptz,
  last_accessed timestamptz,
  time_spent_minutes integer,
  submitted_code text,
  score integer,
  attempts integer,
  execution_time_ms integer,
  memory_used_mb numeric(10, 2),
  test_results jsonb,
  hints_revealed jsonb,
  submitted_at timestamptz,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_user_progress PRIMARY KEY (id),
  CONSTRAINT ck_user_progress_progress_percent CHECK (progress_percent BETWEEN 0 AND 100),
  CONSTRAINT ck_user_progress_time_spent_minutes CHECK (time_spent_minutes >= 0),
  CONSTRAINT ck_user_progress_score CHECK (score BETWEEN 0 AND 100),
  CONSTRAINT ck_user_progress_attempts CHECK (attempts >= 0),
  CONSTRAINT ck_user_progress_execution_time_ms CHECK (execution_time_ms >= 0),
  CONSTRAINT ck_user_progress_memory_used_mb CHECK (memory_used_mb >= 0),
  CONSTRAINT ck_user_progress_hints_revealed
    CHECK (hints_revealed IS NULL OR jsonb_typeof(hints_revealed) = 'array'),
  CONSTRAINT ck_user_progress_one_subject CHECK (num_nonnulls(module_id, exercise_id) = 1),
  CONSTRAINT ck_user_progress_module_row
    CHECK (module_id IS NULL OR (status IN ('not-started', 'in-progress', 'completed')
      AND progress_percent IS NOT NULL AND time_spent_minutes IS NOT NULL AND num_nonnulls(submitted_code,
      score, attempts, execution_time_ms, memory_used_mb, test_results, hints_revealed, submitted_at) = 0)),
  CONSTRAINT ck_user_progress_exercise_row
    CHECK (exercise_id IS NULL OR (status IN ('pending', 'passed', 'failed') AND attempts IS NOT NULL
      AND progress_percent IS NULL)),
  CONSTRAINT ck_user_progress_exercise_score
    CHECK (exercise_id IS NULL OR status = 'pending' OR score IS NOT NULL),
  CONSTRAINT ck_user_progress_completed
    CHECK ((status = 'completed') = (completed_at IS NOT NULL AND module_id IS NOT NULL)),
  CONSTRAINT ck_user_progress_completed_percent CHECK (status <> 'completed' OR progress_percent = 100),
  CONSTRAINT ck_user_progress_not_started
    CHECK (status <> 'not-started' OR (progress_percent = 0 AND started_at IS NULL)),
  CONSTRAINT fk_user_progress_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_user_progress_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_user_progress_exercise_id FOREIGN KEY (exercise_id)
    REFERENCES coursewright.exercises (id) ON DELETE CASCADE
);
CREATE INDEX idx_progress_exercise ON coursewright.user_progress (exercise_id) WHERE exercise_id IS NOT NULL;
CREATE INDEX idx_progress_module ON coursewright.user_progress (module_id, status)
  WHERE module_id IS NOT NULL;
CREATE INDEX idx_progress_pending ON coursewright.user_progress (submitted_at) WHERE status = 'pending';
CREATE UNIQUE INDEX uq_progress_user_exercise ON coursewright.user_progress (user_id, exercise_id)
  WHERE exercise_id IS NOT NULL;
CREATE UNIQUE INDEX uq_progress_user_module ON coursewright.user_progress (user_id,
  module_id) INCLUDE (status, progress_percent)
  WHERE module_id IS NOT NULL;

CREATE TABLE coursewright.module_completions (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  generated_module_id uuid,
  module_id integer,
  completed_at timestamptz DEFAULT now() NOT NULL,
  time_spent_minutes integer,
  final_score integer,
  CONSTRAINT pk_module_completions PRIMARY KEY (id),
  CONSTRAINT ck_module_completions_time_spent_minutes CHECK (time_spent_minutes >= 0),
  CONSTRAINT ck_module_completions_final_score CHECK (final_score BETWEEN 0 AND 100),
  CONSTRAINT ck_module_completions_one_module CHECK (num_nonnulls(generated_module_id, module_id) = 1),
  CONSTRAINT fk_module_completions_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_module_completions_generated_module_id FOREIGN KEY (generated_module_id)
    REFERENCES coursewright.generated_modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_module_completions_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE
);
CREATE INDEX idx_completion_cat ON coursewright.module_completions (module_id, completed_at)
  WHERE module_id IS NOT NULL;
CREATE INDEX idx_completion_gen ON coursewright.module_completions (generated_module_id)
  WHERE generated_module_id IS NOT NULL;
CREATE UNIQUE INDEX uq_completion_cat ON coursewright.module_completions (user_id, module_id)
  WHERE module_id IS NOT NULL;
CREATE UNIQUE INDEX uq_completion_gen ON coursewright.module_completions (user_id, generated_module_id)
  WHERE generated_module_id IS NOT NULL;

CREATE TABLE coursewright.lesson_progress (
  user_id uuid NOT NULL,
  lesson_id uuid NOT NULL,
  opened_at timestamptz DEFAULT now() NOT NULL,
  completed_at timestamptz,
  CONSTRAINT pk_lesson_progress PRIMARY KEY (user_id, lesson_id),
  CONSTRAINT ck_lesson_progress_opened_first CHECK (completed_at >= opened_at),
  CONSTRAINT fk_lesson_progress_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_lesson_progress_lesson_id FOREIGN KEY (lesson_id)
    REFERENCES coursewright.lessons (id) ON DELETE CASCADE
);
CREATE INDEX idx_lesson_progress_lesson ON coursewright.lesson_progress (lesson_id);

CREATE TABLE coursewright.quiz_sessions (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  module_id integer NOT NULL,
  attempt_number integer NOT NULL,
  started_at timestamptz DEFAULT now() NOT NULL,
  submitted_at timestamptz,
  points_earned integer,
  points_possible integer,
  CONSTRAINT pk_quiz_sessions PRIMARY KEY (id),
  CONSTRAINT ck_quiz_sessions_attempt_number CHECK (attempt_number > 0),
  CONSTRAINT ck_quiz_sessions_points_earned CHECK (points_earned >= 0),
  CONSTRAINT ck_quiz_sessions_points_possible CHECK (points_possible >= points_earned),
  CONSTRAINT ck_quiz_sessions_submitted CHECK ((submitted_at IS NULL) = (points_earned IS NULL)),
  CONSTRAINT uq_quiz_sessions_user_id_module_id_attempt_number UNIQUE (user_id, module_id, attempt_number),
  CONSTRAINT uq_quiz_sessions_id_user_id UNIQUE (id, user_id),
  CONSTRAINT fk_quiz_sessions_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_quiz_sessions_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE
);
CREATE INDEX idx_quiz_sessions_module ON coursewright.quiz_sessions (module_id);
CREATE UNIQUE INDEX uq_quiz_open ON coursewright.quiz_sessions (user_id, module_id)
  WHERE submitted_at IS NULL;

CREATE TABLE coursewright.quiz_attempts (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  user_answer text,
  is_correct boolean,
  points_earned integer,
  attempted_at timestamptz DEFAULT now() NOT NULL,
  time_spent_seconds integer,
  CONSTRAINT pk_quiz_attempts PRIMARY KEY (id),
  CONSTRAINT fk_quiz_attempts_session_id_user_id FOREIGN KEY (session_id, user_id)
    REFERENCES coursewright.quiz_sessions (id, user_id) ON DELETE CASCADE,
  CONSTRAINT ck_quiz_attempts_points_earned CHECK (points_earned >= 0),
  CONSTRAINT ck_quiz_attempts_time_spent_seconds CHECK (time_spent_seconds >= 0),
  CONSTRAINT ck_quiz_attempts_ungraded CHECK (is_correct IS NOT NULL OR points_earned IS NULL),
  CONSTRAINT ck_quiz_attempts_wrong
    CHECK (is_correct IS DISTINCT FROM false OR (points_earned IS NOT NULL AND points_earned = 0)),
  CONSTRAINT uq_quiz_attempts_session_id_assessment_id UNIQUE (session_id, assessment_id),
  CONSTRAINT fk_quiz_attempts_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_quiz_attempts_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE RESTRICT
);
CREATE INDEX idx_attempts_assessment ON coursewright.quiz_attempts (assessment_id);
CREATE INDEX idx_attempts_user_assessment ON coursewright.quiz_attempts (user_id, assessment_id,
  attempted_at DESC);
