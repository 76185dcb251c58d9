-- The blueprint, and each learner's own course made from it.

CREATE TABLE coursewright.blueprint_modules (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  module_number integer NOT NULL,
  catalog_module_id integer,
  title_template text NOT NULL,
  concept_slug varchar(50) NOT NULL,
  description_template text,
  learning_objectives jsonb DEFAULT '[]' NOT NULL,
  rigor_level text DEFAULT 'standard' NOT NULL,
  estimated_hours integer,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_blueprint_modules PRIMARY KEY (id),
  CONSTRAINT ck_blueprint_modules_module_number CHECK (module_number BETWEEN 1 AND 7),
  CONSTRAINT ck_blueprint_modules_learning_objectives CHECK (jsonb_typeof(learning_objectives) = 'array'),
  CONSTRAINT ck_blueprint_modules_rigor_level CHECK (rigor_level IN ('standard', 'advanced')),
  CONSTRAINT ck_blueprint_modules_estimated_hours CHECK (estimated_hours >= 0),
  CONSTRAINT uq_blueprint_modules_module_number_concept_slug UNIQUE (module_number, concept_slug),
  CONSTRAINT fk_blueprint_modules_catalog_module_id FOREIGN KEY (catalog_module_id)
    REFERENCES coursewright.modules (id) ON DELETE SET NULL
);
CREATE INDEX idx_blueprint_catalog ON coursewright.blueprint_modules (catalog_module_id);
CREATE INDEX idx_blueprint_modules_slug ON coursewright.blueprint_modules (concept_slug);

CREATE TABLE coursewright.blueprint_prerequisites (
  blueprint_module_id uuid NOT NULL,
  prerequisite_id uuid NOT NULL,
  CONSTRAINT pk_blueprint_prerequisites PRIMARY KEY (blueprint_module_id, prerequisite_id),
  CONSTRAINT ck_blueprint_prerequisites_not_itself CHECK (blueprint_module_id <> prerequisite_id),
  CONSTRAINT fk_blueprint_prerequisites_blueprint_module_id FOREIGN KEY (blueprint_module_id)
    REFERENCES coursewright.blueprint_modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_blueprint_prerequisites_prerequisite_id FOREIGN KEY (prerequisite_id)
    REFERENCES coursewright.blueprint_modules (id) ON DELETE RESTRICT
);
CREATE INDEX idx_blueprint_prereq_rev ON coursewright.blueprint_prerequisites (prerequisite_id);

CREATE TABLE coursewright.generated_courses (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  title varchar(255) NOT NULL,
  description text,
  archetype_id uuid,
  forked_from_id uuid,
  visibility text DEFAULT 'private' NOT NULL,
  status text DEFAULT 'active' NOT NULL,
  progress_percentage integer DEFAULT 0 NOT NULL,
  start_date timestamptz DEFAULT now() NOT NULL,
  completion_date timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_generated_courses PRIMARY KEY (id),
  CONSTRAINT ck_generated_courses_visibility CHECK (visibility IN ('public', 'friends', 'private')),
  CONSTRAINT ck_generated_courses_status CHECK (status IN ('active', 'completed', 'archived')),
  CONSTRAINT ck_generated_courses_progress_percentage CHECK (progress_percentage BETWEEN 0 AND 100),
  CONSTRAINT ck_generated_courses_completed
    CHECK (status <> 'completed' OR (completion_date IS NOT NULL AND progress_percentage = 100)),
  CONSTRAINT ck_generated_courses_active CHECK (status <> 'active' OR completion_date IS NULL),
  CONSTRAINT ck_generated_courses_dates CHECK (completion_date >= start_date),
  CONSTRAINT ck_generated_courses_not_its_own_fork CHECK (forked_from_id <> id),
  CONSTRAINT uq_generated_courses_id_user_id UNIQUE (id, user_id),
  CONSTRAINT fk_generated_courses_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_generated_courses_archetype_id FOREIGN KEY (archetype_id)
    REFERENCES coursewright.user_archetypes (id) ON DELETE SET NULL,
  CONSTRAINT fk_generated_courses_forked_from_id FOREIGN KEY (forked_from_id)
    REFERENCES coursewright.generated_courses (id) ON DELETE SET NULL
);
CREATE INDEX idx_courses_archetype ON coursewright.generated_courses (archetype_id);
CREATE INDEX idx_courses_fork ON coursewright.generated_courses (forked_from_id)
  WHERE forked_from_id IS NOT NULL;
CREATE INDEX idx_courses_public ON coursewright.generated_courses (created_at DESC)
  WHERE visibility = 'public';
CREATE INDEX idx_courses_user_status ON coursewright.generated_courses (user_id, status);

CREATE TABLE coursewright.generated_modules (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  course_id uuid NOT NULL,
  blueprint_module_id uuid,
  title varchar(255) NOT NULL,
  description text,
  content_json jsonb NOT NULL,
  order_index integer NOT NULL,
  is_locked boolean DEFAULT false NOT NULL,
  is_completed boolean DEFAULT false NOT NULL,
  completed_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_generated_modules PRIMARY KEY (id),
  CONSTRAINT ck_generated_modules_content_json CHECK (jsonb_typeof(content_json) = 'object'),
  CONSTRAINT ck_generated_modules_order_index CHECK (order_index >= 0),
  CONSTRAINT ck_generated_modules_completed_at CHECK (is_completed = (completed_at IS NOT NULL)),
  CONSTRAINT ck_generated_modules_locked_or_completed CHECK (NOT (is_locked AND is_completed)),
  CONSTRAINT uq_generated_modules_course_id_order_index UNIQUE (course_id,
    order_index) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_generated_modules_course_id FOREIGN KEY (course_id)
    REFERENCES coursewright.generated_courses (id) ON DELETE CASCADE,
  CONSTRAINT fk_generated_modules_blueprint_module_id FOREIGN KEY (blueprint_module_id)
    REFERENCES coursewright.blueprint_modules (id) ON DELETE SET NULL
);
CREATE INDEX idx_generated_modules_blueprint ON coursewright.generated_modules (blueprint_module_id);

CREATE TABLE coursewright.exercises (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  module_id uuid NOT NULL,
  slug text NOT NULL,
  type text NOT NULL,
  title varchar(255) NOT NULL,
  prompt text NOT NULL,
  starter_code text,
  solution_code text,
  test_cases jsonb DEFAULT '[]' NOT NULL,
  flaws jsonb DEFAULT '[]' NOT NULL,
  hints jsonb DEFAULT '[]' NOT NULL,
  difficulty text,
  points integer DEFAULT 100 NOT NULL,
  time_limit_minutes integer,
  notebook_sha256 bytea,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_exercises PRIMARY KEY (id),
  CONSTRAINT ck_exercises_type CHECK (type IN ('code_review', 'refactor', 'build', 'diagnosis')),
  CONSTRAINT ck_exercises_test_cases CHECK (jsonb_typeof(test_cases) = 'array'),
  CONSTRAINT ck_exercises_flaws CHECK (jsonb_typeof(flaws) = 'array'),
  CONSTRAINT ck_exercises_hints CHECK (jsonb_typeof(hints) = 'array'),
  CONSTRAINT ck_exercises_difficulty CHECK (difficulty IN ('easy', 'medium', 'hard')),
  CONSTRAINT ck_exercises_points CHECK (points >= 0),
  CONSTRAINT ck_exercises_time_limit_minutes CHECK (time_limit_minutes > 0),
  CONSTRAINT uq_exercises_module_id_slug UNIQUE (module_id, slug),
  CONSTRAINT fk_exercises_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.generated_modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_exercises_notebook_sha256 FOREIGN KEY (notebook_sha256)
    REFERENCES coursewright.notebooks (sha256) ON DELETE RESTRICT
);
CREATE INDEX idx_exercises_slug ON coursewright.exercises (slug);
CREATE INDEX idx_exercises_type ON coursewright.exercises (type);

CREATE TABLE coursewright.course_tags (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  course_id uuid NOT NULL,
  tag text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_course_tags PRIMARY KEY (id),
  CONSTRAINT ck_course_tags_tag CHECK (tag ~ '^[a-z0-9][a-z0-9-]*$'),
  CONSTRAINT uq_course_tags_course_id_tag UNIQUE (course_id, tag),
  CONSTRAINT fk_course_tags_course_id FOREIGN KEY (course_id)
    REFERENCES coursewright.generated_courses (id) ON DELETE CASCADE
);
CREATE INDEX idx_course_tags_tag ON coursewright.course_tags (tag, course_id);
