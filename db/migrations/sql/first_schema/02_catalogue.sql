-- The fixed curriculum, its notebooks by content, and outside material.

CREATE TABLE coursewright.notebooks (
  sha256 bytea NOT NULL,
  content bytea NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_notebooks PRIMARY KEY (sha256),
  CONSTRAINT ck_notebooks_sha256 CHECK (sha256 = sha256(content))
);

CREATE TABLE coursewright.modules (
  id integer NOT NULL,
  slug varchar(50) NOT NULL,
  title varchar(200) NOT NULL,
  description text,
  track text NOT NULL,
  duration_hours numeric(4, 2),
  order_index integer NOT NULL,
  is_published boolean DEFAULT false NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_modules PRIMARY KEY (id),
  CONSTRAINT ck_modules_id CHECK (id > 0),
  CONSTRAINT ck_modules_track CHECK (track IN ('user', 'power-user', 'developer', 'architect')),
  CONSTRAINT ck_modules_duration_hours CHECK (duration_hours >= 0),
  CONSTRAINT uq_modules_order_index UNIQUE (order_index) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT uq_modules_slug UNIQUE (slug)
);
CREATE INDEX idx_modules_track ON coursewright.modules (track, order_index);

CREATE TABLE coursewright.module_prerequisites (
  module_id integer NOT NULL,
  prerequisite_id integer NOT NULL,
  CONSTRAINT pk_module_prerequisites PRIMARY KEY (module_id, prerequisite_id),
  CONSTRAINT ck_module_prerequisites_not_itself CHECK (module_id <> prerequisite_id),
  CONSTRAINT fk_module_prerequisites_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_module_prerequisites_prerequisite_id FOREIGN KEY (prerequisite_id)
    REFERENCES coursewright.modules (id) ON DELETE RESTRICT
);
CREATE INDEX idx_module_prereq_rev ON coursewright.module_prerequisites (prerequisite_id);

CREATE TABLE coursewright.lessons (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  module_id integer NOT NULL,
  slug text NOT NULL,
  title varchar(200) NOT NULL,
  content text NOT NULL,
  lesson_type text DEFAULT 'reading' NOT NULL,
  order_index integer NOT NULL,
  estimated_minutes integer,
  notebook_path text,
  notebook_sha256 bytea,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_lessons PRIMARY KEY (id),
  CONSTRAINT ck_lessons_lesson_type CHECK (lesson_type IN ('reading', 'video', 'interactive', 'coding')),
  CONSTRAINT ck_lessons_order_index CHECK (order_index >= 0),
  CONSTRAINT ck_lessons_estimated_minutes CHECK (estimated_minutes >= 0),
  CONSTRAINT uq_lessons_module_id_order_index UNIQUE (module_id, order_index) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_lessons_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT uq_lessons_slug UNIQUE (slug),
  CONSTRAINT fk_lessons_notebook_sha256 FOREIGN KEY (notebook_sha256)
    REFERENCES coursewright.notebooks (sha256) ON DELETE RESTRICT
);

CREATE TABLE coursewright.assessments (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  module_id integer NOT NULL,
  slug text,
  title varchar(200),
  question_text text NOT NULL,
  question_type text NOT NULL,
  options jsonb,
  correct_answer text,
  explanation text,
  points integer DEFAULT 10 NOT NULL,
  order_index integer NOT NULL,
  notebook_sha256 bytea,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  retired_at timestamptz,
  CONSTRAINT pk_assessments PRIMARY KEY (id),
  CONSTRAINT ck_assessments_question_type
    CHECK (question_type IN ('multiple-choice', 'true-false', 'short-answer', 'coding-task')),
  CONSTRAINT ck_assessments_options CHECK (options IS NULL OR jsonb_typeof(options) = 'object'),
  CONSTRAINT ck_assessments_points CHECK (points >= 0),
  CONSTRAINT ck_assessments_order_index CHECK (order_index >= 0),
  CONSTRAINT ck_assessments_slug_of_task CHECK ((question_type = 'coding-task') = (slug IS NOT NULL)),
  CONSTRAINT ck_assessments_options_of_choice
    CHECK ((question_type = 'multiple-choice') = (options IS NOT NULL)),
  CONSTRAINT ck_assessments_answer_of_choice
    CHECK (question_type <> 'multiple-choice' OR (correct_answer IS NOT NULL AND options ? correct_answer)),
  CONSTRAINT ck_assessments_answer_of_true_false
    CHECK (question_type <> 'true-false' OR coalesce(correct_answer, '') IN ('true', 'false')),
  CONSTRAINT uq_assessments_module_id_order_index UNIQUE (module_id,
    order_index) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_assessments_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT uq_assessments_slug UNIQUE (slug),
  CONSTRAINT fk_assessments_notebook_sha256 FOREIGN KEY (notebook_sha256)
    REFERENCES coursewright.notebooks (sha256) ON DELETE RESTRICT
);
CREATE INDEX idx_assessments_type ON coursewright.assessments (question_type);

CREATE TABLE coursewright.learning_resources (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  module_id integer,
  title varchar(200) NOT NULL,
  url varchar(500) NOT NULL,
  resource_type text,
  difficulty text,
  upvotes integer DEFAULT 0 NOT NULL,
  added_by uuid,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_learning_resources PRIMARY KEY (id),
  CONSTRAINT ck_learning_resources_url CHECK (url ~ '^https?://'),
  CONSTRAINT ck_learning_resources_resource_type
    CHECK (resource_type IN ('video', 'article', 'tutorial', 'documentation')),
  CONSTRAINT ck_learning_resources_difficulty CHECK (difficulty IN ('beginner', 'intermediate', 'advanced')),
  CONSTRAINT ck_learning_resources_upvotes CHECK (upvotes >= 0),
  CONSTRAINT uq_learning_resources_module_id_url UNIQUE NULLS NOT DISTINCT (module_id, url),
  CONSTRAINT fk_learning_resources_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_learning_resources_added_by FOREIGN KEY (added_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_resources_added_by ON coursewright.learning_resources (added_by);

CREATE TABLE coursewright.learning_resource_votes (
  resource_id uuid NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_learning_resource_votes PRIMARY KEY (resource_id, user_id),
  CONSTRAINT fk_learning_resource_votes_resource_id FOREIGN KEY (resource_id)
    REFERENCES coursewright.learning_resources (id) ON DELETE CASCADE,
  CONSTRAINT fk_learning_resource_votes_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_resource_votes_user ON coursewright.learning_resource_votes (user_id);
