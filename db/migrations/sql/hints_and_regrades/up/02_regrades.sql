-- What learners ask to have looked at once more, and what a person of their cohort answered.

CREATE TABLE coursewright.regrade_requests (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  submission_id uuid NOT NULL,
  user_id uuid NOT NULL,
  cohort_id uuid NOT NULL,
  reason text NOT NULL,
  asked_at timestamptz DEFAULT now() NOT NULL,
  decision text,
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  CONSTRAINT pk_regrade_requests PRIMARY KEY (id),
  CONSTRAINT ck_regrade_requests_reason CHECK (length(reason) BETWEEN 20 AND 2000),
  CONSTRAINT ck_regrade_requests_decision CHECK (decision IN ('kept', 'regraded', 'marked')),
  CONSTRAINT ck_regrade_requests_answer CHECK (length(answer) BETWEEN 10 AND 2000),
  CONSTRAINT ck_regrade_requests_answered CHECK (num_nonnulls(decision, answer, answered_at) IN (0, 3)),
  CONSTRAINT ck_regrade_requests_answered_later CHECK (answered_at >= asked_at),
  CONSTRAINT ck_regrade_requests_answered_by CHECK (answered_by IS NULL OR answered_at IS NOT NULL),
  CONSTRAINT ck_regrade_requests_not_by_oneself CHECK (answered_by <> user_id),
  CONSTRAINT fk_regrade_requests_submission_id FOREIGN KEY (submission_id)
    REFERENCES coursewright.code_submissions (id) ON DELETE CASCADE,
  CONSTRAINT fk_regrade_requests_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_regrade_requests_cohort_id FOREIGN KEY (cohort_id)
    REFERENCES coursewright.cohorts (id) ON DELETE CASCADE,
  CONSTRAINT fk_regrade_requests_answered_by FOREIGN KEY (answered_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX uq_regrade_requests_open ON coursewright.regrade_requests (submission_id)
  WHERE answered_at IS NULL;
CREATE INDEX idx_regrade_requests_submission ON coursewright.regrade_requests (submission_id, id);
CREATE INDEX idx_regrade_requests_cohort ON coursewright.regrade_requests (cohort_id, id);
CREATE INDEX idx_regrade_requests_user ON coursewright.regrade_requests (user_id);
CREATE INDEX idx_regrade_requests_answered_by ON coursewright.regrade_requests (answered_by)
  WHERE answered_by IS NOT NULL;
