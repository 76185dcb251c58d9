DROP POLICY taught_rows_to_change ON coursewright.quiz_attempts;
DROP TABLE coursewright.review_answers;

DELETE FROM coursewright.review_cards c USING coursewright.review_cards other
  WHERE other.user_id = c.user_id AND other.assessment_id = c.assessment_id
    AND (other.due_at, other.id) < (c.due_at, c.id);
ALTER TABLE coursewright.review_cards
  DROP COLUMN concept,
  ADD CONSTRAINT uq_review_cards_user_id_assessment_id UNIQUE (user_id, assessment_id);
REVOKE UPDATE (assessment_id) ON coursewright.review_cards FROM {service};
REVOKE ALL (assessment_id, state, step, stability, difficulty, due_at, last_review_at)
  ON coursewright.review_cards FROM {worker};
REVOKE ALL ON coursewright.review_cards FROM {worker};

DROP FUNCTION coursewright.reveal_answers(uuid[]);
CREATE FUNCTION coursewright.reveal_answer(asked uuid)
RETURNS TABLE (correct_answer text, explanation text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.correct_answer, a.explanation FROM coursewright.assessments a
  WHERE a.id = asked AND EXISTS (
    SELECT FROM coursewright.quiz_attempts t
    WHERE t.assessment_id = asked AND t.user_id = coursewright.claimed_person())
$$;
REVOKE ALL ON FUNCTION coursewright.reveal_answer(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coursewright.reveal_answer(uuid) TO {service};

DROP TRIGGER trg_sum_quiz_points ON coursewright.quiz_attempts;
DROP TRIGGER trg_refuse_late_answer ON coursewright.quiz_attempts;
DROP FUNCTION coursewright.sum_quiz_points();
DROP FUNCTION coursewright.refuse_late_answer();

REVOKE UPDATE (user_answer, attempted_at) ON coursewright.quiz_attempts FROM {service};
ALTER TABLE coursewright.quiz_attempts
  DROP COLUMN comment,
  DROP COLUMN decided_by,
  DROP COLUMN decided_at;
DROP INDEX coursewright.idx_attempts_undecided;
ALTER TABLE coursewright.quiz_sessions DROP COLUMN is_partial;
ALTER TABLE coursewright.cohorts
  DROP COLUMN quiz_tries,
  DROP COLUMN quiz_wait_minutes,
  DROP COLUMN reviews_per_day;
