-- Cohorts, their members and due times.

CREATE TABLE coursewright.cohorts (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  slug varchar(50) NOT NULL,
  name varchar(100) NOT NULL,
  description text,
  start_date date,
  end_date date,
  is_active boolean DEFAULT true NOT NULL,
  created_by uuid,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_cohorts PRIMARY KEY (id),
  CONSTRAINT ck_cohorts_slug CHECK (slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
  CONSTRAINT ck_cohorts_slug_fits_role_name CHECK (length(slug) <= 40),
  CONSTRAINT ck_cohorts_dates CHECK (end_date >= start_date),
  CONSTRAINT uq_cohorts_slug UNIQUE (slug),
  CONSTRAINT fk_cohorts_created_by FOREIGN KEY (created_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE INDEX idx_cohorts_active ON coursewright.cohorts (start_date, end_date) WHERE is_active;
CREATE INDEX idx_cohorts_created_by ON coursewright.cohorts (created_by);

CREATE TABLE coursewright.cohort_members (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cohort_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL,
  joined_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_cohort_members PRIMARY KEY (id),
  CONSTRAINT ck_cohort_members_role CHECK (role IN ('student', 'instructor', 'admin')),
  CONSTRAINT uq_cohort_members_cohort_id_user_id UNIQUE (cohort_id, user_id),
  CONSTRAINT fk_cohort_members_cohort_id FOREIGN KEY (cohort_id)
    REFERENCES coursewright.cohorts (id) ON DELETE CASCADE,
  CONSTRAINT fk_cohort_members_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_cohort_members_user ON coursewright.cohort_members (user_id, role);

CREATE TABLE coursewright.assignment_schedules (
  cohort_id uuid NOT NULL,
  assignment_name text NOT NULL,
  due_at timestamptz,
  CONSTRAINT pk_assignment_schedules PRIMARY KEY (cohort_id, assignment_name),
  CONSTRAINT fk_assignment_schedules_cohort_id FOREIGN KEY (cohort_id)
    REFERENCES coursewright.cohorts (id) ON DELETE CASCADE
);
