-- A link belongs to the curriculum, and is for everybody, or to the cohort in which somebody proposed it. There it
-- waits until the cohort's staff decides or its author takes it back. What is in the list already stays in it.

ALTER TABLE coursewright.learning_resources
  ADD COLUMN cohort_id uuid,
  ADD COLUMN idempotency_key uuid,
  ADD COLUMN state text DEFAULT 'approved' NOT NULL,
  ADD COLUMN reason text,
  ADD COLUMN decided_by uuid,
  ADD COLUMN decided_at timestamptz,
  ADD CONSTRAINT ck_learning_resources_state CHECK (state IN ('waiting', 'approved', 'declined', 'withdrawn')),
  ADD CONSTRAINT ck_learning_resources_for_everybody CHECK (cohort_id IS NOT NULL OR state = 'approved'),
  ADD CONSTRAINT ck_learning_resources_decided
    CHECK (cohort_id IS NULL OR (state IN ('waiting', 'withdrawn')) = (decided_at IS NULL)),
  ADD CONSTRAINT ck_learning_resources_decided_by CHECK (decided_by IS NULL OR decided_at IS NOT NULL),
  ADD CONSTRAINT ck_learning_resources_declined CHECK ((state = 'declined') = (reason IS NOT NULL)),
  ADD CONSTRAINT ck_learning_resources_reason CHECK (length(reason) BETWEEN 10 AND 1000),
  ADD CONSTRAINT fk_learning_resources_cohort_id FOREIGN KEY (cohort_id)
    REFERENCES coursewright.cohorts (id) ON DELETE CASCADE,
  ADD CONSTRAINT fk_learning_resources_decided_by FOREIGN KEY (decided_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL,
  DROP CONSTRAINT uq_learning_resources_module_id_url,
  ADD CONSTRAINT uq_learning_resources_added_by_idempotency_key UNIQUE (added_by, idempotency_key);
ALTER TABLE coursewright.learning_resources ALTER COLUMN state SET DEFAULT 'waiting';
CREATE UNIQUE INDEX uq_resources_address ON coursewright.learning_resources (module_id, cohort_id, url)
  NULLS NOT DISTINCT WHERE state <> 'withdrawn';
CREATE INDEX idx_resources_cohort ON coursewright.learning_resources (cohort_id, state)
  WHERE cohort_id IS NOT NULL;
CREATE INDEX idx_resources_decided_by ON coursewright.learning_resources (decided_by)
  WHERE decided_by IS NOT NULL;
