-- How often a quiz may be taken, who decided a short answer, and cards by concept instead of by question.

ALTER TABLE coursewright.cohorts
  ADD COLUMN quiz_tries integer,
  ADD COLUMN quiz_wait_minutes integer DEFAULT 0 NOT NULL,
  ADD COLUMN reviews_per_day integer DEFAULT 20 NOT NULL,
  ADD CONSTRAINT ck_cohorts_quiz_tries CHECK (quiz_tries > 0),
  ADD CONSTRAINT ck_cohorts_quiz_wait_minutes CHECK (quiz_wait_minutes >= 0),
  ADD CONSTRAINT ck_cohorts_reviews_per_day CHECK (reviews_per_day >= 0);

ALTER TABLE coursewright.quiz_sessions
  ADD COLUMN is_partial boolean DEFAULT false NOT NULL;

ALTER TABLE coursewright.quiz_attempts
  ADD COLUMN comment text,
  ADD COLUMN decided_by uuid,
  ADD COLUMN decided_at timestamptz,
  ADD CONSTRAINT ck_quiz_attempts_comment CHECK (length(comment) <= 2000),
  ADD CONSTRAINT ck_quiz_attempts_decided
    CHECK (decided_at IS NOT NULL AND is_correct IS NOT NULL OR num_nonnulls(decided_at, decided_by, comment) = 0),
  ADD CONSTRAINT ck_quiz_attempts_not_by_oneself CHECK (decided_by <> user_id),
  ADD CONSTRAINT fk_quiz_attempts_decided_by FOREIGN KEY (decided_by)
    REFERENCES coursewright.users (id) ON DELETE SET NULL;
CREATE INDEX idx_attempts_decider ON coursewright.quiz_attempts (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX idx_attempts_undecided ON coursewright.quiz_attempts (user_id) WHERE is_correct IS NULL;

-- The question that a card was about becomes the one that its concept was asked with last.
ALTER TABLE coursewright.review_cards ADD COLUMN concept text;
UPDATE coursewright.review_cards c
  SET concept = coalesce(a.concepts ->> 0, a.question_key, a.id::text)
  FROM coursewright.assessments a WHERE a.id = c.assessment_id;
DELETE FROM coursewright.review_cards c USING coursewright.review_cards other
  WHERE other.user_id = c.user_id AND other.concept = c.concept
    AND (other.due_at, other.id) < (c.due_at, c.id);
ALTER TABLE coursewright.review_cards
  ALTER COLUMN concept SET NOT NULL,
  DROP CONSTRAINT uq_review_cards_user_id_assessment_id,
  ADD CONSTRAINT ck_review_cards_concept CHECK (length(concept) BETWEEN 1 AND 200),
  ADD CONSTRAINT uq_review_cards_user_id_concept UNIQUE (user_id, concept);

CREATE TABLE coursewright.review_answers (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  user_answer text,
  is_correct boolean,
  answered_at timestamptz DEFAULT now() NOT NULL,
  time_spent_seconds integer,
  CONSTRAINT pk_review_answers PRIMARY KEY (id),
  CONSTRAINT ck_review_answers_time_spent_seconds CHECK (time_spent_seconds >= 0),
  CONSTRAINT fk_review_answers_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_review_answers_assessment_id FOREIGN KEY (assessment_id)
    REFERENCES coursewright.assessments (id) ON DELETE RESTRICT
);
CREATE INDEX idx_review_answers_user ON coursewright.review_answers (user_id, answered_at);
CREATE INDEX idx_review_answers_assessment ON coursewright.review_answers (assessment_id);
